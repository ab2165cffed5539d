/*
 * tailor/interview_model.h - what a language model is told when it is to think
 * of interview questions, and which of them may be asked. A question states
 * nothing: what it takes for granted of the person stands in one entry of the
 * resume, what else it names stands there or in the posting. Why it is asked
 * says no model: that follows from what it quotes.
 */
#ifndef TAILOR_INTERVIEW_MODEL_H
#define TAILOR_INTERVIEW_MODEL_H

#include "tailor/interview.h"
#include "tailor/model.h"

enum { INTERVIEW_MODEL_MOST = 12 };

struct interview_model_question {
	struct str question;
	struct str path;    /* of the text that it is about; or empty */
	struct str posting; /* the words that ask for it; or empty */
};
struct interview_model_answer {
	struct {
		struct interview_model_question *at;
		size_t count;
	} questions;
};
extern const struct json_shape interview_model_shape;

bool interview_model_ask(struct arena *mem, const struct tailor_ask *ask,
	struct str posting, struct model_prompt *out, struct err *err);

/* A question that may not be asked. */
struct interview_refused {
	struct str text, why;
};
struct interview_refusals {
	struct interview_refused at[INTERVIEW_MODEL_MOST];
	size_t count;
};

/* Those that may be asked, and behind them what everybody is asked. None may:
 * the builtin engine's. */
bool interview_model_read(struct arena *mem, const struct tailor_ask *ask,
	const struct interview_model_answer *answer, struct interview *out,
	struct interview_refusals *refused, struct err *err);

#endif
