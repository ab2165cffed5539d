/*
 * tailor/model.h - what a language model is told when it is to tailor a resume,
 * and which changes its answer makes: the engine of tailor.h that is not ours.
 * Pure: who sends the words is somebody else. The model is believed in nothing;
 * its changes go the way of all others, through tailor_apply().
 */
#ifndef TAILOR_MODEL_H
#define TAILOR_MODEL_H

#include "base/json.h"
#include "tailor/tailor.h"

enum {
	MODEL_POSTING = 20000, /* bytes of the posting that it is shown */
	MODEL_TEXTS = 300      /* texts of the resume that it may change */
};

struct model_prompt {
	struct str system, user;
};

/* The resume, cleaned of orders, and the posting, which is cleaned already, as
 * data (or none); `wish` is what comes behind them. */
bool model_show(struct arena *mem, const struct tailor_ask *ask,
	struct str posting, const char *wish, struct model_prompt *out,
	struct err *err);
bool model_ask(struct arena *mem, const struct tailor_ask *ask,
	struct str posting, struct model_prompt *out, struct err *err);

/* What it answers. */
struct model_change {
	struct str path, op, text, reason, posting;
	struct {
		int64_t *at;
		size_t count;
	} order;
	struct resume_texts evidence;
};
struct model_answer {
	struct {
		struct model_change *at;
		size_t count;
	} changes;
};
extern const struct json_shape model_shape;

/* Changes that name what there is; what does not is refused, and told. */
void model_read(struct arena *mem, const struct tailor_ask *ask,
	const struct model_answer *answer, struct tailor_changes *out);

#endif
