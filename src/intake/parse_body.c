/*
 * intake/parse_body.c - what each row of an entry is: its head, a bullet, a
 * paragraph, or more of the row above; and rows that belong together as one
 * text. Knows no fields.
 */
#include "intake/parse_int.h"

#include "intake/parse_text.h"
#include "resume/contact.h"

#include <math.h>

enum {
	NEAR_ROWS = 14,
	SENTENCE_WORDS = 12,
	SENTENCE_BYTES = 24,  /* of a script without blanks */
	TYPED_LEAST = 50 * 5, /* points of a line of plain text */
	TEXT_BYTES = 1 << 20
};

/* ---- lines of one paragraph --------------------------------------------- */

const struct cell *parse_text_cell(const struct row *r)
{
	const struct span *s = r->when;

	return s && !s->cell && !s->from && s->to == r->cell[0].count &&
			       r->count > 1
		       ? &r->cell[1]
		       : &r->cell[0];
}

static float first_width(const struct row *r)
{
	const struct intake_word *w = &r->cell[0].at[0];

	return w->box.x1 - w->box.x0;
}

/* How far to the right text goes around here. */
static float right_edge(const struct parse *p, size_t row)
{
	const struct row *r = &p->row[row];
	size_t from = row > NEAR_ROWS ? row - NEAR_ROWS : 0;
	float edge = parse_text_cell(r)->x1;

	for (size_t i = from; i < p->count && i < row + NEAR_ROWS; i++) {
		const struct row *o = &p->row[i];

		if (o->page == r->page && o->column == r->column)
			edge = fmaxf(edge, parse_text_cell(o)->x1);
	}
	return edge;
}

/* How far lines of a paragraph are apart here: the least that rows of this
 * type have. */
static float near_pitch(const struct parse *p, size_t row)
{
	const struct row *r = &p->row[row];
	size_t from = row > NEAR_ROWS ? row - NEAR_ROWS : 0;
	float pitch = INFINITY;

	for (size_t i = from + 1; i < p->count && i < row + NEAR_ROWS; i++) {
		const struct row *o = &p->row[i];

		if (o->page == r->page && o->column == r->column &&
			fabsf(o->size - r->size) < 0.3f &&
			fabsf(o[-1].size - r->size) < 0.3f &&
			o->gap > 0.9f * r->size)
			pitch = fminf(pitch, o->gap);
	}
	return pitch < 2.2f * r->size ? pitch : 1.2f * r->size;
}

static bool ends_sentence(struct str s)
{
	return s.len &&
	       (strchr(".!?;:", s.at[s.len - 1]) || parse_ends_sentence(s));
}

static bool begins_small(struct str s)
{
	return s.len && (parse_begins_small(s) || strchr(",;)&%", s.at[0]));
}

bool parse_wraps(const struct parse *p, size_t row)
{
	const struct row *r = &p->row[row], *next = r + 1;
	const struct cell *text;
	float edge, left;

	if (row + 1 >= p->count)
		return false;
	if (r->joined)
		return true;
	if (next->item || next->heading != r->heading)
		return false;
	if (next->page != r->page || next->column != r->column)
		return begins_small(next->text) && !ends_sentence(r->text);
	if (next->gap > 1.22f * near_pitch(p, row) ||
		fabsf(next->size - r->size) > 0.12f * r->size)
		return false;
	text = parse_text_cell(r);
	edge = right_edge(p, row);
	/* programs that break lines of plain text leave no such short ones */
	if (p->doc->typed && r->x1 - r->x0 < TYPED_LEAST)
		return false;
	/* up to a date at the far end there was room, too */
	if (text + 1 < r->cell + r->count)
		edge = fmaxf(edge, text[1].x0 - r->size);
	left = edge - text->x1;
	if (left < first_width(next) + 0.35f * r->size)
		return true;
	/* who breaks paragraphs as a whole leaves short words for later */
	return left < 0.15f * (edge - text->x0) && begins_small(next->text) &&
	       !ends_sentence(r->text);
}

