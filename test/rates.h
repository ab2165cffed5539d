/* test/rates.h - what tests of rate limits ask with, wherever they count. */
#ifndef RATES_H
#define RATES_H

#include "base/rate.h"
#include "test.h"

static struct rate_policy policy(
	const char *name, int64_t limit, int64_t period_us, int64_t burst)
{
	struct rate_policy p = { 0 };
	struct err err = { 0 };

	OK_ERR(rate_policy_init(&p, name, limit, period_us, burst, &err), err);
	return p;
}

static struct rate_key key(uint64_t n)
{
	return (struct rate_key){ n * 0x9e3779b97f4a7c15, n };
}

#endif
