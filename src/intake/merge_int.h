/*
 * intake/merge_int.h - how a proposal is held against the lines:
 *
 *   merge_lines.c  where do the lines say this?
 *   merge_entry.c  do the values of an entry stand together?
 *   merge_join.c   entries that hold, and the parser's, become one list
 *   merge_basics.c the same of the person
 *   merge.c        runs them, and tells where all values came from
 */
#ifndef INTAKE_MERGE_INT_H
#define INTAKE_MERGE_INT_H

#include "intake/merge.h"
#include "intake/parse_int.h"
#include "resume/wording.h"

/* How strictly a value has to be what the lines have there. */
enum held {
	HELD_WORDS, /* whole words, somewhere: a skill */
	HELD_WHOLE, /* from a mark to a mark: a title, an employer */
	HELD_STUDY, /* the same, and "of" is a mark: "Bachelor of Science" */
	HELD_SPOKEN /* whole sentences: a bullet, a summary */
};

enum {
	HELD_MOST = 64,        /* places of one value that are looked at */
	HELD_STEPS = 20000000, /* words compared, in all */
	VALUE_BYTES = 20000    /* longer values are refused */
};

/* Rows where a value stands, from and behind its last, going up. */
struct places {
	struct {
		uint32_t from, to;
	} at[HELD_MOST];
	size_t count;
};

struct merge {
	struct arena *mem;
	struct parse p; /* rows, their dates; what is noted of the result */
	struct intake_merged *out;
	const struct intake_found *ours;
	struct resume_wording said; /* all rows' words */
	uint32_t *row_of;           /* of each of them */
	uint8_t *edge;              /* enum edge, of each of them */
	uint32_t *first, *next;     /* by hash: words, from 1 */
	size_t slots;
	size_t steps;
	size_t refused_room;
	uint32_t *trace; /* by pointer: of ours, from 1 */
	size_t trace_slots;
};

/* ---- merge_lines.c ------------------------------------------------------- */

bool merge_lines(struct merge *m, struct err *err);
/* Where the rows from `from` to `to` say it. False: nowhere. */
bool merge_find(struct merge *m, struct str value, enum held how, size_t from,
	size_t to, struct places *out);
/* Rows whose period begins (or: ends) then; or which show just this year. */
bool merge_find_date(
	struct merge *m, struct str date, bool is_end, struct places *out);
/* An address of the web or of mail, as text or as a link's target. */
bool merge_find_link(struct merge *m, struct str url, struct places *out);
/* The same digits, with any marks between. */
bool merge_find_digits(struct merge *m, struct str phone, struct places *out);
/* Do both say the same words? */
bool merge_same(struct merge *m, struct str a, struct str b);

/* ---- merge_entry.c ------------------------------------------------------- */

/* The texts of an entry by their order in fields.def. */
enum field_id {
#define TEXT(name, json) FIELD_##name,
#define TEXTS(name, json)
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
	FIELDS
};
struct str *merge_field(struct resume_entry *e, enum field_id id);
extern const char *const merge_field_names[FIELDS];
/* Is it part of what an entry is known by? */
bool merge_is_head(enum field_id id);
/* A section whose entries are but words: skills, languages, interests. */
bool merge_is_list(int what);

/* Where an entry stands. */
struct stand {
	const struct resume_entry *e;
	struct str at;     /* its JSON pointer */
	int what;          /* its section; RESUME_SECTIONS: one of its own */
	bool held, joined; /* joined: with one of the other side */
	uint32_t from, to; /* rows of its head */
	uint32_t anchor;   /* the one among these that it is known by */
	uint32_t body;     /* behind its last row */
	/* Of each text of fields.def: where it stands, NULL where it has none;
	 * why it is refused, NULL where it is held. */
	struct places *field[FIELDS];
	const char *why[FIELDS];
};

/* Finds where these stand; `body` of each ends where the next begins. */
void merge_stand(struct merge *m, struct stand *all, size_t count);

/* ---- merge_join.c ------------------------------------------------------- */

/* Both become one: a list for each section, by `what`. */
struct both {
	struct stand *theirs, *ours;
	size_t their_count, our_count;
};
void merge_join(struct merge *m, const struct both *both,
	struct resume_entries *to, int sections);

/* ---- merge_basics.c ----------------------------------------------------- */

void merge_basics(struct merge *m, const struct resume_basics *theirs,
	struct resume_basics *to);

/* ---- merge.c ------------------------------------------------------------ */

void merge_refuse(
	struct merge *m, struct str at, struct str value, const char *why);
/* Notes that a value of the result came from there. */
void merge_take(struct merge *m, struct str value, const struct places *from);
/* The parser had said the same: surer than either. */
void merge_agree(struct merge *m, struct str value, const struct places *from);
/* How sure the parser was of its value there; 0: it has none. */
float merge_our_sure(const struct merge *m, struct str at);

#endif
