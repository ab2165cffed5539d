/*
 * intake/parse_int.h - how lines become a resume, in steps that go one way:
 *
 *   parse_rows.c      lines of a document become rows of cells, cleaned
 *     parse_marks.c   which words are none: bullets, icons, rules
 *     parse_signs.c   marks and digits of other scripts
 *   parse_page.c      which of them are the number of a page
 *   parse_side.c      headings beside the text
 *   parse_margin.c    what stands beside the text
 *   parse_form.c      labels of forms, and what they label
 *   parse_dates.c     which words of a row are a period
 *   parse_split.c     lines that say two things: a heading and its list
 *     parse_label.c   which labels are headings
 *   parse_heading.c   what a heading says that its section is
 *   parse_sections.c  which rows are headings, and of what
 *     parse_foot.c    addresses under the last of them
 *   parse_guess.c     what sections are whose headings nobody knows
 *     parse_unheaded.c what stands under no heading
 *   parse_body.c      bullets, paragraphs; lines of them joined
 *   parse_entries.c   a section's rows become entries: head and body
 *   parse_said.c      what words of a head are worth as a title, employer ...
 *   parse_slots.c     which of them are the title, the employer ...
 *   parse_fill.c      an entry's parts go into the model
 *   parse_notes.c     what no field is made for
 *   parse_degree.c    a degree and its area, said in one
 *   parse_employers.c several roles at one employer
 *   parse_items.c     the same of sections that are lists: items
 *   parse_lists.c     skills, languages, interests
 *   parse_person.c    who it is about: headline, summary, and
 *     parse_reach.c   email, telephone
 *     parse_link.c    links, profiles
 *     parse_name.c    what they are called
 *     parse_where.c   where they live, and
 *     parse_address.c the parts of that
 *   parse_traces.c    where each value was found, how surely
 *   parse_rest.c      what found no place, kept all the same
 *   parse.c           runs them
 *
 * parse_text.h has what many of them ask of words and rows; lexicon.h says what
 * words mean, and knows no place on a page.
 */
#ifndef INTAKE_PARSE_INT_H
#define INTAKE_PARSE_INT_H

#include "intake/lexicon.h"
#include "intake/parse.h"
#include "resume/build.h"
#include "resume/period.h"
#include "resume/words.h"

enum {
	PARSE_ROWS = 20000,   /* of a document; more is refused */
	PARSE_ICONS = 32,     /* with a link, that are heeded */
	PARSE_WORDS = 400000, /* the same */
	HEADING_WORDS = 7,    /* more are none */
	HEADING_BYTES = 64
};

/* ---- rows --------------------------------------------------------------- */

enum { CELL_CAPS = 1 << 16 };

/* Words of a row up to a wide gap. */
struct cell {
	struct intake_word *at;
	size_t count;
	struct str text; /* its words with blanks */
	float x0, x1, size;
	unsigned flags; /* INTAKE_BOLD and so on of all; CELL_* */
};

/* When something was, as some words of a row say it. */
struct span {
	uint32_t cell, from, to; /* words of that cell */
	struct resume_period when;
};

enum row_role {
	ROW_HEAD,   /* of an entry: title, employer, dates */
	ROW_BULLET, /* begins one */
	ROW_TEXT,   /* begins a paragraph */
	ROW_MORE,   /* goes on with what is above */
	ROW_LABEL,  /* "Highlights": a heading within an entry */
	ROW_LINK,   /* an address of the web alone */
	ROW_GONE    /* its words went to the row above */
};

struct row {
	uint32_t page, line; /* in the document */
	struct cell *cell;
	size_t count;
	struct str text; /* of all cells */
	float x0, x1, base, size;
	float gap; /* down from the row above; INFINITY: another part */
	unsigned flags;
	int column;
	uint8_t item, heading; /* as lines.h has them */
	uint8_t says;          /* enum slot, of a form's label */
	bool joined;
	bool begins;       /* a record of a form */
	uint8_t names;     /* a heading cut from its line: its kind, from 1 */
	uint8_t opens;     /* a section without one, that this begins: from 1 */
	bool behind;       /* what such a heading stood before */
	bool told;         /* a head that a text stood behind, */
	bool deeds;        /* and that text */
	struct span *when; /* NULL: no period in it */
	enum row_role role;
	bool taken; /* some field has it */
	bool rest;  /* not all of its words */
};