/* "cross-" goes on with its hyphen, "prefer-" without. */
static bool keeps_hyphen(struct str before, struct str after)
{
	static const char *const heads[] = { "self", "cross", "full", "multi",
		"front", "back", "end", "well", "high", "low", "open", "real",
		"long", "short", "co", "non", "pre", "post", "e", "on", "off",
		"in", "up", "to", "data", "user", "client", "customer", "time",
		"part", "one", "two", "three", "first", "third", "large",
		"small", "state", "object", "event", "test", "cost", "best",
		"award", "peer", "decision", "web", "mobile", "cloud", "mid",
		"single", "micro", "anti", "semi", "year", "day", "hands",
		"role", "rule", "server", "type" };
	static const char *const ends[] = { "ing", "ed", "er", "ers", "ly",
		"al", "es", "en", "ty", "or", "ic", "tion", "tions", "ment",
		"ments", "able", "ness", "ity", "ware", "ten", "gen" };
	size_t i = before.len - 1;
	struct str word, rest = after, next = str_cut(&rest, ' ');

	if (parse_is_one_of(parse_trim(next, "", ".,;:)"), ends, LENGTH(ends)))
		return false;
	if (!after.len || !((after.at[0] >= 'a' && after.at[0] <= 'z') ||
				  (after.at[0] & 0x80)))
		return true;
	while (i && before.at[i - 1] != ' ' && before.at[i - 1] != '-')
		i--;
	word = str_of(before.at + i, before.len - 1 - i);
	for (size_t k = 0; k < LENGTH(heads); k++)
		if (str_eq_nocase(word, str_c(heads[k])))
			return true;
	return i && before.at[i - 1] == '-';
}

struct str parse_join(struct parse *p, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		p->row[i].taken = true;
	return parse_text(p, from, to);
}

struct str parse_text(struct parse *p, size_t from, size_t to)
{
	struct buf b;

	buf_init(&b, p->mem, TEXT_BYTES);
	buf_add(&b, STR(""));
	for (size_t i = from; i < to; i++) {
		struct str text = parse_row_said(p, &p->row[i]),
			   last = buf_str(&b);

		if (i > from && p->row[i - 1].joined)
			; /* in the middle of a word */
		else if (last.len > 2 && last.at[last.len - 1] == '-' &&
			 last.at[last.len - 2] != ' ') {
			if (!keeps_hyphen(last, text))
				b.len--;
		} else if (last.len > 4 &&
			   !memcmp(last.at + last.len - 3, "\xe2\x80\x90", 3)) {
			b.len -= 3;
		} else if (i > from) {
			buf_addc(&b, ' ');
		}
		buf_add(&b, text);
	}
	return str_trim(buf_str(&b));
}

/* ---- roles -------------------------------------------------------------- */

static bool is_label(struct parse *p, const struct row *r)
{
	static const char *const labels[] = { "highlights", "responsibilities",
		"key responsibilities", "achievements", "key achievements",
		"accomplishments", "duties", "tasks", "courses", "coursework",
		"relevant coursework", "keywords", "description", "summary",
		"selected achievements", "main tasks", "aufgaben", "erfolge",
		"tatigkeiten", "missions", "realisations", "funciones",
		"logros", "responsabilidades", "mansioni", "attivita", "taken",
		"werkzaamheden", "atividades", "roles", "details",
		"technologies", "contributions", "key contributions",
		"main responsibilities", "projects", "key projects" };
	struct str s = r->text;

	if (r->count != 1 || r->when || r->cell[0].count > 3)
		return false;
	s = resume_fold(&p->own, parse_trim(s, "", ": ."));
	return parse_is_one_of(s, labels, LENGTH(labels));
}

/* "Hours per week: 40", "Supervisor: A. Brandt": said of a job, and no part of
 * its head. */
static bool is_detail(struct parse *p, const struct row *r)
{
	static const char *const details[] = { "hours per week", "hours",
		"supervisor", "salary", "pay", "grade", "pay grade", "series",
		"reporting to", "reports to", "reported to", "team size",
		"reason for leaving", "industry", "sector", "may contact",
		"direct reports", "notice period", "contact", "phone",
		"vorgesetzter", "berichtet an", "branche", "arbeitszeit",
		"kundigungsgrund", "teamgrosse", "secteur", "effectif",
		"responsable", "rattachement", "sector de actividad",
		"motivo de salida", "settore", "responsabile", "setor",
		"leidinggevende", "branchesector" };
	const char *colon = memchr(r->text.at, ':', r->text.len);
	size_t len = colon ? (size_t)(colon - r->text.at) : 0;
	struct str label =
		resume_fold(&p->own, str_trim(str_of(r->text.at, len)));

	return len && len + 1 < r->text.len && r->count == 1 && !r->when &&
	       parse_is_one_of(label, details, LENGTH(details));
}

/* "Stack: PHP, Vue" below a job. */
static bool is_tools(
	struct parse *p, const struct section *s, const struct row *r)
{
	const char *field =
		s->what == RESUME_WORK && r->count == 1 && !r->when
			? parse_field_label(p, RESUME_PROJECTS, r->text, NULL)
			: NULL;

