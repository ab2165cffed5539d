/*
 * press/readback.c - see readback.h. Both resumes become JSON, the entries of
 * their lists find each other (resume/align.h), and each text of the source is
 * looked for: where it was, then anywhere, then on the page.
 */
#include "press/readback_int.h"
#include "press/template_int.h"
#include "press/words.h"

#include <stdlib.h>

enum { JOINED_BYTES = 256 << 20 };

const struct readback_row readback_rows[READBACK_KINDS] = {
#define READBACK(id, name, say, counts) [READBACK_##id] = { name, say, counts },
#include "press/readback.def"
#undef READBACK
};

/* ---- which is which ----------------------------------------------------- */

struct both {
	struct arena *mem;
	struct readback_side want, have;
};

static void pair(struct both *k, const struct json *w, const struct json *h);

static void pair_lists(
	struct both *k, const struct json *w, const struct json *h)
{
	const struct json *w_plain = &k->want.plain[w - k->want.doc];
	const struct json *h_plain = &k->have.plain[h - k->have.doc];
	struct resume_align to;

	resume_align_lists(
		k->mem, &k->want.sums, w_plain, &k->have.sums, h_plain, &to);
	for (size_t i = 0; i < to.a_count; i++) {
		size_t n = to.to_b[i];

		if (n != RESUME_NONE && !to.replaces[n])
			pair(k, &k->want.doc[to.a[i] - k->want.plain],
				&k->have.doc[to.b[n] - k->have.plain]);
	}
}

/* What was read has few members, whatever the source has. */
static const struct json *member(const struct json *of, struct str name)
{
	const struct json *p = json_first(of);

	while (p && !str_eq(json_name(p), name))
		p = json_next(of, p);
	return p;
}

static void pair(struct both *k, const struct json *w, const struct json *h)
{
	size_t i = k->want.leaf_of[w - k->want.doc];
	size_t n = k->have.leaf_of[h - k->have.doc];

	if (i != RESUME_NONE && n != RESUME_NONE) {
		k->want.leaf[i].other = n;
		k->have.leaf[n].other = i;
		return;
	}
	if (json_kind(w) != json_kind(h))
		return;
	if (json_kind(w) == JSON_LIST)
		pair_lists(k, w, h);
	if (json_kind(w) != JSON_OBJECT)
		return;
	for (const struct json *p = json_first(w); p; p = json_next(w, p)) {
		const struct json *other = member(h, json_name(p));

		if (other)
			pair(k, p, other);
	}
}

/* ---- where it went ------------------------------------------------------ */

/* All that was read, for texts that are not where they were. */
struct hunt {
	struct both *k;
	const struct tree *tree;
	const struct readback_shown *shown;
	size_t *sorted; /* leaves of what was read, by their text */
	size_t *free;   /* of the first of each text: the first not used */
	struct str joined;
	size_t work;
	bool rough;
};

static int by_text(const void *a, const void *b, void *with)
{
	const struct readback_leaf *leaf = with;
	const struct readback_leaf *x = &leaf[*(const size_t *)a];
	const struct readback_leaf *y = &leaf[*(const size_t *)b];
	size_t len = x->plain.len < y->plain.len ? x->plain.len : y->plain.len;
	int order = memcmp(x->plain.at, y->plain.at, len);

	if (!order)
		order = (x->plain.len > y->plain.len) -
			(x->plain.len < y->plain.len);
	return order ? order : (x > y) - (x < y);
}

/* What stayed is no place for another text that it happens to hold. */
static bool join(struct hunt *h, struct err *err)
{
	struct readback_side *s = &h->k->have;
	struct buf b;

	buf_init(&b, h->k->mem, JOINED_BYTES);
	buf_add(&b, STR("\n"));
	for (size_t i = 0; i < s->count; i++) {
		s->leaf[i].from = b.len;
		if (s->leaf[i].used)
			continue;
		buf_add(&b, s->leaf[i].plain);
		buf_addc(&b, '\n');
	}
	h->joined = buf_str(&b);
	return buf_ok(&b) ||
	       err_set(err, ERR_TOO_BIG, "what was read has more than %d MB",
		       JOINED_BYTES >> 20);
}

static void sort(struct hunt *h)
{
	struct readback_side *s = &h->k->have;

	h->sorted = ARENA_LIST(h->k->mem, size_t, s->count + 1);
	h->free = ARENA_LIST(h->k->mem, size_t, s->count + 1);
	for (size_t i = 0; i < s->count; i++) {
		h->sorted[i] = h->free[i] = i;
	}
	qsort_r(h->sorted, s->count, sizeof(size_t), by_text, s->leaf);
}

