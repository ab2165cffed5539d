/*
 * intake/parse_atoms.c - the words of an entry's head between its marks: gaps,
 * changes of type, bars, dashes, commas. What they mean is parse_slots.c's.
 */
#include "intake/parse_slots.h"

#include "intake/parse_text.h"

#include <math.h>

enum { NAME_WORDS = 8 }; /* of who may stand behind "at" */

/* ---- marks -------------------------------------------------------------- */

/* Does a word stand between two parts and belong to none? */
static enum mark mark_of(struct str s)
{
	static const char *const bars[] = { "|", "•", "·", "–", "—", "//", "¦",
		"►", "‣", "⋅", "∙", "●", "→", "~", ";", "/", "‒", "―", "❖", "◦",
		"▪", "*", "«", "»", "[", "]" };
	static const char *const dashes[] = { "-", "‑", "‐", "−" };
	static const char *const ats[] = { "at", "@", "bei", "chez", "presso",
		"bij" };

	if (parse_is_one_of(s, bars, LENGTH(bars)))
		return MARK_BAR;
	if (parse_is_one_of(s, dashes, LENGTH(dashes)))
		return MARK_DASH;
	if (parse_is_one_of(s, ats, LENGTH(ats)))
		return MARK_AT;
	return MARK_NONE;
}

static enum mark max(enum mark a, enum mark b) { return a > b ? a : b; }

static bool has_letter(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((s.at[i] | 32) >= 'a' && (s.at[i] | 32) <= 'z')
			return true;
		else if ((unsigned char)s.at[i] >= 0xc3)
			return true;
	return false;
}

/* Is the type another one? */
static bool turns(const struct intake_word *a, const struct intake_word *b)
{
	unsigned change = (a->flags ^ b->flags) & (INTAKE_BOLD | INTAKE_ITALIC);

	if (!has_letter(a->text) || !has_letter(b->text))
		return false;
	return change || fabsf(a->size - b->size) > 0.12f * b->size;
}

/* ---- one head ----------------------------------------------------------- */

struct making {
	struct parse *p;
	int what; /* the section */
	struct atom atom[ENTRY_ATOMS];
	size_t atoms;
	struct atom now;
	enum mark before;
	enum slot hint; /* for the next */
	unsigned in_row, cell, order;
	bool last_cell;
	size_t closed; /* the word that closes brackets which are open */
};

static uint16_t look(const struct making *m, const struct intake_word *w)
{
	unsigned caps = 0, row = m->in_row < 3 ? m->in_row : 3,
		 cell = !m->cell       ? 0
			: m->last_cell ? 2
				       : 1,
		 order = m->order < 2 ? m->order : 2;

	for (size_t i = 0; i < w->text.len; i++) {
		if (w->text.at[i] >= 'a' && w->text.at[i] <= 'z') {
			caps = 0;
			break;
		}
		caps |= w->text.at[i] >= 'A' && w->text.at[i] <= 'Z' && i;
	}
	return (uint16_t)(row | cell << 2 | order << 4 |
			  (w->flags & INTAKE_BOLD ? 64u : 0) |
			  (w->flags & INTAKE_ITALIC ? 128u : 0) | caps << 8);
}

/* "Location:", "GPA:" and their like; true: it is none of the words. */
static bool label(struct making *m, struct str s)
{
	const char *field = parse_field_label(
		m->p, m->what, str_fmt(&m->p->own, "%.*s:", STR_ARG(s)), NULL);

	static const char *const places[] = { "location", "place", "ort",
		"lieu", "lugar", "luogo", "plaats", "local", "standort", "city",
		"country", "land", "ville", "pays", "localidad", "pais",
		"citta", "paese", "localidade", "stad", "stadt" };
	static const char *const dates[] = { "date", "dates", "period",
		"duration", "zeitraum", "periode", "fecha", "data", "datum",
		"when", "from", "durée", "datas" };
	struct str f = resume_fold(&m->p->own, s);

	if (parse_is_one_of(f, places, LENGTH(places))) {
		m->hint = SLOT_PLACE;
		return true;
	}
	if (field && !strcmp(field, "score")) {
		m->hint = SLOT_SCORE;
		return true;
	}
	/* who somebody was in a project is not what it is called */
	m->hint = m->what == RESUME_WORK || m->what == RESUME_VOLUNTEER ||
				  m->what == RESUME_EDUCATION
			  ? parse_form_slot(m->p, s)
			  : SLOT_NOTE;
	if (m->hint)
		return true;
	return parse_is_one_of(f, dates, LENGTH(dates));
}

/* "Graduated", "Expected": words of the date beside them. */
static bool is_of_date(struct making *m, struct str s)
{
	static const char *const words[] = { "graduated", "graduation",
		"expected", "expected graduation", "diplome en", "diplomee en",
		"diplome", "obtenu en", "abschluss", "abgeschlossen",
		"conclusao", "concluido em", "laureato", "laureata", "titulado",
		"titulada", "graduado en", "afgestudeerd", "behaald", "exp",
		"anticipated", "class of", "voraussichtlich", "completed" };
	struct str f = resume_fold(&m->p->own, s);

	return parse_is_one_of(
		parse_trim(f, "(", " .:("), words, LENGTH(words));
}

