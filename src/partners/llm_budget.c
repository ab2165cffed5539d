/* partners/llm_budget.c - holding and settling. See llm_budget.h. */
#include "partners/llm_budget.h"

#include <stdatomic.h>

enum { MILLION = 1000 * 1000 };

static int64_t price_of(int64_t tokens, int64_t price)
{
	__int128 exact = (__int128)tokens * price;
	__int128 rounded = (exact + MILLION - 1) / MILLION;

	return rounded > INT64_MAX / 4 ? INT64_MAX / 4 : (int64_t)rounded;
}

struct llm_cost partners_llm_cost(
	const struct llm_price *price, int64_t tokens_in, int64_t tokens_out)
{
	return (struct llm_cost){ .tokens = tokens_in + tokens_out,
		.money = price_of(tokens_in, price->in) +
			 price_of(tokens_out, price->out) };
}

/* ---- one number of one budget ------------------------------------------- */

static bool take(_Atomic int64_t *taken, int64_t most, int64_t n)
{
	int64_t now = *taken;

	do {
		if (most && (now > most || n > most - now))
			return false;
	} while (!atomic_compare_exchange_weak(taken, &now, now + n));
	return true;
}

static bool hold(
	struct llm_budget *b, const struct llm_cost *most, struct err *err)
{
	if (!take(&b->tokens, b->tokens_most, most->tokens))
		return err_set(err, ERR_RATE_LIMITED,
			"%s of %lld tokens does not hold %lld more, %lld are "
			"taken",
			b->name, (long long)b->tokens_most,
			(long long)most->tokens, (long long)b->tokens);
	if (take(&b->money, b->money_most, most->money))
		return true;
	b->tokens -= most->tokens;
	return err_set(err, ERR_RATE_LIMITED,
		"%s of %.2f does not hold %.4f more, %.4f are taken", b->name,
		(double)b->money_most / MILLION, (double)most->money / MILLION,
		(double)b->money / MILLION);
}

/* ---- all of them -------------------------------------------------------- */

void partners_llm_settle(struct llm_budget *const *budgets, int count,
	const struct llm_cost *held, const struct llm_cost *was)
{
	for (int i = 0; i < count; i++) {
		if (!budgets[i])
			continue;
		budgets[i]->tokens += was->tokens - held->tokens;
		budgets[i]->money += was->money - held->money;
	}
}

bool partners_llm_hold(struct llm_budget *const *budgets, int count,
	const struct llm_cost *most, struct err *err)
{
	static const struct llm_cost nothing;

	for (int i = 0; i < count; i++) {
		if (!budgets[i] || hold(budgets[i], most, err))
			continue;
		partners_llm_settle(budgets, i, most, &nothing);
		return false;
	}
	return true;
}