/* ---- sections ----------------------------------------------------------- */

struct section {
	int what;         /* enum resume_section_id, resume_heading */
	struct str title; /* as it stands there */
	uint32_t head;    /* its row; NO_ROW: none */
	uint32_t from, to;
	bool about;     /* the person: what stands above all headings */
	bool person;    /* says who it is, and how to reach them */
	bool continues; /* one of an earlier page, in the same column */
};
#define NO_ROW UINT32_MAX

/* ---- the whole ---------------------------------------------------------- */

/* What a step knew of a value that it made. */
struct note {
	const char *value; /* its text's address */
	uint32_t from, to; /* rows */
	float sure;
};

/* A word whose signs are others now. */
struct parse_turned {
	const char *now; /* its text's address */
	struct str was;
};

struct parse {
	struct arena *mem;
	struct arena own; /* gone at the end */
	const struct intake_doc *doc;
	struct row *row;
	size_t count;
	size_t read;                  /* rows that were read from a picture */
	float size, pitch;            /* of most text: type, line to line */
	struct str icon[PARSE_ICONS]; /* links of the first page's icons */
	size_t icons;
	struct parse_turned *turn;
	size_t turns, turn_room;
	struct section *section;
	size_t sections;
	struct intake_found *out;
	struct note *note;
	size_t notes, note_room, trace_room;
};

bool parse_rows(struct parse *p, struct err *err);
void parse_sides(struct parse *p);
void parse_margins(struct parse *p);
void parse_forms(struct parse *p);
void parse_dates(struct parse *p);
void parse_row_dates(struct parse *p, struct row *r);
void parse_splits(struct parse *p);
void parse_sections(struct parse *p);
void parse_guess(struct parse *p);
void parse_unheaded(struct parse *p);
/* Does a row say a degree first, and then a school or what was studied? */
bool parse_begins_degree(struct parse *p, const struct row *r);
void parse_person(struct parse *p);
void parse_entries(struct parse *p, const struct section *s);
void parse_list(struct parse *p, const struct section *s);

/* A value came from these rows. */
void parse_note(
	struct parse *p, struct str value, size_t from, size_t to, float sure);
/* Keeps the text of rows that nobody took, as a section without a title. */
void parse_rest(struct parse *p);
/* Tells of all values where they came from, and which rows gave none. */
void parse_traces(struct parse *p);

/* ---- entries ------------------------------------------------------------ */

/* What the words of an entry's head can be. */
enum slot {
	SLOT_NOTE, /* none of these */
	SLOT_WHAT, /* title, degree, name */
	SLOT_WHO,  /* employer, school, who issued it */
	SLOT_PLACE,
	SLOT_AREA,  /* what was studied */
	SLOT_SCORE, /* GPA */
	SLOTS
};

/* A head's words between two marks: the smallest that has a meaning. */
struct atom {
	struct intake_word *at;
	size_t count;
	struct str text, url;
	uint32_t row;   /* of the document */
	uint8_t before; /* enum mark: what parts it from the one before */
	uint8_t hint;   /* enum slot that a label says it is; 0: none does */
	uint16_t look;  /* where in the head and in which type */
};

struct part {
	size_t from, to; /* atoms */
	enum slot slot;
	float sure;
};

enum { ENTRY_ATOMS = 18, PART_ATOMS = 8 /* of one part */ };

struct entry {
	uint32_t from, body, to; /* rows */
	bool dated;
	struct resume_period when;
	uint32_t when_row;
	bool employer; /* no more than that of the roles that follow */
	bool role;     /* such a one */
	struct atom *atom;
	size_t atoms; /* ENTRY_ATOMS at most */
	struct part *part;
	size_t parts; /* no more than these */
	/* What runs of atoms are worth as each slot, by their words. */
	float (*said)[PART_ATOMS][SLOTS];
};

struct entries {
	struct arena own; /* of this section; gone behind it */
	int what;         /* the section */
	struct entry *at;
	size_t count;
};

/* Finds the words of each head, and then what they are, of all entries of a
 * section together: what stands in the same place means the same. */
