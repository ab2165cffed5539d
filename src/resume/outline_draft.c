/*
 * resume/outline_draft.c - what the first lines of an entry say: what somebody
 * was, for whom, where, when. Guesses by words (titles.def), else by order, and
 * says so.
 */
#include "resume/contact.h"
#include "resume/codes.h"
#include "resume/outline_int.h"

enum word { WORD_NONE, WORD_TITLE, WORD_COMPANY, WORD_DEGREE, WORD_SCHOOL };

static const struct {
	enum word kind;
	const char *words;
} words[] = {
#define TITLE(list) { WORD_TITLE, list },
#define PLACE_OF_WORK(list) { WORD_COMPANY, list },
#define DEGREE(list) { WORD_DEGREE, list },
#define SCHOOL(list) { WORD_SCHOOL, list },
#include "resume/titles.def"
#undef TITLE
#undef PLACE_OF_WORK
#undef DEGREE
#undef SCHOOL
};

/* A piece of the first lines. */
struct piece {
	struct str text;
	bool used;
	bool dated; /* it stood beside a period, below another line */
};

struct pieces {
	struct outline_reader *r;
	struct outline_draft *d;
	struct resume_entry *e;
	struct piece at[DRAFT_HEADS * LINE_PARTS];
	size_t count;
	struct str above; /* who it was for, where that is known */
};

/* ---- words -------------------------------------------------------------- */

static bool fits(struct str word, struct str listed, enum word kind)
{
	enum { LONG = 5 };

	if (str_eq(word, listed))
		return true;
	if (listed.len < LONG)
		return false;
	/* "clinical" is no clinic. */
	return str_ends(word, listed) ||
	       (kind == WORD_TITLE && word.len <= listed.len + 2 &&
		       str_starts(word, listed));
}

static bool is_listed(struct str word, enum word kind)
{
	for (size_t i = 0; i < LENGTH(words); i++) {
		struct str rest = str_c(words[i].words);

		while (words[i].kind == kind && rest.len)
			if (fits(word, str_cut(&rest, ' '), kind))
				return true;
	}
	return false;
}

/* Letters of a word without the dots of "B.Sc." and what stands beside. */
static struct str next_word(struct arena *mem, struct str *rest)
{
	struct buf b;

	buf_init(&b, mem, rest->len + 1);
	buf_add(&b, STR(""));
	while (rest->len) {
		char c = *rest->at;
		bool letter =
			(c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;

		*rest = str_of(rest->at + 1, rest->len - 1);
		if (letter)
			buf_addc(&b, c);
		else if (c != '.' && c != '\'' && b.len)
			break;
	}
	return buf_str(&b);
}

static bool has_word(struct outline_reader *r, struct str text, enum word kind)
{
	struct str rest = resume_fold(&r->scratch, text);
	bool found = false;

	while (rest.len && !found) {
		struct str word = next_word(&r->scratch, &rest);

		found = word.len && is_listed(word, kind);
	}
	arena_reset(&r->scratch);
	return found;
}

/* ---- pieces ------------------------------------------------------------- */

static void add_piece(struct pieces *p, struct str text, bool dated)
{
	text = resume_line_tidy(resume_line_plain(resume_line_tidy(text)));
	if (!text.len)
		return;
	if (p->count < LENGTH(p->at))
		p->at[p->count++] =
			(struct piece){ .text = text, .dated = dated };
	else
		resume_outline_keep(
			p->r, p->d->line, STR("more of this entry"), text);
}

/* "Engineer at Acme", "Engineer @ Acme". */
static bool cut_at(struct str text, struct str *before, struct str *behind)
{
	static const char *const marks[] = { " at ", " @ ", " bei ", " chez ",
		" presso ", " bij " };

	for (size_t i = 0; i < LENGTH(marks); i++) {
		size_t n = strlen(marks[i]);
		const char *at = memmem(text.at, text.len, marks[i], n);

		if (!at)
			continue;
		*before = str_of(text.at, (size_t)(at - text.at));
		*behind = str_of(at + n, text.len - before->len - n);
		return true;
	}
	return false;
}

/* A link stands for its text; its address is that of the entry. */
static struct str unlinked(struct pieces *p, struct str text)
{
	struct str words_of, url;
	const char *bracket = memchr(text.at, '[', text.len);
	size_t from, n;

