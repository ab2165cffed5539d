/*
 * test/tailor_made.h - somebody who is not, a posting that nobody wrote, and
 * what is asked of the two.
 */
#ifndef TAILOR_MADE_H
#define TAILOR_MADE_H

#include "tailor/tailor.h"
#include "test.h"

#include <stdio.h>

enum { TAILOR_NOW = 12 * 2026 + 10 };

#define TAILOR_PERSON                                                          \
	"{\"basics\":{\"name\":\"Orla Fenwick\",\"label\":\"Data Analyst\","   \
	"\"email\":\"orla@fenwick.example\",\"phone\":\"+44 20 7946 0001\","   \
	"\"summary\":\"Data engineer who keeps pipelines quiet.\"},"           \
	"\"work\":[{\"name\":\"Larch Mills\",\"position\":\"Data Engineer\","  \
	"\"startDate\":\"2019-02\",\"highlights\":["                           \
	"\"Wrote the weekly report on stock.\","                               \
	"\"Built pipelines in Python and Airflow in order to load 40 tables "  \
	"into PostgreSQL.\","                                                  \
	"\"Assisted the team that moved services to k8s.\"]},"                 \
	"{\"name\":\"Oak Harbour\",\"position\":\"Data Analyst\","             \
	"\"startDate\":\"2015-06\",\"endDate\":\"2019-01\",\"highlights\":["   \
	"\"Answered questions of 12 buyers with SQL.\","                       \
	"\"Made dashboards in Tableau.\"]}],"                                  \
	"\"education\":[{\"institution\":\"University of "                     \
	"Turku\",\"studyType\""                                                \
	":\"Bachelor\",\"area\":\"Statistics\",\"endDate\":\"2015-05\"}],"     \
	"\"skills\":[{\"name\":\"Tools\",\"keywords\":[\"Excel\",\"Tableau\"," \
	"\"k8s\",\"Python\"]}]}"

#define TAILOR_POSTING                                                     \
	"Senior Data Engineer\n\nCompany: Juniper Rail\nLocation: Turku\n" \
	"\nRequirements\n"                                                 \
	"- 5+ years of experience with Python\n"                           \
	"- Airflow and PostgreSQL\n"                                       \
	"- Kubernetes\n"                                                   \
	"\nNice to have\n- Tableau\n- Experience with COBOL\n"

struct tailored {
	struct resume source;
	struct posting posting;
	struct tailor_ask ask;
	struct tailor_changes changes;
	struct tailor_result result;
	struct err err;
};

MAYBE bool tailor_begin(
	struct tailored *t, const char *person, const char *posting)
{
	memset(t, 0, sizeof(*t));
	t->ask = (struct tailor_ask){
		.source = &t->source, .posting = &t->posting, .now = TAILOR_NOW
	};
	return resume_read_text(
		       &test_mem, str_c(person), &t->source, &t->err) &&
	       posting_read(&test_mem, str_c(posting), &t->posting, &t->err);
}

MAYBE bool tailor_whole(struct tailored *t)
{
	return tailor_builtin(&test_mem, &t->ask, &t->changes, &t->err) &&
	       tailor_apply(
		       &test_mem, &t->ask, &t->changes, &t->result, &t->err);
}

/* The first change of a place; NULL: none. */
MAYBE const struct tailor_change *tailor_at(
	const struct tailor_changes *all, const char *at)
{
	for (size_t i = 0; i < all->count; i++)
		if (str_is(all->at[i].at, at))
			return &all->at[i];
	return NULL;
}

MAYBE struct str tailor_text(const struct resume *r)
{
	struct buf b;

	buf_init(&b, &test_mem, RESUME_BYTES);
	resume_write(&b, r);
	return buf_str(&b);
}

MAYBE bool tailor_has(struct str text, const char *part)
{
	return text.len &&
	       memmem(text.at, text.len, part, strlen(part)) != NULL;
}

/* A change that sets a text. */
MAYBE struct tailor_change tailor_set(
	const char *at, const char *before, const char *after)
{
	return (struct tailor_change){ .at = str_c(at),
		.op = TAILOR_SET,
		.before = { .text = str_c(before) },
		.after = { .text = str_c(after) },
		.reason = STR("a test") };
}

#endif