void parse_atoms(struct parse *p, struct entries *all);
void parse_slots(struct entries *all);
void parse_fill(struct parse *p, const struct entries *all);
/* What an entry says that no slot is for, to where the model has room; NULL: it
 * became none. Then texts of sections that have no bullets. */
void parse_notes(struct parse *p, int what, const struct entry *e,
	struct resume_entry *to);
void parse_bodies(struct parse *p, int what, const struct entry *e,
	struct resume_entry *to);
/* Of entries from the first on: what is said of an employer once goes to each
 * of its roles. */
void parse_employers(
	const struct entries *all, struct resume_entries *list, size_t first);
/* "MSc, Hydrology": the degree's area goes into a field of its own. */
void parse_degree(struct parse *p, struct resume_entry *to);
/* Rows that go on with the last entry of a section. */
void parse_fill_more(struct parse *p, int what, size_t from, size_t to);

/* ---- pieces that several steps need -------------------------------------- */

/* A sign of another script as the one of ASCII that it is like; else itself. */
uint32_t parse_sign(uint32_t c);
/* How many words a line may become; a word with such signs, as one or several:
 * how many; and when there are no more. */
size_t parse_signs_room(const struct intake_line *l);
size_t parse_signs(
	struct parse *p, const struct intake_word *w, struct intake_word *to);
void parse_signs_end(struct parse *p);
/* Its text with the signs that stand there. */
struct str parse_row_said(struct parse *p, const struct row *r);
struct str parse_words_text(
	struct parse *p, const struct intake_word *at, size_t count);
struct cell parse_cell(struct parse *p, struct intake_word *at, size_t count);
/* Its text, box and type again, of its cells. */
void parse_row_measure(struct parse *p, struct row *r);
bool parse_is_page_number(
	struct parse *p, const struct intake_page *page, const struct row *r);
/* Its first cell becomes two, the second from this word on. */
void parse_cut(struct parse *p, struct row *r, size_t word);
bool parse_is_bullet(struct str word);
/* Are all words of a date? Does a date in a cell wait for its end ("2017 -")?
 */
bool parse_is_date(struct parse *p, const struct intake_word *at, size_t count);
/* Do they say how long something took: "5 years 2 months"? */
bool parse_is_duration(
	struct parse *p, const struct intake_word *at, size_t count);
/* May a word stand in the middle of a date? */
bool parse_in_date(struct parse *p, struct str word);
bool parse_is_open(struct parse *p, const struct cell *c);
/* Is a row with a bullet the head of an entry with bullets of its own? */
bool parse_heads_entry(struct parse *p, const struct row *r);
/* A field that "Courses: A, B" names in such a section: its name in JSON, and
 * what is behind the colon; NULL: none. */
const char *parse_field_label(
	struct parse *p, int what, struct str text, struct str *value);
/* The slot that a label of forms names; SLOT_NOTE: it is none of these. */
enum slot parse_form_slot(struct parse *p, struct str label);
/* Does a foot of the document begin with this row, under the last section? */
bool parse_begins_contact(struct parse *p, size_t row);
/* What a text that looks like a heading names; RESUME_NO_HEADING: unknown. */
int parse_heading(struct parse *p, struct str text);
/* The same by one of its words ("Clinical Skills"): less sure. */
int parse_heading_kind(struct parse *p, struct str text);
/* The same where OCR misread some of its letters. */
int parse_heading_misread(struct parse *p, struct str text);
/* It without numbers, colons and signs around it. */
struct str parse_heading_text(struct str s);
/* Has the row a period that is an entry's: alone, at an end, in brackets? */
bool parse_is_dated(const struct row *r);
/* The cell of a row that holds its text: behind a date in the margin. */
const struct cell *parse_text_cell(const struct row *r);
/* Does the line of `next` go on with the paragraph of `row`: was there no room
 * for its first word? */
bool parse_wraps(const struct parse *p, size_t row);
/* Rows of one bullet or paragraph as one text, hyphens at line ends undone. The
 * first takes them. */
struct str parse_join(struct parse *p, size_t from, size_t to);
struct str parse_text(struct parse *p, size_t from, size_t to);
/* Says of each row of an entry section what it is: head, bullet, text. */
void parse_roles(struct parse *p, const struct section *s);

#endif
