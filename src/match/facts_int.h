/*
 * match/facts_int.h - what one word means to facts.c, as the build writes it
 * into a table of facts.def.
 */
#ifndef MATCH_FACTS_INT_H
#define MATCH_FACTS_INT_H

#include "base/base.h"

enum fact {
	FACT_YEAR = 1,
	FACT_TIME_BEFORE = 2,
	FACT_TIME_AFTER = 4,
	FACT_DEGREE_PLAIN = 8,
	FACT_DEGREE_BESIDE = 16,
	FACT_DEGREE_ABOUT = 32,
	FACT_DEGREE_OR = 64,
	FACT_STUDYING = 128,
	FACT_SPEAKS = 256,
	FACT_CHOICE = 512,
	FACT_DEGREE_BRIEF = 1024, /* also something else: "MS" */
	FACT_ASKS = 2048,
	FACT_LIGHT = 4096
};

enum { FACT_SLOTS = 2048 };

struct fact_slot {
	uint32_t hash; /* of the word; 0: free */
	uint16_t facts;
	uint8_t number, degree, level; /* level: from 1 */
	char language[3];
};

#endif
