/*
 * partners/llm_budget.h - a ceiling on what models may cost: tokens, money, or
 * both. What an ask may take at most is held before it goes out, what it took
 * is settled behind it, so that many at a time stay under the ceiling.
 *
 * A budget is a value of its owner: one for a run, one for a person's month,
 * one for the house. It knows no database, no clock and no person; who keeps
 * it for a month starts it with what the month has seen. Any thread.
 *
 * Money is in millionths of the unit in which the provider's prices are.
 */
#ifndef PARTNERS_LLM_BUDGET_H
#define PARTNERS_LLM_BUDGET_H

#include "base/base.h"

enum { LLM_BUDGETS = 4 }; /* that one ask may touch */

struct llm_price {
	int64_t in, out; /* millionths for a million tokens */
};

struct llm_cost {
	int64_t tokens, money;
};
/* Rounded up. */
struct llm_cost partners_llm_cost(
	const struct llm_price *price, int64_t tokens_in, int64_t tokens_out);

struct llm_budget {
	const char *name; /* "the month's ceiling", for who hits it */
	int64_t tokens_most, money_most; /* 0: no ceiling */
	_Atomic int64_t tokens, money;   /* taken: spent or held */
};

/* All of them have room for this, and hold it; or none does and it is an
 * ERR_RATE_LIMITED that names the one. NULLs are passed over. */
bool partners_llm_hold(struct llm_budget *const *budgets, int count,
	const struct llm_cost *most, struct err *err);
/* What was held becomes what it really was. */
void partners_llm_settle(struct llm_budget *const *budgets, int count,
	const struct llm_cost *held, const struct llm_cost *was);

#endif
