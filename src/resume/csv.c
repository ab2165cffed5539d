/* resume/csv.c - see csv.h. */
#include "resume/csv.h"
#include "resume/charset.h"

struct reader {
	struct arena *mem;
	const char *at, *end;
	int line;
	struct csv *out;
	size_t rows_most, rows_room, fields;
	struct str *row; /* the one being read */
	size_t row_count, row_room;
	struct buf field; /* that is being unquoted */
};

/* ---- the separator ------------------------------------------------------ */

/* "sep=;" as Excel writes it. */
static char declared(struct reader *r)
{
	size_t left = (size_t)(r->end - r->at);

	if (left < 5 || !str_eq_nocase(str_of(r->at, 4), STR("sep=")))
		return '\0';
	if (left > 5 && r->at[5] != '\r' && r->at[5] != '\n')
		return '\0';
	return r->at[4];
}

/* The one that stands most often in the first line that has any. */
static char guessed(const struct reader *r)
{
	static const char marks[] = ",;\t";
	size_t count[3] = { 0 };
	bool quoted = false;

	for (const char *at = r->at; at < r->end; at++) {
		const char *mark = *at ? strchr(marks, *at) : NULL;

		if (*at == '"')
			quoted = !quoted;
		else if (mark && !quoted)
			count[mark - marks]++;
		else if (*at == '\n' && !quoted &&
			 count[0] + count[1] + count[2])
			break;
	}
	if (count[1] > count[0] && count[1] >= count[2])
		return ';';
	return count[2] > count[0] ? '\t' : ',';
}

/* ---- fields and rows ---------------------------------------------------- */

static void *grown(
	struct arena *mem, void *at, size_t count, size_t *room, size_t size)
{
	void *more;

	if (count < *room)
		return at;
	*room = *room ? *room * 2 : 16;
	more = arena_bytes(mem, *room * size);
	if (count)
		memcpy(more, at, count * size);
	return more;
}

static bool ends_field(const struct reader *r)
{
	return r->at == r->end || *r->at == r->out->separator ||
	       *r->at == '\n' || *r->at == '\r';
}

/* What stands between quotes, of which two are one; behind it what would
 * better not stand there. */
static struct str quoted(struct reader *r)
{
	int began = r->line;
	bool closed = false;

	r->field.len = 0;
	for (r->at++; r->at < r->end; r->at++) {
		closed = *r->at == '"' && (++r->at == r->end || *r->at != '"');
		if (closed)
			break;
		r->line += *r->at == '\n';
		buf_addc(&r->field, *r->at);
	}
	if (!closed && !r->out->unclosed)
		r->out->unclosed = began;
	for (; !ends_field(r); r->at++)
		buf_addc(&r->field, *r->at);
	return str_copy(r->mem, buf_str(&r->field));
}

static struct str plain(struct reader *r)
{
	const char *from = r->at;

	while (!ends_field(r))
		r->at++;
	return str_of(from, (size_t)(r->at - from));
}

/* Reads one row, its line end too. */
static bool row(struct reader *r, struct err *err)
{
	r->row_count = 0;
	for (;;) {
		struct str field =
			r->at < r->end && *r->at == '"' ? quoted(r) : plain(r);

		if (r->row_count == CSV_COLUMNS || ++r->fields > CSV_FIELDS)
			return err_set(err, ERR_TOO_BIG,
				"line %d: more columns than are read", r->line);
		r->row = grown(r->mem, r->row, r->row_count, &r->row_room,
			sizeof(*r->row));
		r->row[r->row_count++] = field;
		if (r->at == r->end || *r->at != r->out->separator)
			break;
		r->at++;
	}
	if (r->at < r->end && *r->at == '\r')
		r->at++;
	if (r->at < r->end && *r->at == '\n')
		r->at++;
	r->line++;
	return true;
}

static bool is_empty(const struct reader *r)
{
	for (size_t i = 0; i < r->row_count; i++)
		if (str_trim(r->row[i]).len)
			return false;
	return true;
}

static bool rows(struct reader *r, struct err *err)
{
	while (r->at < r->end && r->out->count < r->rows_most) {
		int line = r->line;
		struct csv_row *to;

		if (!row(r, err))
			return false;
		if (is_empty(r))
			continue;
		if (r->out->count == CSV_ROWS)
			return err_set(err, ERR_TOO_BIG,
				"line %d: more than %d rows", line, CSV_ROWS);
		r->out->rows = grown(r->mem, r->out->rows, r->out->count,
			&r->rows_room, sizeof(*to));
		to = &r->out->rows[r->out->count++];
		to->count = r->row_count;
		to->line = line;
		to->at = ARENA_LIST(r->mem, struct str, r->row_count);
		memcpy(to->at, r->row, r->row_count * sizeof(*r->row));
	}
	return true;
}

bool resume_csv_head(struct arena *mem, struct str bytes, size_t most,
	struct csv *out, struct err *err)
{
	enum resume_charset charset;
	struct str text = resume_charset_read(mem, bytes, &charset);
	struct reader r = { .mem = mem,
		.at = text.at,
		.end = text.at + text.len,
		.line = 1,
		.out = out,
		.rows_most = most };

	if (!text.len)
		r.at = r.end = "";
	if (memchr(r.at, '\0', text.len))
		return err_set(err, ERR_BAD_INPUT,
			"no table of text: the character U+0000 is in it");
	*out = (struct csv){ .separator = declared(&r) };
	buf_init(&r.field, mem, text.len + 1);
	if (!out->separator)
		out->separator = guessed(&r);
	else if (!row(&r, err))
		return false;
	return rows(&r, err);
}

bool resume_csv_read(
	struct arena *mem, struct str bytes, struct csv *out, struct err *err)
{
	return resume_csv_head(mem, bytes, SIZE_MAX, out, err);
}
