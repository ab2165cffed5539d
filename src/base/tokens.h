/*
 * base/tokens.h - about how many tokens of a language model is a text?
 *
 * An estimate, made by rules that were fitted to o200k, the vocabulary of
 * OpenAI's models; within a tenth of it for pages of prose or code in scripts
 * of which doc/llm.md has figures. Each family of models has a vocabulary of
 * its own, so an exact count by one of them would be an estimate for the
 * others, too, and two megabytes long. Bytes that are no UTF-8 count as well.
 */
#ifndef TOKENS_H
#define TOKENS_H

#include "base/base.h"

int64_t tokens_about(struct str text);

#endif