	return field && !strcmp(field, "keywords");
}

/* Where what is no date begins. */
static float content_x0(const struct row *r)
{
	const struct span *s = r->when;

	if (!s || s->cell || s->from)
		return r->x0;
	if (s->to < r->cell[0].count)
		return r->cell[0].at[s->to].box.x0;
	return r->count > 1 ? r->cell[1].x0 : r->x0;
}

/* Where the heads of a section's entries begin: its dated rows and its bold
 * ones. */
static float head_x0(
	const struct parse *p, const struct section *s, size_t from)
{
	const struct row *part = &p->row[from];
	float x = INFINITY;

	for (size_t i = from; i < s->to; i++) {
		const struct row *r = &p->row[i];

		if (r->page != part->page || r->column != part->column)
			break;
		if (!r->item &&
			(r->when || r->flags & INTAKE_BOLD || r->count > 1))
			x = fminf(x, content_x0(r));
	}
	return x;
}

/* "Author · library · lint.example": parts of a head. */
static bool is_mark(struct str word)
{
	return str_is(word, "·") || str_is(word, "|") || str_is(word, "•");
}

static bool has_marks(const struct row *r)
{
	for (size_t i = 0; i < r->cell[0].count; i++)
		if (is_mark(r->cell[0].at[i].text))
			return true;
	return false;
}

/* Most words small, as in a sentence and not in a name or title. */
static bool is_small(struct parse *p, const struct row *r)
{
	size_t small = 0, big = 0;

	for (size_t i = 0; i < r->cell[0].count; i++) {
		struct str w = r->cell[0].at[i].text;

		if (parse_begins_small(w) &&
			!(lexicon_word(&p->own, w) & LEX_SMALL))
			small++;
		else if (i && w.at[0] >= 'A' && w.at[0] <= 'Z')
			big++;
	}
	return small > big && small > 1;
}

/* Is there a small word that means something? Names of employers have none. */
static bool has_small(struct parse *p, const struct row *r)
{
	for (size_t i = 0; i < r->cell[0].count; i++) {
		struct str w = r->cell[0].at[i].text;

		if ((parse_begins_small(w) || parse_has_no_case(w)) &&
			!(lexicon_word(&p->own, w) & LEX_SMALL))
			return true;
	}
	return false;
}

static struct str last_word(const struct row *r)
{
	const struct cell *c = &r->cell[r->count - 1];

	return c->at[c->count - 1].text;
}

/* Signs that stand for words without blanks; most names have fewer. */
static bool is_long_run(const struct row *r)
{
	return parse_has_no_case(r->text) && r->text.len >= SENTENCE_BYTES;
}

/* "B.A., Geology, magna cum laude" */
static bool begins_with_degree(struct parse *p, const struct row *r)
{
	struct str first = r->cell[0].at[0].text;

	return str_ends(first, STR(",")) &&
	       lexicon_word(&p->own, first) & LEX_DEGREE;
}

static bool is_sentence(struct parse *p, size_t i)
{
	const struct row *r = &p->row[i];
	size_t words = parse_row_words(r);
	bool stop;

	if (parse_is_dated(r) && (!r->when->when.single || r->when->from == 0))
		return false;
	stop = parse_ends_sentence(r->text) && !r->when;
	if (r->count > 1 || r->flags & INTAKE_BOLD)
		return words > 3 * SENTENCE_WORDS;
	if (!stop && words < 2 * SENTENCE_WORDS && has_marks(r))
		return false;
	if (words >= SENTENCE_WORDS)
		return true;
	if (stop && words >= 6 &&
		!(lexicon_word(&p->own, last_word(r)) &
			(LEX_LEGAL | LEX_COUNTRY)))
		return true;
	if (stop && (is_long_run(r) || (words >= 3 && has_small(p, r))))
		return true;
	if (is_small(p, r) && words >= 5 && !parse_is_dated(r) &&
		!begins_with_degree(p, r))
		return true;
	return words >= 7 && !r->when && parse_wraps(p, i) &&
	       begins_small(r[1].text);
}

/* A row of one link. */
static bool is_link(const struct row *r)
{
	return r->count == 1 && r->cell[0].count == 1 &&
	       (resume_url_is(r->text) ||
		       (r->cell[0].at[0].url.len && parse_has(r->text, '.') &&
			       parse_has(r->text, '/')));
}

