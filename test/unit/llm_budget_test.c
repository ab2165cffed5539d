/*
 * test/unit/llm_budget_test.c - partners/llm_budget.h: what is held, what is
 * settled, and who is refused. That asks keep to it is in llm_shape_test.c.
 */
#include "test.h"

#include "partners/llm_budget.h"

#include <pthread.h>

TEST(a_budget_holds_what_may_be_taken_and_keeps_what_was)
{
	struct llm_budget b = { .name = "the ceiling", .tokens_most = 100 },
			  *list[] = { NULL, &b };
	const struct llm_cost most = { 60, 5 }, was = { 10, 1 };
	struct err err;

	NEED_ERR(partners_llm_hold(list, 2, &most, &err), err);
	SAME_INT(b.tokens, 60);
	OK(!partners_llm_hold(list, 2, &most, &err));
	SAME_INT(err.code, ERR_RATE_LIMITED);
	OK(strstr(err.text, "the ceiling of 100 tokens"));
	partners_llm_settle(list, 2, &most, &was);
	SAME_INT(b.tokens, 10);
	SAME_INT(b.money, 1);
	OK_ERR(partners_llm_hold(list, 2, &most, &err), err);
}

TEST(a_budget_without_room_leaves_the_others_as_they_were)
{
	struct llm_budget run = { .name = "a" },
			  house = { .name = "the month",
				  .money_most = 1500000 },
			  *list[] = { &run, &house };
	const struct llm_cost most = { 60, 2000000 };
	struct err err;

	OK(!partners_llm_hold(list, 2, &most, &err));
	SAME_STR(str_c(err.text), STR("the month of 1.50 does not hold 2.0000 "
				      "more, 0.0000 are taken"));
	SAME_INT(run.tokens, 0);
	SAME_INT(house.tokens, 0);
	SAME_INT(house.money, 0);
}

static struct llm_budget shared = {
	.name = "shared", .tokens_most = 1000, .money_most = 1000
};
static _Atomic int over;

static void *hold_and_settle(void *with)
{
	struct llm_budget *list[] = { &shared };
	const struct llm_cost most = { 300, 200 }, was = { 0, 0 };
	struct err err;

	for (int i = 0; i < 20000; i++) {
		if (!partners_llm_hold(list, 1, &most, &err))
			continue;
		if (shared.tokens > 1000 || shared.money > 1000)
			over++;
		partners_llm_settle(list, 1, &most, &was);
	}
	return with;
}

TEST(many_at_a_time_stay_under_one_ceiling)
{
	pthread_t threads[4];

	for (size_t i = 0; i < LENGTH(threads); i++)
		NEED(!pthread_create(&threads[i], NULL, hold_and_settle, NULL));
	for (size_t i = 0; i < LENGTH(threads); i++)
		pthread_join(threads[i], NULL);
	SAME_INT(over, 0);
	SAME_INT(shared.tokens, 0);
	SAME_INT(shared.money, 0);
}

TEST(money_is_rounded_up_and_does_not_overflow)
{
	const struct llm_price price = { .in = 150000, .out = 600000 },
			       absurd = { INT64_MAX / 8, INT64_MAX / 8 };
	struct llm_cost cost = partners_llm_cost(&price, 2000, 1000);

	SAME_INT(cost.tokens, 3000);
	SAME_INT(cost.money, 300 + 600);
	SAME_INT(partners_llm_cost(&price, 1, 0).money, 1);
	SAME_INT(partners_llm_cost(&price, 0, 0).money, 0);
	OK(partners_llm_cost(&absurd, 1000000000, 1000000000).money > 0);
}
