/* resume/linkedin.c - see linkedin.h. */
#include "resume/linkedin_int.h"
#include "resume/build.h"
#include "resume/charset.h"

enum kind { TEXT, DATE, END, BODY, ITEM, DEGREE, LICENSE };
#define RESUME_OWN RESUME_SECTIONS

/* A table's own row is followed by its columns. */
static const struct row {
	const char *column; /* NULL: a table begins */
	size_t at;
	enum kind kind;
	enum resume_linkedin_id id;
	enum resume_section_id section;
	const char *title, *must;
} rows[] = {
#define TABLE(id, section, title, must) \
	{ NULL, 0, TEXT, LINKEDIN_##id, RESUME_##section, title, must },
#define COLUMN(name, field, kind) \
	{ name, offsetof(struct resume_entry, field), kind },
#include "resume/linkedin.def"
#undef TABLE
#undef COLUMN
	{ NULL, .id = LINKEDIN_TABLES },
};

/* Lines of notes may stand before the header. */
enum { HEAD = 10 };

/* ---- which one it is ---------------------------------------------------- */

static size_t column_find(const struct csv_row *header, struct str name)
{
	size_t i = 0;

	while (i < header->count &&
		!str_eq_nocase(str_trim(header->at[i]), name))
		i++;
	return i;
}

static bool fits(const struct csv_row *header, const char *must)
{
	bool all = *must == '=';
	struct str rest = str_c(must + all);
	size_t n = 0;

	while (rest.len) {
		if (column_find(header, str_cut(&rest, '|')) == header->count)
			return false;
		n++;
	}
	return !all || n == header->count;
}

static enum resume_linkedin_id table_of(const struct csv_row *header)
{
	const struct row *r = rows;

	while (r->id != LINKEDIN_TABLES &&
		(r->column || !fits(header, r->must)))
		r++;
	return r->id;
}

/* The row that is a header, of the first few; csv.count: none. */
static size_t header_find(const struct csv *csv, enum resume_linkedin_id *id)
{
	size_t i = 0;

	for (*id = LINKEDIN_TABLES; i < csv->count && i < HEAD; i++) {
		*id = table_of(&csv->rows[i]);
		if (*id != LINKEDIN_TABLES)
			return i;
	}
	return csv->count;
}

enum resume_linkedin_id resume_linkedin_find(struct arena *mem, struct str text)
{
	enum resume_linkedin_id id = LINKEDIN_TABLES;
	struct err ignored;
	struct csv csv;

	if (resume_csv_head(mem, text, HEAD, &csv, &ignored))
		header_find(&csv, &id);
	return id;
}

/* ---- cells -------------------------------------------------------------- */

/* Rows of LinkedIn end where nothing more is said. */
struct str resume_linkedin_cell(struct linkedin *t, const char *column)
{
	size_t i = column_find(t->header, str_c(column));
	struct str text;

	if (i >= t->header->count || i >= t->row->count)
		return STR_NONE;
	t->taken[i] = true;
	text = str_trim(t->row->at[i]);
	if (text.len && memchr(text.at, '\r', text.len))
		text = resume_charset_lines(t->mem, text);
	return text.len ? text : STR_NONE;
}

struct str resume_linkedin_place(const struct linkedin *t, const char *column)
{
	return str_fmt(
		t->mem, "%.*s:%d/%s", STR_ARG(t->name), t->row->line, column);
}

/* Keeps the cells that nobody took, also those beyond the header. */
void resume_linkedin_keep(struct linkedin *t)
{
	for (size_t i = 0; i < t->row->count; i++) {
		struct str text = str_trim(t->row->at[i]),
			   name = i < t->header->count
					  ? str_trim(t->header->at[i])
					  : STR("a column without a name");

		if (text.len && !t->taken[i])
			resume_keep_text(t->report,
				str_fmt(t->mem, "%.*s:%d/%.*s",
					STR_ARG(t->name), t->row->line,
					STR_ARG(name)),
				name, text);
	}
}

/* ---- entries ------------------------------------------------------------ */

/* "Master of Science, Geology" is a degree and its area. */
static void take_degree(struct resume_entry *e, struct str text)
{
	struct str rest = text, degree = str_trim(str_cut(&rest, ','));

	rest = str_trim(rest);
	if (!degree.len || !rest.len) {
		e->study_type = text;
		return;
	}
	e->study_type = degree;
	e->area = rest;
}

static void take_column(
	struct linkedin *t, const struct row *r, struct resume_entry *e)
{
	struct str text = resume_linkedin_cell(t, r->column),
		   *to = (void *)((char *)e + r->at);

	if (!text.len)
		return;
	switch (r->kind) {
	case TEXT:
		*to = text;
		break;
	case DATE:
	case END:
		*to = resume_date_take(t->report,
			resume_linkedin_place(t, r->column), text,
			r->kind == END);
		break;
	case BODY:
		resume_body_take(t->report, resume_linkedin_place(t, r->column),
			text, to, &e->highlights);
		break;
	case ITEM:
		resume_text_add(t->mem, &e->highlights, text);
		break;
	case DEGREE:
		take_degree(e, text);
		break;
	case LICENSE:
		json_rest_put_text(
			t->mem, &e->rest, STR("licenseNumber"), text);
		break;
	}
}

static bool same_texts(
	const struct resume_texts *a, const struct resume_texts *b)
{
	bool same = a->count == b->count;

	for (size_t i = 0; same && i < a->count; i++)
		same = str_eq(a->at[i], b->at[i]);
	return same;
}

static bool same_entry(
	const struct resume_entry *a, const struct resume_entry *b)
{
#define TEXT(field, json) str_eq(a->field, b->field) &&
#define TEXTS(field, json) same_texts(&a->field, &b->field) &&
	return
#include "resume/fields.def"
		a->rest.count == b->rest.count;
#undef TEXT
#undef TEXTS
}

/* LinkedIn writes some rows twice. Looks back only so far. */
static bool drop_double(struct linkedin *t, struct resume_entries *list)
{
	enum { LOOK = 500 };
	size_t last = list->count - 1, i = last > LOOK ? last - LOOK : 0;

	while (i < last && !same_entry(&list->at[i], &list->at[last]))
		i++;
	if (i == last)
		return false;
	memset(&list->at[last], 0, sizeof(list->at[last]));
	list->count--;
	resume_note(t->report, RESUME_CHANGED,
		str_fmt(t->mem, "%.*s:%d", STR_ARG(t->name), t->row->line),
		"this row is there twice; it is taken once");
	return true;
}

static const struct row *table_row(enum resume_linkedin_id id)
{
	const struct row *r = rows;

	while (r->column || r->id != id)
		r++;
	return r;
}

static void take_entry(struct linkedin *t, enum resume_linkedin_id id)
{
	const struct row *r = table_row(id);
	struct resume_entries *to =
		r->section == RESUME_OWN
			? &resume_custom_add(t->mem, t->out, str_c(r->title))
				   ->entries
			: &t->out->section[r->section];
	struct resume_entry *e = resume_entry_add(t->mem, to);

	for (r++; r->column; r++)
		take_column(t, r, e);
	drop_double(t, to);
}

/* ---- recommendations ---------------------------------------------------- */

/* Those that somebody gave look like those that somebody got, but for the
 * file's name, which is in the language of the account. */
static void take_recommendation(struct linkedin *t)
{
	struct resume_entry *e;
	struct str first, last;

	if (str_eq_nocase(resume_linkedin_cell(t, "Status"), STR("hidden"))) {
		memset(t->taken, 0, sizeof(t->taken));
		return;
	}
	first = resume_linkedin_cell(t, "First Name");
	last = resume_linkedin_cell(t, "Last Name");
	e = resume_entry_add(t->mem, &t->out->section[RESUME_REFERENCES]);
	e->name = str_trim(
		str_fmt(t->mem, "%.*s %.*s", STR_ARG(first), STR_ARG(last)));
	e->reference = resume_linkedin_cell(t, "Text");
	e->position = resume_linkedin_cell(t, "Job Title");
	e->organization = resume_linkedin_cell(t, "Company");
	e->date = resume_date_take(t->report,
		resume_linkedin_place(t, "Creation Date"),
		resume_linkedin_cell(t, "Creation Date"), false);
	drop_double(t, &t->out->section[RESUME_REFERENCES]);
}

/* ---- tables ------------------------------------------------------------- */

static bool has_word(struct str name, const char *word)
{
	struct str w = str_c(word);

	for (size_t i = 0; i + w.len <= name.len; i++)
		if (str_eq_nocase(str_of(name.at + i, w.len), w))
			return true;
	return false;
}

static void take_row(struct linkedin *t, enum resume_linkedin_id id)
{
	switch (id) {
	case LINKEDIN_PROFILE:
		if (!t->out->basics.name.len)
			resume_linkedin_profile(t);
		break;
	case LINKEDIN_PHONES:
		resume_linkedin_phone(t);
		break;
	case LINKEDIN_RECOMMENDATIONS:
		take_recommendation(t);
		break;
	default:
		take_entry(t, id);
	}
}

static bool of_others(struct linkedin *t, enum resume_linkedin_id id)
{
	if (id != LINKEDIN_RECOMMENDATIONS || has_word(t->name, "received"))
		return false;
	if (has_word(t->name, "given")) {
		resume_note(t->report, RESUME_LEFT, t->name,
			"recommendations that were given to others");
		return true;
	}
	resume_note(t->report, RESUME_DOUBTFUL, t->name,
		"these may be recommendations that were given to others");
	return false;
}

bool resume_linkedin_table(enum resume_linkedin_id id, struct str text,
	struct str name, struct resume *out, struct resume_report *report,
	struct err *err)
{
	struct linkedin t = {
		.mem = report->mem, .out = out, .report = report, .name = name
	};
	enum resume_linkedin_id again;
	struct csv csv;
	size_t at;

	if (!resume_csv_read(t.mem, text, &csv, err))
		return err_in(err, "'%.*s'", STR_ARG(name));
	at = header_find(&csv, &again);
	if (again != id || of_others(&t, id))
		return true;
	t.header = &csv.rows[at++];
	if (csv.unclosed)
		resume_note(report, RESUME_DOUBTFUL,
			str_fmt(t.mem, "%.*s:%d", STR_ARG(name), csv.unclosed),
			"a quote is never closed; all behind it is one text");
	if (id == LINKEDIN_EMAILS) {
		resume_linkedin_emails(&t, &csv, at);
		return true;
	}
	for (; at < csv.count; at++) {
		t.row = &csv.rows[at];
		memset(t.taken, 0, sizeof(t.taken));
		take_row(&t, id);
		resume_linkedin_keep(&t);
	}
	return true;
}