/* Of those that say the same, the first of which is at `from`. */
static size_t first_free(struct hunt *h, size_t from, struct str text)
{
	const struct readback_side *have = &h->k->have;
	size_t i = from < have->count ? h->free[from] : from;

	while (i < have->count && have->leaf[h->sorted[i]].used &&
		str_eq(have->leaf[h->sorted[i]].plain, text))
		i++;
	if (from < have->count)
		h->free[from] = i;
	return i < have->count && str_eq(have->leaf[h->sorted[i]].plain, text)
		       ? h->sorted[i]
		       : RESUME_NONE;
}

/* One that says the same and that nothing else became; RESUME_NONE. */
static size_t equal_of(struct hunt *h, const struct readback_leaf *l)
{
	struct readback_leaf *have = h->k->have.leaf;
	size_t from = 0, to = h->k->have.count;

	while (from < to) {
		size_t mid = from + (to - from) / 2;
		struct str s = have[h->sorted[mid]].plain;
		size_t len = s.len < l->plain.len ? s.len : l->plain.len;
		int order = memcmp(s.at, l->plain.at, len);

		if (order < 0 || (!order && s.len < l->plain.len))
			from = mid + 1;
		else
			to = mid;
	}
	return first_free(h, from, l->plain);
}

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80);
}

/* Does a text begin and end there as a word does? Scripts without blanks are
 * past telling. */
static bool is_whole(struct str in, const char *at, size_t len)
{
	const char *end = at + len;

	return !(at > in.at && is_letter(at[-1]) && is_letter(*at) &&
		       !(*at & 0x80)) &&
	       !(end < in.at + in.len && is_letter(*end) &&
		       is_letter(end[-1]) && !(end[-1] & 0x80));
}

static const char *look_for(
	struct hunt *h, struct str in, struct str text, bool whole)
{
	const char *at = in.at, *end = in.at + in.len;

	if (!text.len)
		return NULL;
	while ((at = memmem(at, (size_t)(end - at), text.at, text.len))) {
		if (!whole || is_whole(in, at, text.len))
			break;
		at++;
	}
	h->work += (size_t)((at ? at : end) - in.at);
	return at;
}

/* One whose text holds it; RESUME_NONE. */
static size_t holder_of(struct hunt *h, const struct readback_leaf *l)
{
	const struct readback_leaf *have = h->k->have.leaf;
	const char *at = look_for(h, h->joined, l->plain, true);
	size_t from = 0, to = h->k->have.count;

	if (!at)
		return RESUME_NONE;
	while (to - from > 1) {
		size_t mid = from + (to - from) / 2;

		if (have[mid].from <= (size_t)(at - h->joined.at))
			from = mid;
		else
			to = mid;
	}
	return from;
}

static bool is_shown(struct hunt *h, const struct readback_leaf *l)
{
	const struct readback_shown *s = h->shown;
	struct str text = l->plain;

	if (l->sort == READBACK_DATE && text.len > 4)
		text.len = 4; /* months have names */
	return look_for(h, s->words, text, true) ||
	       (l->sort == READBACK_URL && look_for(h, s->urls, text, false)) ||
	       (l->sort == READBACK_PHONE &&
		       look_for(h, s->digits, text, false));
}

/* Would the page say the same of what was read? Then a month or a day is not
 * on it. */
static bool is_dated_alike(
	struct hunt *h, const struct readback_leaf *l, struct str read)
{
	const struct look *look = h->tree->look;
	const struct press_words *w = press_words(h->tree->language);
	struct arena *mem = h->k->mem;

	return l->sort == READBACK_DATE && look && look->choice &&
	       l->text.len > read.len &&
	       str_eq(press_date(mem, w, look->choice->dates, l->text),
		       press_date(mem, w, look->choice->dates, read));
}

static void tell(struct hunt *h, struct readback_leaf *l,
	enum readback_kind kind, size_t other)
{
	l->told = true;
	l->kind = kind;
	l->other = other;
	if (other != RESUME_NONE)
		h->k->have.leaf[other].used = true;
}

/* First what stayed, so that nothing else takes it. */
static void tell_kept(struct hunt *h)
{
	struct readback_side *want = &h->k->want;

	for (size_t i = 0; i < want->count; i++) {
		struct readback_leaf *l = &want->leaf[i];

		if (l->other != RESUME_NONE &&
			str_eq(l->plain, h->k->have.leaf[l->other].plain))
			tell(h, l, READBACK_KEPT, l->other);
	}
}

