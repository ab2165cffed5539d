/*
 * match/taxonomy.h - names of skills and of occupations (data/): which words
 * name which, what proves what, what lies near. Tables that the build makes of
 * data/skills and data/titles; to open them costs nothing.
 */
#ifndef MATCH_TAXONOMY_H
#define MATCH_TAXONOMY_H

#include "resume/wording.h"

enum taxonomy_kind {
	TAXONOMY_TOOL,   /* a named product, language, machine */
	TAXONOMY_METHOD, /* a way of doing */
	TAXONOMY_FIELD,  /* knowledge */
	TAXONOMY_SOFT,
	TAXONOMY_CERTIFICATE,
	TAXONOMY_TITLE,
	TAXONOMY_RANK /* a title that says no trade: "team leader" */
};

enum { TAXONOMY_NONE = 0xffff };

/* Lists of entries end at TAXONOMY_NONE; they are offsets into `links`. */
struct taxonomy_entry {
	uint32_t label;  /* in `text` */
	uint32_t above;  /* all that it proves, nearest first, not itself */
	uint32_t near;   /* both ways */
	uint32_t asks;   /* skills that are typical of an occupation */
	uint16_t parent; /* the nearest of `above` */
	uint16_t family;
	uint16_t children;
	uint8_t kind;
	uint8_t sector; /* a line of data/sectors.txt, from 1 */
};
enum {
	TAXONOMY_SECTORS = 32,
	TAXONOMY_EVERYWHERE = 1 /* the first of them */
};

enum taxonomy_name_flag {
	NAME_EXACT = 1, /* in this case only */
	NAME_WEAK = 2   /* a common word: not without others of its family */
};

struct taxonomy_name {
	uint32_t text;
	uint16_t entry;
	uint8_t flags;
};

struct taxonomy_slot {
	uint32_t check;
	uint32_t name; /* from 1; 0: free */
};

struct taxonomy {
	const char *text; /* each ends at a zero */
	const struct taxonomy_entry *entry;
	const struct taxonomy_name *name;
	const uint32_t *family; /* its name, in `text` */
	const uint16_t *links;
	const struct taxonomy_slot *slot;
	const uint64_t *prefix; /* bits: does a name begin so? */
	size_t count, names, families;
	uint32_t slot_mask, prefix_mask;
};
extern const struct taxonomy match_skills, match_titles;

/* Words of a text that name an entry. */
struct taxonomy_hit {
	uint16_t entry;
	uint8_t count; /* words */
	bool weak;     /* needs others beside it; taxonomy_settle() decides */
	uint32_t from;
};

/* The longest names, from the first word on, none over another. How many;
 * `out` has room for as many as there are words. */
size_t taxonomy_find(const struct taxonomy *t, struct str text,
	const struct resume_wording *words, struct taxonomy_hit *out);
/* Drops weak ones that stand in no list and beside no other of their family,
 * none that they prove and none that proves them.
 * How many stay. */
size_t taxonomy_settle(const struct taxonomy *t,
	const struct resume_wording *words, struct taxonomy_hit *hits,
	size_t count);

struct str taxonomy_label(const struct taxonomy *t, uint16_t entry);
struct str taxonomy_family(const struct taxonomy *t, uint16_t entry);
/* All its names, its label first; how many. */
size_t taxonomy_names(const struct taxonomy *t, uint16_t entry,
	const struct taxonomy_name **out);
/* Has who has `a` also `b`? */
bool taxonomy_proves(const struct taxonomy *t, uint16_t a, uint16_t b);
bool taxonomy_is_near(const struct taxonomy *t, uint16_t a, uint16_t b);
/* The entry of exactly this name; TAXONOMY_NONE: there is none. */
uint16_t taxonomy_entry_of(const struct taxonomy *t, struct str name);

#endif