static bool goes_on(struct parse *p, size_t i, size_t begun, float heads)
{
	const struct row *r = &p->row[i], *first = &p->row[begun];
	const struct row *above = r - 1;
	bool bullet = first->role == ROW_BULLET;

	if (r->item ||
		(r->flags & INTAKE_BOLD && !(above->flags & INTAKE_BOLD)))
		return false;
	if (r->page != above->page || r->column != above->column)
		return begins_small(r->text) ||
		       (bullet && fabsf(r->x0 - first->x0) < 2 && !r->when);
	if (r->gap > 1.75f * fmaxf(p->pitch, 1.15f * r->size))
		return false;
	/* back where heads begin, or with a period of its own */
	if (bullet && (r->x0 < first->x0 - 1.6f * r->size ||
			      (parse_is_dated(r) && !r->when->when.single)))
		return false;
	/* under the words of a bullet, and to the right of any head */
	if (bullet && first->x0 > heads + 3 && fabsf(r->x0 - first->x0) < 2 &&
		r->count == 1)
		return true;
	if (r->gap > 1.22f * near_pitch(p, i - 1) && !begins_small(r->text))
		return false;
	if (bullet && i == begun + 1 && r->x0 > first->x0 - 1.5f &&
		r->x0 < first->x0 + 1.5f * r->size)
		return parse_wraps(p, i - 1) || begins_small(r->text);
	if (bullet && fabsf(r->x0 - first->x0) < 1.5f)
		return parse_wraps(p, i - 1) || begins_small(r->text);
	return parse_wraps(p, i - 1) &&
	       (r->x0 < above->x0 + 1.5f || begins_small(r->text)) &&
	       !(r->when && r->count > 1);
}

/* A bullet before an employer, with bullets of its own below. */
bool parse_heads_entry(struct parse *p, const struct row *r)
{
	const struct cell *last = &r->cell[r->count - 1];

	if (r->flags & INTAKE_BOLD && r->cell[0].count <= 10)
		return true;
	if (r->count > 1 &&
		(r->cell[0].flags & INTAKE_BOLD ||
			(r->cell[0].count <= 8 &&
				(r->when || lexicon_place(&p->own, last->text) >
						    0.8f))))
		return true;
	return false;
}

/* A few words of a title, a degree, a school: of a head, wherever it stands. */
static bool names_part(struct parse *p, const struct row *r)
{
	return r->cell[0].count <= 6 && !is_small(p, r) &&
	       (lexicon_any(&p->own, r->text) &
			       (LEX_DEGREE | LEX_SCHOOL | LEX_LEGAL |
				       LEX_TITLE) ||
		       lexicon_place(&p->own, r->text) > 0.8f);
}

void parse_roles(struct parse *p, const struct section *s)
{
	float x = INFINITY;
	size_t begun = s->from;

	for (size_t i = s->from; i < s->to; i++) {
		struct row *r = &p->row[i];
		bool body = i > s->from && r[-1].role != ROW_HEAD &&
			    r[-1].role != ROW_LABEL && r[-1].role != ROW_LINK;

		if (i == s->from || r->page != r[-1].page ||
			r->column != r[-1].column)
			x = head_x0(p, s, i);
		if (r->says || r->told)
			r->role = ROW_HEAD;
		else if (r->deeds)
			r->role = ROW_TEXT;
		else if (r->item && !parse_heads_entry(p, r))
			r->role = ROW_BULLET;
		else if (is_link(r) && i > s->from)
			r->role = ROW_LINK;
		else if ((s->what == RESUME_EDUCATION || body) && i > s->from &&
			 r->count == 1 && !r->when &&
			 parse_field_label(p, s->what, r->text, NULL))
			r->role = ROW_TEXT;
		else if (i > s->from && (is_detail(p, r) || is_tools(p, s, r)))
			r->role = ROW_TEXT;
		else if (body && goes_on(p, i, begun, x) &&
			 !(r->when && parse_begins_degree(p, r)))
			r->role = ROW_MORE;
		else if (is_label(p, r) && i > s->from)
			r->role = ROW_LABEL;
		else if (is_sentence(p, i))
			r->role = ROW_TEXT;
		else if (r->x0 > x + 4 && !parse_is_dated(r) && r->count == 1 &&
			 !names_part(p, r) &&
			 !(r->flags & (INTAKE_BOLD | INTAKE_ITALIC)) &&
			 i > s->from && parse_row_words(r) > 2)
			r->role = ROW_TEXT;
		else
			r->role = ROW_HEAD;
		if (r->role != ROW_MORE)
			begun = i;
	}
}