	if (!bracket || p->e->url.len)
		return text;
	from = (size_t)(bracket - text.at);
	n = resume_link_read(str_of(bracket, text.len - from), &words_of, &url);
	if (!n || !resume_url_is(url))
		return text;
	p->e->url = url;
	return str_fmt(p->r->mem, "%.*s%.*s%.*s", (int)from, text.at,
		STR_ARG(words_of), (int)(text.len - from - n), bracket + n);
}

static void add_head(struct pieces *p, struct str head, bool dated)
{
	struct str list[LINE_PARTS], before, behind;
	size_t n = resume_line_pieces(unlinked(p, head), list);

	for (size_t i = 0; i < n; i++)
		if ((p->r->what == RESUME_WORK ||
			    p->r->what == RESUME_VOLUNTEER) &&
			cut_at(list[i], &before, &behind)) {
			add_piece(p, before, dated);
			add_piece(p, behind, dated);
		} else {
			add_piece(p, list[i], dated);
		}
}

/* One line with commas only: "Engineer, Acme Inc., Berlin". */
static void split_commas(struct pieces *p)
{
	struct str rest = p->count == 1 ? p->at[0].text : STR(""), part;
	struct str first = rest, second;

	if (!memchr(rest.at ? rest.at : "", ',', rest.len))
		return;
	p->count = 0;
	part = str_cut(&rest, ',');
	second = str_trim(rest);
	add_piece(p, part, false);
	/* "Acme, Inc." is one name. */
	if (second.len < 6 && has_word(p->r, second, WORD_COMPANY) &&
		!memchr(second.at, ',', second.len)) {
		p->count = 0;
		add_piece(p, first, false);
		return;
	}
	part = str_cut(&rest, ',');
	add_piece(p, part, false);
	add_piece(p, rest, false);
}

static struct str take_word(struct pieces *p, enum word kind, enum word not )
{
	for (size_t i = 0; i < p->count; i++)
		if (!p->at[i].used && has_word(p->r, p->at[i].text, kind) &&
			(!not || !has_word(p->r, p->at[i].text, not ))) {
			p->at[i].used = true;
			return p->at[i].text;
		}
	return STR_NONE;
}

static struct str take_next(struct pieces *p)
{
	for (size_t i = 0; i < p->count; i++)
		if (!p->at[i].used) {
			p->at[i].used = true;
			return p->at[i].text;
		}
	return STR_NONE;
}

static void take_urls(struct pieces *p)
{
	for (size_t i = 0; i < p->count; i++)
		if (!p->at[i].used && !p->e->url.len &&
			resume_url_is(p->at[i].text)) {
			p->e->url = resume_url_mend(p->r->mem, p->at[i].text);
			p->at[i].used = true;
		}
}

/* "Remote", or a place whose last part is a country or a state. */
static bool is_place(struct str s)
{
	struct resume_place place = { 0 };
	size_t n = s.len;

	if (str_eq_nocase(s, STR("remote")))
		return true;
	resume_place_read(s, &place);
	return memchr(s.at, ',', s.len) &&
	       ((place.country_code.len && place.city.len) ||
		       (n > 4 && s.at[n - 3] == ' ' && s.at[n - 2] >= 'A' &&
			       s.at[n - 2] <= 'Z' && s.at[n - 1] >= 'A' &&
			       s.at[n - 1] <= 'Z'));
}

static void take_place(struct pieces *p)
{
	for (size_t i = 0; i < p->count && !p->e->location.len; i++)
		if (!p->at[i].used && is_place(p->at[i].text)) {
			p->e->location = p->at[i].text;
			p->at[i].used = true;
		}
}

/* "Mar 2020 – Jan 2022 · Lund" below what it was; else what comes next. */
static void take_place_left(struct pieces *p, bool any)
{
	for (size_t i = 0; i < p->count && !p->e->location.len; i++)
		if (!p->at[i].used && p->at[i].dated &&
			p->at[i].text.len < 60) {
			p->e->location = p->at[i].text;
			p->at[i].used = true;
		}
	if (any && !p->e->location.len)
		p->e->location = take_next(p);
}

/* What is left after all guesses is said in the entry's text. */
static void say_rest(struct pieces *p, struct str *to)
{
	struct str more;

	while ((more = take_next(p)).len)
		*to = to->len ? str_fmt(p->r->mem, "%.*s\n%.*s", STR_ARG(*to),
					STR_ARG(more))
			      : more;
}

/* ---- sections ----------------------------------------------------------- */

static void note_order(struct pieces *p)
{
	if (p->r->told_by_order)
		return;
	p->r->told_by_order = true;
	resume_note(p->r->report, RESUME_DOUBTFUL,
		resume_outline_place(p->r->mem, p->d->line),
		"what somebody was and for whom is told by the order of the "
		"words, here and maybe elsewhere");
}

static void place_job(struct pieces *p, struct str *position, struct str *name)
{
	p->e->description = p->d->about.len ? p->d->about : STR_NONE;
	*name = p->above;
	if (!name->len)
		*name = take_word(p, WORD_COMPANY, WORD_TITLE);
	*position = take_word(p, WORD_TITLE, WORD_NONE);
	if (!name->len)
		*name = take_word(p, WORD_COMPANY, WORD_NONE);
	if (!position->len && !name->len && p->count > 1)
		note_order(p);
	if (!position->len && (p->count > 1 || name->len))
		*position = take_next(p);
	if (!name->len)
		*name = take_next(p);
	take_place_left(p, true);
}

/* "BSc in Physics", "Master of Science, Physics" */
static void split_degree(struct resume_entry *e)
{
	static const char *const marks[] = { ", ", " in ", " en ", " em " };
	struct str s = e->study_type;
	size_t first = s.len, length = 0;

	for (size_t i = 0; i < LENGTH(marks) && s.len && !e->area.len; i++) {
		size_t n = strlen(marks[i]);
		const char *at = memmem(s.at, s.len, marks[i], n);

		if (at && (size_t)(at - s.at) < first) {
			first = (size_t)(at - s.at);
			length = n;
		}
	}
	if (!length)
		return;
	e->area =
		str_trim(str_of(s.at + first + length, s.len - first - length));
	e->study_type = str_of(s.at, first);
}

static void place_school(struct pieces *p)
{
	struct resume_entry *e = p->e;

	e->institution = p->above.len ? p->above
				      : take_word(p, WORD_SCHOOL, WORD_DEGREE);
	e->study_type = take_word(p, WORD_DEGREE, WORD_NONE);
	if (!e->institution.len)
		e->institution = take_word(p, WORD_SCHOOL, WORD_NONE);
	if (e->study_type.len || e->institution.len)
		take_place_left(p, false);
	if (!e->study_type.len && (e->institution.len || p->count > 1))
		e->study_type = take_next(p);
	if (!e->institution.len)
		e->institution = take_next(p);
	split_degree(e);
	if (!e->area.len && p->count > 2 && e->location.len)
		e->area = take_next(p);
	take_place_left(p, true);
}

static void place_reference(struct pieces *p)
{
	struct resume_entry *e = p->e;

	e->reference = e->summary;
	e->summary = STR_NONE;
	for (size_t i = 0; i < p->count && !e->reference.len; i++)
		if (str_ends(p->at[i].text, STR("."))) {
			e->reference = p->at[i].text;
			p->at[i].used = true;
		}
	e->name = take_next(p);
	e->position = take_next(p);
	e->organization = take_next(p);
}

/* A title and by whom, which may be behind the last comma. */
static void place_listed(struct pieces *p, struct str *title, struct str *by)
{
	size_t i;

	*title = take_next(p);
	*by = take_next(p);
	for (i = by->len ? 0 : title->len; i && title->at[i - 1] != ',';)
		i--;
	if (!i || !(has_word(p->r, str_of(title->at + i, title->len - i),
			    WORD_COMPANY) ||
			  has_word(p->r, str_of(title->at + i, title->len - i),
				  WORD_SCHOOL)))
		return;
	*by = str_trim(str_of(title->at + i, title->len - i));
	title->len = i - 1;
}

static void place_pieces(struct pieces *p)
{
	struct resume_entry *e = p->e;

	switch (p->r->what) {
	case RESUME_WORK:
		place_job(p, &e->position, &e->name);
		break;
	case RESUME_VOLUNTEER:
		place_job(p, &e->position, &e->organization);
		break;
	case RESUME_EDUCATION:
		place_school(p);
		break;
	case RESUME_AWARDS:
		place_listed(p, &e->title, &e->awarder);
		break;
	case RESUME_CERTIFICATES:
		place_listed(p, &e->name, &e->issuer);
		break;
	case RESUME_PUBLICATIONS:
		place_listed(p, &e->name, &e->publisher);
		break;
	case RESUME_REFERENCES:
		place_reference(p);
		break;
	case RESUME_PROJECTS:
		e->description = e->summary;
		e->summary = STR_NONE;
		e->name = take_next(p);
		take_place_left(p, false);
		break;
	default:
		e->name = take_next(p);
		take_place_left(p, false);
		/* A heading that a field says again. */
		if (e->name.len && (str_eq(e->name, e->title) ||
					   str_eq(e->name, e->position)))
			e->name = STR_NONE;
	}
	say_rest(p, p->r->what == RESUME_PROJECTS     ? &e->description
		    : p->r->what == RESUME_REFERENCES ? &e->reference
						      : &e->summary);
}

/* ---- dates -------------------------------------------------------------- */

static void place_period(struct pieces *p)
{
	const struct resume_period *t = &p->d->period;
	struct resume_entry *e = p->e;
	struct str from = resume_date_text(p->r->mem, t->from),
		   to = resume_date_text(p->r->mem, t->to);
	struct str *date =
		p->r->what == RESUME_AWARDS || p->r->what == RESUME_CERTIFICATES
			? &e->date
		: p->r->what == RESUME_PUBLICATIONS ? &e->release_date
						    : NULL;

	if (t->doubtful)
		resume_note(p->r->report, RESUME_DOUBTFUL,
			resume_outline_place(p->r->mem, p->d->line),
			"the date may have been meant otherwise");
	if (date) {
		*date = from.len ? from : to;
		if (!t->single && to.len && from.len)
			e->end_date = to;
	} else if (t->single && p->r->what == RESUME_EDUCATION) {
		e->end_date = to; /* when it was finished */
	} else if (t->single && p->r->what == RESUME_NO_HEADING) {
		e->date = from;
	} else {
		e->start_date = from;
		if (!t->single || p->r->what != RESUME_PROJECTS)
			e->end_date = to;
	}
}

static struct resume_entries *list_of(struct outline_reader *r)
{
	if (r->what >= 0 && r->what < RESUME_SECTIONS)
		return &r->out->section[r->what];
	return &resume_custom_add(
		r->mem, r->out, r->title.len ? r->title : STR("More"))
			->entries;
}

void resume_outline_place_draft(
	struct outline_reader *r, struct outline_draft *d)
{
	struct pieces *p = ARENA_NEW(r->mem, struct pieces);

	p->r = r;
	p->d = d;
	p->e = resume_entry_add(r->mem, list_of(r));
	p->e->summary = d->text.len ? d->text : STR_NONE;
	for (size_t i = 0; i < d->bullets.count; i++)
		if (!resume_outline_field(r, p->e, d->bullets.at[i]))
			resume_text_add(
				r->mem, &p->e->highlights, d->bullets.at[i]);
	if (d->above.len)
		p->above = unlinked(p, d->above);
	for (size_t i = 0; i < d->count; i++)
		if (!i || !resume_outline_field(r, p->e, d->heads[i]))
			add_head(p, d->heads[i], i && i == d->dated_at);
	if (r->what == RESUME_WORK || r->what == RESUME_VOLUNTEER ||
		r->what == RESUME_EDUCATION)
		split_commas(p);
	take_urls(p);
	take_place(p);
	if (d->dated)
		place_period(p);
	place_pieces(p);
}
