/*
 * intake/merge_lines.c - where do the lines say this? All their words stand in
 * one list with a table over it. Knows no field.
 */
#include "intake/merge_int.h"
#include "intake/parse_text.h"

enum edge {
	EDGE_OPENS = 1,  /* something may begin here */
	EDGE_ENDS = 2,   /* something may end behind it */
	EDGE_SPEAKS = 4, /* a sentence begins here */
	EDGE_STOPS = 8,  /* one ends behind it */
	EDGE_HYPHEN = 16 /* may go on in the next row */
};

/* ---- the words ----------------------------------------------------------- */

/* Words that stand between two values: "Engineer at X", "BSc in Physics". */
static bool links(struct str word)
{
	static const char *const all[] = { "at", "in", "for", "by", "with",
		"as", "on", "from", "bei", "als", "im", "chez", "en", "presso",
		"bij", "@" };

	for (size_t i = 0; i < LENGTH(all); i++)
		if (str_is(word, all[i]))
			return true;
	return false;
}

static bool same_type(const struct intake_word *a, const struct intake_word *b)
{
	unsigned type = INTAKE_BOLD | INTAKE_ITALIC;

	return (a->flags & type) == (b->flags & type) &&
	       a->size - b->size < 0.6f && b->size - a->size < 0.6f &&
	       str_eq(a->url, b->url);
}

/* All rows as one text: a line end for each, a tab before a cell, a form feed
 * where the type changes. */
static struct str text_of_rows(struct merge *m)
{
	struct buf b;

	buf_init(&b, &m->p.own, SIZE_MAX / 4);
	buf_add(&b, STR(""));
	for (size_t i = 0; i < m->p.count; i++) {
		const struct row *r = &m->p.row[i];

		for (size_t c = 0; c < r->count; c++)
			for (size_t w = 0; w < r->cell[c].count; w++) {
				const struct intake_word *word =
					&r->cell[c].at[w];

				if (w)
					buf_addc(
						&b, !same_type(word, word - 1)
							    ? '\f'
						    : word->flags & INTAKE_GLUED
							    ? '\0'
							    : ' ');
				if (w && b.at[b.len - 1] == '\0')
					b.len--;
				buf_add(&b, word->text);
				if (w + 1 == r->cell[c].count)
					buf_addc(&b,
						c + 1 < r->count ? '\t' : '\n');
			}
	}
	return buf_str(&b);
}

static void index_rows(struct merge *m, struct str text)
{
	uint32_t row = 0, at = 0;

	m->row_of = ARENA_LIST(&m->p.own, uint32_t, m->said.count + 1);
	for (size_t i = 0; i < m->said.count; i++) {
		for (; at < m->said.at[i].at; at++)
			row += text.at[at] == '\n';
		m->row_of[i] = row;
	}
}

/* A line in small letters goes on with the one above, if that had no end. */
static bool goes_on(const struct merge *m, size_t i)
{
	const struct resume_word *w = &m->said.at[i];
	const struct row *r = &m->p.row[m->row_of[i]];

	return w->flags & WORD_LINE && i && !r->item &&
	       !(w->flags & (WORD_UPPER | WORD_NUMBER)) &&
	       !(w->text.at[0] & 0x80);
}

static bool ends_with_mark(struct str text, const struct resume_word *w)
{
	size_t at = w->at + w->len;

	return at < text.len && text.at[at] != '\n' && text.at[at] != ' ' &&
	       strchr(".!?;:", text.at[at]);
}

static void mark_edges(struct merge *m, struct str text)
{
	size_t n = m->said.count;

	m->edge = ARENA_LIST(&m->p.own, uint8_t, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct resume_word *w = &m->said.at[i], *last = w - 1;
		bool opens = w->flags & WORD_BREAK || w->flags & WORD_NUMBER ||
			     !i || last->flags & WORD_NUMBER;
		bool speaks = w->flags & WORD_START &&
			      (!goes_on(m, i) || ends_with_mark(text, last));

		if (opens || links(w->text))
			m->edge[i ? i - 1 : n] |= EDGE_ENDS;
		if (opens || (i && links(last->text)))
			m->edge[i] |= EDGE_OPENS;
		if (speaks) {
			m->edge[i] |= EDGE_SPEAKS;
			m->edge[i ? i - 1 : n] |= EDGE_STOPS;
		}
		if (i && w->flags & WORD_LINE &&
			(m->p.row[m->row_of[i - 1]].joined ||
				text.at[last->at + last->len] == '-'))
			m->edge[i - 1] |= EDGE_HYPHEN;
	}
	if (n)
		m->edge[n - 1] |= EDGE_ENDS | EDGE_STOPS;
}

