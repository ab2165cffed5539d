/*
 * tailor/letter_model.h - what a language model is told when it is to write a
 * cover letter, and what of its answer is true. It writes the middle alone: the
 * paragraphs about what the resume proves. Greeting, what for and close are the
 * builtin letter's, since no resume knows the employer that is written to.
 */
#ifndef TAILOR_LETTER_MODEL_H
#define TAILOR_LETTER_MODEL_H

#include "tailor/letter.h"
#include "tailor/model.h"

enum { LETTER_PARAGRAPHS = 3, LETTER_REFUSED = LETTER_PARAGRAPHS };

struct letter_model_paragraph {
	struct str text;
	struct resume_texts evidence; /* paths */
};
struct letter_model_answer {
	struct {
		struct letter_model_paragraph *at;
		size_t count;
	} paragraphs;
};
extern const struct json_shape letter_model_shape;

bool letter_model_ask(struct arena *mem, const struct tailor_ask *ask,
	struct str posting, struct model_prompt *out, struct err *err);

/* A paragraph that did not hold. */
struct letter_refused {
	struct str text, why;
};
struct letter_refusals {
	struct letter_refused at[LETTER_REFUSED];
	size_t count;
};

/* The builtin letter with the paragraphs that hold in its middle. None holds:
 * it stays as it is. */
bool letter_model_read(struct arena *mem, const struct tailor_ask *ask,
	const struct letter_model_answer *answer, struct letter *out,
	struct letter_refusals *refused, struct err *err);

#endif
