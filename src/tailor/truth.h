/*
 * tailor/truth.h - is what somebody proposes to say in a resume said by the
 * resume that it was made from (TAI-7)? Whoever proposed it, an engine of ours,
 * a model, a person: the same rules. Pure, and asks nobody.
 *
 * Frozen are facts: who somebody is, employers, titles, dates, places, degrees,
 * schools, scores, certificates, awards, publications, languages. Text may be
 * chosen, shortened, put in another order and reworded, as long as each of its
 * clauses says nothing that one passage of the same entry does not say: no
 * number, no skill, no name, no stronger verb, no word of its own; and what a
 * passage holds back ("assisted", "nearly", "not") stays held back. A skill may
 * have another of its names, or that of what it proves (match/taxonomy.h).
 *
 * When in doubt it says no: an honest sentence that is refused costs a
 * sentence, a lie that passes may cost somebody a job. doc/truth.md tells how
 * it can err.
 */
#ifndef TAILOR_TRUTH_H
#define TAILOR_TRUTH_H

#include "resume/resume.h"

enum {
	TRUTH_ENTRIES = 4000,  /* of either resume, all sections */
	TRUTH_BYTES = 2 << 20, /* of text, of either */
	TRUTH_FAULTS = 500     /* that are told; the rest is counted */
};

enum truth_kind {
#define KIND(id, name, sentence) TRUTH_##id,
#include "tailor/truth_kinds.def"
#undef KIND
	TRUTH_KINDS
};

struct truth_kind_row {
	const char *name;     /* "number" */
	const char *sentence; /* "a number that this entry does not have" */
};
extern const struct truth_kind_row truth_kinds[TRUTH_KINDS];

struct truth_fault {
	struct str at; /* pointer into what is proposed; of what is gone: into
			* the source */
	enum truth_kind kind;
	struct str what; /* the words */
	struct str why;  /* a sentence, with what the source says instead */
};

struct truth_report {
	struct truth_fault *at;
	size_t count, more; /* more: beyond TRUTH_FAULTS */
};

struct truth_ask {
	/* The person asked that jobs, degrees and the like may be left out. */
	bool entries_may_go;
	/* Months since year 0, for "8 years of experience"; 0: what goes on
	 * counts up to the last date that the source names. */
	int now;
};

/* A source that proposals are held against. Texts point into the source. */
struct truth;
bool truth_open(struct arena *mem, const struct resume *source,
	struct truth_ask ask, struct truth **out, struct err *err);

/* A whole resume. True: it was checked, and `out` says what is wrong; without
 * faults all of it is in the source. False: it could not be checked. */
bool truth_check(struct arena *mem, struct truth *t,
	const struct resume *proposed, struct truth_report *out,
	struct err *err);

/*
 * One change. `at` is the pointer of what is changed in the source, or of the
 * entry that it belongs to: "/basics/summary", "/basics/label",
 * "/projects/1/highlights/0", "/projects/1"; "/skills" is a skill to be listed,
 * "/projects/1/keywords" one of that project; "" is text about all of the
 * resume, as in a letter. `before`, where not none, has to stand there.
 */
bool truth_check_text(struct arena *mem, struct truth *t, struct str at,
	struct str before, struct str after, struct truth_report *out,
	struct err *err);

/* Do two words, folded, say the same with the same strength? */
bool truth_words_alike(const struct truth *t, struct str a, struct str b);

#endif