static uint32_t mix(struct str a, struct str b)
{
	uint64_t h = 0x9e3779b97f4a7c15u;

	for (size_t i = 0; i < a.len; i++)
		h = (h ^ (unsigned char)a.at[i]) * 0x100000001b3u;
	for (size_t i = 0; i < b.len; i++)
		h = (h ^ (unsigned char)b.at[i]) * 0x100000001b3u;
	return (uint32_t)(h ^ h >> 32);
}

static bool joins(const struct merge *m, size_t i)
{
	return m->edge[i] & EDGE_HYPHEN && i + 1 < m->said.count;
}

bool merge_lines(struct merge *m, struct err *err)
{
	struct str text;

	if (!parse_rows(&m->p, err))
		return false;
	parse_dates(&m->p);
	text = text_of_rows(m);
	resume_wording_read(&m->p.own, text, &m->said);
	index_rows(m, text);
	mark_edges(m, text);
	m->slots = 64;
	while (m->slots < 2 * m->said.count)
		m->slots *= 2;
	m->first = ARENA_LIST(&m->p.own, uint32_t, m->slots);
	/* A word that goes on in the next row is found by the whole, too. */
	m->next = ARENA_LIST(&m->p.own, uint32_t, 2 * m->said.count + 2);
	for (size_t i = m->said.count; i-- > 0;) {
		uint32_t *slot = &m->first[m->said.at[i].hash & (m->slots - 1)];

		m->next[2 * i] = *slot;
		*slot = (uint32_t)(2 * i) + 1;
		if (!joins(m, i))
			continue;
		slot = &m->first[mix(m->said.at[i].text,
					 m->said.at[i + 1].text) &
				 (m->slots - 1)];
		m->next[2 * i + 1] = *slot;
		*slot = (uint32_t)(2 * i + 1) + 1;
	}
	return true;
}

/* ---- finding ------------------------------------------------------------- */

static bool is_joined(
	const struct resume_word *w, const struct resume_word *want)
{
	return want->text.len == w[0].text.len + w[1].text.len &&
	       str_starts(want->text, w[0].text) &&
	       str_ends(want->text, w[1].text);
}

/* Behind the last word that says it; 0: it does not stand there. */
static size_t says(struct merge *m, size_t at, const struct resume_wording *v)
{
	for (size_t i = 0; i < v->count; i++, m->steps++) {
		const struct resume_word *w = &m->said.at[at];

		if (at >= m->said.count)
			return 0;
		if (w->hash == v->at[i].hash && str_eq(w->text, v->at[i].text))
			at++;
		else if (joins(m, at) && is_joined(w, &v->at[i]))
			at += 2;
		else
			return 0;
	}
	return at;
}

static bool is_of(const struct merge *m, size_t word)
{
	return word < m->said.count && str_is(m->said.at[word].text, "of");
}

static bool fits_edges(
	const struct merge *m, size_t from, size_t to, enum held how)
{
	static const struct {
		uint8_t from, to;
	} need[] = { [HELD_WORDS] = { 0, 0 },
		[HELD_WHOLE] = { EDGE_OPENS, EDGE_ENDS },
		[HELD_STUDY] = { EDGE_OPENS, EDGE_ENDS },
		[HELD_SPOKEN] = { EDGE_SPEAKS, EDGE_STOPS } };

	return ((m->edge[from] & need[how].from) == need[how].from ||
		       (how == HELD_STUDY && is_of(m, from - 1))) &&
	       ((m->edge[to - 1] & need[how].to) == need[how].to ||
		       (how == HELD_STUDY && is_of(m, to)));
}

bool merge_find(struct merge *m, struct str value, enum held how, size_t from,
	size_t to, struct places *out)
{
	struct arena own = { 0 };
	struct resume_wording v;

	out->count = 0;
	if (!value.len || value.len > VALUE_BYTES)
		return false;
	resume_wording_read(&own, value, &v);
	for (uint32_t next = v.count ? m->first[v.at[0].hash & (m->slots - 1)]
				     : 0;
		next && out->count < HELD_MOST && m->steps < HELD_STEPS;
		next = m->next[next - 1]) {
		size_t at = (next - 1) / 2, end, row = m->row_of[at];

		m->steps++;
		if (row < from || row >= to)
			continue;
		end = says(m, at, &v);
		if (!end || !fits_edges(m, at, end, how) ||
			(out->count && out->at[out->count - 1].from == row))
			continue;
		out->at[out->count].from = (uint32_t)row;
		out->at[out->count++].to = m->row_of[end - 1] + 1;
	}
	arena_free(&own);
	return out->count > 0;
}

