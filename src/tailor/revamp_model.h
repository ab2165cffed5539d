/*
 * tailor/revamp_model.h - what a language model is told when it is to say the
 * same in better words, and which changes its answer makes. Its answer has the
 * form of model.h; of its changes those of words alone are taken.
 */
#ifndef TAILOR_REVAMP_MODEL_H
#define TAILOR_REVAMP_MODEL_H

#include "tailor/model.h"
#include "tailor/revamp.h"

/* `posting` none: for no job in particular. */
bool revamp_model_ask(struct arena *mem, const struct tailor_ask *ask,
	struct str posting, struct model_prompt *out, struct err *err);

/* Its changes, beside the suggestions that are ours: rules find those. */
void revamp_model_read(struct arena *mem, const struct tailor_ask *ask,
	const struct model_answer *answer, struct revamp *out);

#endif
