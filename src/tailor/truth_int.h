/*
 * tailor/truth_int.h - what the files of the truth check share: words as they
 * count, passages, the prepared source. Nothing outside includes this.
 */
#ifndef TAILOR_TRUTH_INT_H
#define TAILOR_TRUTH_INT_H

#include "match/taxonomy.h"
#include "tailor/truth.h"

/* ---- words (truth_words.c) ------------------------------------------------
 */

enum truth_class {
	IS_PLAIN = 1,
	IS_GENERIC = 2,
	IS_MEEK = 4,
	IS_BOAST = 8,
	IS_SCOPE = 16,
	IS_PEOPLE = 32,
	IS_PAST = 64,
	IS_HEADING = 128,
	IS_OVER = 256,
	IS_UNDER = 512
};

/* What holds back the words behind it; of each a bit of `held`. */
enum truth_guard {
	GUARD_NEGATION = 1,
	GUARD_HELP = 2,
	GUARD_WISH = 4,
	GUARD_BASIC = 8,
	GUARD_BELOW = 16,
	GUARD_OTHERS = 32, /* "the team that" */
	GUARD_BY = 64      /* "was mentored by" */
};

enum truth_form { FORM_NONE, FORM_BASE, FORM_PAST, FORM_ING };

struct truth_row {
	uint32_t hash; /* 0: free */
	uint16_t is;
	uint8_t level, guard;
	bool counts;
	const char *unit;
	double count;
};

enum { TRUTH_SLOTS = 4096, TRUTH_FAMILY_SLOTS = 1024 };
struct truth_lexicon {
	struct truth_row row[TRUTH_SLOTS];
	struct {
		uint32_t stem;
		uint8_t family;
		bool verb;
	} family[TRUTH_FAMILY_SLOTS];
};

void truth_lexicon_read(struct arena *mem, struct truth_lexicon *out);
/* What is known of a word; never NULL. */
const struct truth_row *truth_row_of(
	const struct truth_lexicon *lex, uint32_t hash);
int truth_family_of(
	const struct truth_lexicon *lex, struct str word, bool *verb);

/* ---- passages (truth_passage.c) -------------------------------------------
 */

#define TRUTH_LEVELS 0xfffff000u /* keys of levels begin here */

struct truth_word {
	struct str text; /* folded */
	uint32_t key;    /* equal for words that say the same */
	uint32_t as_verb, hash;
	uint32_t at;
	uint16_t len, flags, is;
	uint32_t clause;
	uint32_t number; /* from 1, of the numbers */
	uint8_t level, guard, held, form;
	bool content, head; /* head: the verb that its clause begins with */
};

struct truth_number {
	double value;
	uint32_t unit;
	bool over, under;
	bool across; /* "over 3 markets": more, or all of them */
	uint32_t word;
};

struct truth_passage {
	struct str text, at;
	struct truth_word *word;
	size_t count;
	struct truth_number *number;
	size_t numbers;
	/* Its content, by key. */
	struct truth_key {
		uint32_t key, word;
	} * key;
	size_t keys;
	struct taxonomy_hit *hit;
	size_t hits;
	uint32_t entry; /* of the source, from 1; 0: of the person */
	bool header;    /* what the entry is called, and when and where */
};

/* `settle`: names that are common words count only beside others. */
void truth_passage_read(struct arena *mem, const struct truth_lexicon *lex,
	struct str text, bool settle, struct truth_passage *out);
void truth_numbers_read(struct arena *mem, const struct truth_lexicon *lex,
	struct truth_passage *p);
/* The first of its keys that is this one; p->keys: none. */
size_t truth_key_find(const struct truth_passage *p, uint32_t key);

/* ---- the source (truth_source.c) ------------------------------------------
 */

struct truth_entry {
	const struct resume_entry *e;
	struct str at; /* pointer */
	int section;   /* enum resume_section_id; from there on: custom ones */
	uint32_t first, count; /* its passages; the first is its header */
	int from, to;          /* months; to < from: none */
};

/* A text of the source, and the entry that it is of. */
struct truth_text {
	struct str text;
	uint32_t entry;
};

struct truth {
	const struct resume *source;
	struct truth_ask ask;
	struct truth_lexicon lex;
	struct truth_passage *passage;
	size_t passages;
	struct truth_entry *entry;
	size_t entries;
	struct truth_text *text; /* hashed */
	size_t text_slots;
	/* Of each of match_skills, of match_titles: is it proved somewhere? */
	uint8_t *skill, *title;
	size_t steps;
	struct arena *mem;
};

bool truth_source_read(struct truth *t, struct err *err);
/* Is it small enough? How many texts it has. */
bool truth_size_check(const struct resume *r, size_t *texts, struct err *err);
/* Does the source say exactly this, there? */
bool truth_text_stands(const struct truth *t, uint32_t entry, struct str text);

/* ---- a check --------------------------------------------------------------
 */

struct truth_checking {
	struct arena *mem;
	struct truth *t;
	const struct resume *proposed;
	struct truth_report *out;
	bool too_long;
};

void truth_tell(struct truth_checking *c, struct str at, enum truth_kind kind,
	struct str what, const char *fmt, ...) PRINTF_LIKE(5, 6);

/* ---- text (truth_text.c, truth_cover.c) -----------------------------------
 */

enum truth_scope {
	TRUTH_OF_ENTRY,  /* one entry says it */
	TRUTH_OF_PERSON, /* a summary: any passage */
	TRUTH_OF_LABEL   /* what somebody is called */
};

void truth_say(struct truth_checking *c, struct str at, enum truth_scope scope,
	uint32_t entry, struct str text);

/* A piece of a text that one passage has to cover. */
struct truth_piece {
	const struct truth_passage *in;
	size_t from, to;
	size_t head;    /* the verb that governs it; in->count: none */
	uint8_t guards; /* that its clause has */
	enum truth_scope scope;
	const bool *named; /* of each word of it: names what the person was */
};
struct truth_miss {
	enum truth_kind kind;
	size_t word, words;
	size_t count; /* of all that it misses */
};
/* What of a piece a passage does not say. count 0: it says all. */
struct truth_miss truth_cover(struct truth *t, const struct truth_piece *p,
	const struct truth_passage *by, const struct truth_passage *header);

/* Is the number at a word one of years that the dates prove? */
bool truth_years_stand(struct truth *t, const struct truth_piece *p, size_t i);

/* ---- lists of skills, frozen fields, entries ------------------------------
 */

void truth_skills_check(struct truth_checking *c);
/* One name to be listed; entry 0: of the person. */
void truth_skill_say(struct truth_checking *c, struct str at, uint32_t entry,
	struct str name);
void truth_entries_check(struct truth_checking *c);
void truth_rest_check(struct truth_checking *c, struct str at,
	const struct json_rest *ours, const struct json_rest *theirs);
/* Characters that hide something, in a text that the source does not have. */
void truth_hidden_check(struct truth_checking *c, struct str at, uint32_t entry,
	struct str text);
/* The same words? Blanks do not count, letters do. */
bool truth_same(struct str a, struct str b);

#endif