static void tell_others(struct hunt *h)
{
	struct readback_side *want = &h->k->want;

	for (size_t i = 0; i < want->count; i++) {
		struct readback_leaf *l = &want->leaf[i];
		size_t n;

		if (l->told)
			continue;
		if (h->work > READBACK_WORK) {
			h->rough = true;
			tell(h, l,
				l->other == RESUME_NONE ? READBACK_LOST
							: READBACK_CHANGED,
				l->other);
			continue;
		}
		n = l->other;
		if (n != RESUME_NONE &&
			is_dated_alike(h, l, h->k->have.leaf[n].text))
			tell(h, l, READBACK_UNSHOWN, n);
		else if ((n = equal_of(h, l)) != RESUME_NONE)
			tell(h, l, READBACK_MOVED, n);
		else if (l->other != RESUME_NONE)
			tell(h, l, READBACK_CHANGED, l->other);
		else if (l->sort == READBACK_WORDS &&
			 (n = holder_of(h, l)) != RESUME_NONE)
			tell(h, l, READBACK_MOVED, n);
		else
			tell(h, l,
				is_shown(h, l) ? READBACK_LOST
					       : READBACK_UNSHOWN,
				RESUME_NONE);
	}
}

/* ---- the answer --------------------------------------------------------- */

static void answer(struct hunt *h, struct readback *out)
{
	struct readback_side *want = &h->k->want, *have = &h->k->have;

	out->at = ARENA_LIST(
		h->k->mem, struct readback_field, want->count + have->count);
	for (size_t i = 0; i < want->count; i++) {
		const struct readback_leaf *l = &want->leaf[i];
		struct readback_field *f = &out->at[out->count++];

		*f = (struct readback_field){
			.kind = l->kind, .at = l->at, .want = l->text
		};
		if (l->other != RESUME_NONE) {
			f->to = have->leaf[l->other].at;
			f->have = have->leaf[l->other].text;
		}
	}
	for (size_t i = 0; i < have->count; i++)
		if (!have->leaf[i].used)
			out->at[out->count++] =
				(struct readback_field){ .kind = READBACK_ADDED,
					.to = have->leaf[i].at,
					.have = have->leaf[i].text };
	for (size_t i = 0; i < out->count; i++) {
		out->of[out->at[i].kind]++;
		out->asked += readback_rows[out->at[i].kind].counts;
	}
	out->rough = h->rough;
}

bool readback_compare(struct arena *mem, const struct resume *source,
	const struct tree *tree, const struct resume *read,
	struct readback *out, struct err *err)
{
	struct both k = { .mem = mem };
	struct readback_shown shown;
	struct hunt h = { .k = &k, .tree = tree, .shown = &shown };

	*out = (struct readback){ 0 };
	if (!readback_side_read(mem, source, tree->language, &k.want, err) ||
		!readback_side_read(mem, read, tree->language, &k.have, err) ||
		!readback_shown_of(mem, tree, &shown, err))
		return false;
	pair(&k, k.want.doc, k.have.doc);
	tell_kept(&h);
	sort(&h);
	if (!join(&h, err))
		return false;
	tell_others(&h);
	answer(&h, out);
	return true;
}

int readback_share(const struct readback *r)
{
	return r->asked ? (int)(r->of[READBACK_KEPT] * 1000 / r->asked) : 1000;
}

/* ---- as JSON ------------------------------------------------------------ */

static void put_field(struct json_out *to, const struct readback_field *f)
{
	json_object(to);
	json_put_text(json_key(to, "kind"), str_c(readback_rows[f->kind].name));
	if (f->at.at) {
		json_put_text(json_key(to, "at"), f->at);
		json_put_text(json_key(to, "source"), f->want);
	}
	if (f->to.at) {
		json_put_text(json_key(to, "to"), f->to);
		json_put_text(json_key(to, "read"), f->have);
	}
	json_end(to);
}

void readback_put(struct json_out *to, const struct readback *r)
{
	json_object(to);
	json_put_real(json_key(to, "share"), readback_share(r) / 1000.0);
	json_object(json_key(to, "count"));
	for (int i = 0; i < READBACK_KINDS; i++)
		json_put_int(
			json_key(to, readback_rows[i].name), (int64_t)r->of[i]);
	json_end(to);
	json_list(json_key(to, "fields"));
	for (size_t i = 0; i < r->count; i++)
		if (r->at[i].kind != READBACK_KEPT)
			put_field(to, &r->at[i]);
	json_end(to);
	json_put_bool(json_key(to, "rough"), r->rough);
	json_end(to);
}