bool merge_same(struct merge *m, struct str a, struct str b)
{
	struct arena own = { 0 };
	struct resume_wording x, y;
	bool same;

	if (a.len > VALUE_BYTES || b.len > VALUE_BYTES)
		return str_eq(a, b);
	resume_wording_read(&own, a, &x);
	resume_wording_read(&own, b, &y);
	m->steps += x.count + y.count;
	same = x.count == y.count && resume_wording_same(x.at, y.at, x.count);
	arena_free(&own);
	return same;
}

/* ---- dates --------------------------------------------------------------- */

static bool same_date(struct resume_date said, struct resume_date want)
{
	return said.year == want.year &&
	       (!want.month || said.month == want.month) &&
	       (!want.day || said.day == want.day);
}

static void add_row(struct places *out, size_t row)
{
	if (out->count == HELD_MOST ||
		(out->count && out->at[out->count - 1].from == row))
		return;
	out->at[out->count].from = (uint32_t)row;
	out->at[out->count++].to = (uint32_t)row + 1;
}

bool merge_find_date(
	struct merge *m, struct str date, bool is_end, struct places *out)
{
	struct resume_date want;

	out->count = 0;
	if (!resume_date_read(date, &want))
		return false;
	for (size_t i = 0; i < m->p.count; i++) {
		const struct span *s = m->p.row[i].when;

		if (s && same_date(is_end ? s->when.to : s->when.from, want))
			add_row(out, i);
	}
	if (!out->count && !want.month)
		merge_find(m, date, HELD_WORDS, 0, m->p.count, out);
	return out->count > 0;
}

/* ---- links and numbers --------------------------------------------------- */

/* Without scheme, "www." and the slash at the end. */
static struct str bare(struct str url)
{
	static const char *const fronts[] = { "https://", "http://",
		"mailto:", "tel:", "www." };

	for (size_t i = 0; i < LENGTH(fronts); i++) {
		struct str front = str_c(fronts[i]);

		if (url.len > front.len &&
			str_eq_nocase(str_of(url.at, front.len), front))
			url = str_of(url.at + front.len, url.len - front.len);
	}
	while (url.len && url.at[url.len - 1] == '/')
		url.len--;
	return url;
}

/* In the text of one word, or of words that follow each other without a mark
 * ("git hub.com/x" of OCR is none). */
static bool word_has_link(const struct intake_word *w, struct str url)
{
	struct str text = parse_trim(w->text, "(<[", ")>],.;");
	const char *at;

	if (str_eq_nocase(bare(w->url), url) || str_eq_nocase(bare(text), url))
		return true;
	/* "Email:a@b.example" */
	at = memmem(text.at, text.len, url.at, url.len);
	return at && at > text.at && at + url.len == text.at + text.len &&
	       strchr(":|/(<", at[-1]);
}

bool merge_find_link(struct merge *m, struct str url, struct places *out)
{
	struct str want = bare(url);

	out->count = 0;
	if (!want.len || want.len > VALUE_BYTES)
		return false;
	for (size_t i = 0; i < m->p.count; i++)
		for (size_t c = 0; c < m->p.row[i].count; c++)
			for (size_t w = 0; w < m->p.row[i].cell[c].count; w++)
				if (word_has_link(
					    &m->p.row[i].cell[c].at[w], want))
					add_row(out, i);
	for (size_t i = 0; !out->count && i < m->p.icons; i++)
		if (str_eq_nocase(bare(m->p.icon[i]), want))
			add_row(out, 0);
	return out->count > 0;
}

static bool has_digits(struct str text, struct str want)
{
	struct str digits = { NULL, 0 };
	char kept[128];
	size_t n = 0;

	for (size_t i = 0; i < text.len && n < sizeof(kept); i++)
		if (text.at[i] >= '0' && text.at[i] <= '9')
			kept[n++] = text.at[i];
	digits = str_of(kept, n);
	return want.len && digits.len >= want.len &&
	       memmem(digits.at, digits.len, want.at, want.len);
}

bool merge_find_digits(struct merge *m, struct str phone, struct places *out)
{
	char digits[32];
	size_t n = 0;

	out->count = 0;
	for (size_t i = 0; i < phone.len; i++)
		if (phone.at[i] >= '0' && phone.at[i] <= '9') {
			if (n == sizeof(digits))
				return false;
			digits[n++] = phone.at[i];
		}
	for (size_t i = 0; n >= 5 && i < m->p.count; i++)
		for (size_t c = 0; c < m->p.row[i].count; c++)
			if (has_digits(m->p.row[i].cell[c].text,
				    str_of(digits, n)))
				add_row(out, i);
	return out->count > 0;
}