static void finish(struct making *m)
{
	struct str s;
	bool colon;

	if (!m->now.count)
		return;
	s = parse_words_text(m->p, m->now.at, m->now.count);
	colon = s.at[s.len - 1] == ':';
	s = parse_trim(s, " ,;:|", " ,;:|");
	/* brackets that hold all of it */
	if (s.len > 2 && s.at[0] == '(' && s.at[s.len - 1] == ')' &&
		!memchr(s.at + 1, '(', s.len - 1))
		s = str_of(s.at + 1, s.len - 2);
	m->now.text = s;
	m->now.hint = (uint8_t)m->hint;
	m->hint = SLOT_NOTE;
	if ((colon && label(m, s)) || is_of_date(m, s))
		; /* says what the next is */
	else if (parse_is_duration(m->p, m->now.at, m->now.count))
		; /* of what the periods say */
	else if (s.len && m->atoms < ENTRY_ATOMS)
		m->atom[m->atoms++] = m->now;
	else if (s.len)
		m->p->row[m->now.row].rest = true;
	m->now.count = 0;
	m->order++;
}

static void begin(struct making *m, struct intake_word *w, uint32_t row)
{
	m->now = (struct atom){
		.at = w, .row = row, .before = (uint8_t)m->before
	};
	m->now.look = look(m, w);
	m->before = MARK_NONE;
}

/* "First Aid at Sea" is one name; "Best Paper at Kestrel University" has an
 * awarder. Jobs are always at somebody. */
static bool is_of_name(struct making *m, const struct cell *c, size_t i)
{
	unsigned marks = 0;

	if (m->what == RESUME_WORK || m->what == RESUME_VOLUNTEER ||
		m->what == RESUME_EDUCATION || str_is(c->at[i].text, "@"))
		return false;
	for (size_t k = i + 1; k < c->count && k <= i + NAME_WORDS; k++) {
		struct str word = c->at[k].text;

		marks |= lexicon_word(&m->p->own, word);
		if (strchr(",;:|", word.at[word.len - 1]))
			break;
	}
	return !(marks & (LEX_SCHOOL | LEX_LEGAL | LEX_ORG));
}

/* Does the word part others? */
static enum mark mark_at(struct making *m, const struct cell *c, size_t i)
{
	enum mark mark = mark_of(c->at[i].text);

	return mark == MARK_AT &&
			       (!i || i + 1 == c->count || is_of_name(m, c, i))
		       ? MARK_NONE
		       : mark;
}

/* "(trams, buses": the word that closes them, in the same cell; else itself. */
static size_t closes(const struct cell *c, size_t i)
{
	if (c->at[i].text.at[0] != '(')
		return i;
	for (size_t k = i; k < c->count; k++)
		if (parse_has(c->at[k].text, ')'))
			return k;
	return i;
}

static void take(struct making *m, const struct cell *c, size_t i, uint32_t row)
{
	struct intake_word *w = &c->at[i];
	enum mark mark = i < m->closed ? MARK_NONE : mark_at(m, c, i);
	bool opens = w->text.at[0] == '(';
	char end = w->text.at[w->text.len - 1];

	if (mark != MARK_NONE) {
		finish(m);
		m->before = max(m->before, mark);
		return;
	}
	if (m->now.count && opens) {
		finish(m);
		m->before = max(m->before, MARK_BRACKET);
	} else if (m->now.count && turns(w - 1, w)) {
		finish(m);
		m->before = max(m->before, MARK_TYPE);
	}
	if (!m->now.count && m->before && i && m->before < MARK_TYPE &&
		turns(w - 1, w))
		m->before = MARK_TYPE;
	if (!m->now.count)
		begin(m, w, row);
	m->now.count++;
	if (w->url.len && !m->now.url.len)
		m->now.url = w->url;
	if (i >= m->closed)
		m->closed = closes(c, i);
	if (i < m->closed)
		return; /* what stands in brackets is one */
	if (end == ',' || end == ';' || end == ':' ||
		(end == ')' && !opens && i + 1 < c->count)) {
		finish(m);
		m->before = max(m->before, end == ':'   ? MARK_COLON
					   : end == ')' ? MARK_BRACKET
							: MARK_COMMA);
	}
}

static void take_cell(
	struct making *m, const struct row *r, unsigned k, uint32_t row)
{
	const struct cell *c = &r->cell[k];
	const struct span *when =
		r->when && r->when->cell == k ? r->when : NULL;

	m->cell = k;
	m->last_cell = k + 1 == r->count;
	m->order = 0;
	m->closed = 0;
	for (size_t i = 0; i < c->count; i++) {
		if (when && i >= when->from && i < when->to) {
			finish(m);
			m->before = max(m->before, MARK_BAR);
			continue;
		}
		take(m, c, i, row);
	}
	finish(m);
	m->before = MARK_CELL;
}

static void take_head(struct making *m, const struct entry *e)
{
	const struct row *row = m->p->row;

	for (uint32_t r = e->from; r < e->body; r++) {
		if (row[r].role == ROW_GONE)
			continue;
		if (row[r].says)
			m->hint = (enum slot)row[r].says;
		for (unsigned k = 0; k < row[r].count; k++)
			take_cell(m, &row[r], k, r);
		m->before = MARK_ROW;
		/* a row of a date alone is none */
		m->in_row += !(row[r].when && row[r].count == 1 &&
			       row[r].when->from == 0 &&
			       row[r].when->to == row[r].cell[0].count);
	}
}

void parse_atoms(struct parse *p, struct entries *all)
{
	for (size_t i = 0; i < all->count; i++) {
		struct making m = {
			.p = p, .what = all->what, .before = MARK_ROW
		};
		struct entry *e = &all->at[i];

		take_head(&m, e);
		e->atoms = m.atoms;
		e->atom = ARENA_LIST(&all->own, struct atom, m.atoms + 1);
		e->part = ARENA_LIST(&all->own, struct part, m.atoms + 1);
		memcpy(e->atom, m.atom, m.atoms * sizeof(*e->atom));
	}
}
