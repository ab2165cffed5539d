/* resume/sum.c - fingerprints of values. See sum.h. */
#include "resume/sum.h"

#include "base/hash.h"

enum { SIZE_MOST = 1 << 30 };

/* 128 bits under a key of this process: nobody can prepare two values that
 * differ and look the same. What is decided does not depend on the key. */
static void draw_key(unsigned char key[16])
{
	uint64_t halves[2] = { hash_quick(STR("resume")),
		hash_quick(STR("sum")) };

	memcpy(key, halves, 16);
}

struct summing {
	struct resume_sums *out;
	unsigned char key[16];
};

static struct resume_sum hash(const struct summing *s, struct str bytes)
{
	struct resume_sum sum;

	hash_sip128((struct hash_rounds){ 1, 3 }, s->key, bytes, sum.at);
	return sum;
}

static struct resume_sum hash_pair(
	const struct summing *s, struct resume_sum a, struct resume_sum b)
{
	uint64_t both[4] = { a.at[0], a.at[1], b.at[0], b.at[1] };

	return hash(s, str_of((const char *)both, sizeof(both)));
}

/* Texts that look alike and differ in kind ("1", 1) do not sum alike. */
static struct resume_sum of_kind(
	const struct summing *s, enum json_kind kind, struct resume_sum sum)
{
	return hash_pair(s, sum, (struct resume_sum){ { kind, 0 } });
}

static void add(uint32_t *size, uint32_t more)
{
	*size = *size + more > SIZE_MOST ? SIZE_MOST : *size + more;
}

static void sum_scalar(const struct summing *s, const struct json *v, size_t i)
{
	struct str text = json_kind(v) == JSON_TEXT || json_kind(v) == JSON_REAL
				  ? str_of(v->u.at, v->len)
				  : str_of((const char *)&v->u.number,
					    sizeof(v->u.number));

	if (json_kind(v) == JSON_NULL)
		text = STR("");
	s->out->sum[i] = of_kind(s, json_kind(v), hash(s, text));
	s->out->size[i] = (uint32_t)text.len + 2;
}

static void sum_list(const struct summing *s, const struct json *v, size_t i)
{
	struct resume_sum sum = { { 0, 0 } };
	uint32_t size = 2;

	for (const struct json *p = json_first(v); p; p = json_next(v, p)) {
		sum = hash_pair(s, sum, resume_sum_at(s->out, p));
		add(&size, resume_size_at(s->out, p) + 1);
	}
	s->out->sum[i] = of_kind(s, JSON_LIST, sum);
	s->out->size[i] = size;
}

/* A sum over the members is the same in any order. */
static void sum_object(const struct summing *s, const struct json *v, size_t i)
{
	struct resume_sum sum = { { 0, 0 } }, one;
	uint32_t size = 2;

	for (const struct json *p = json_first(v); p; p = json_next(v, p)) {
		one = hash_pair(s, resume_sum_at(s->out, p - 1),
			resume_sum_at(s->out, p));
		sum.at[0] += one.at[0];
		sum.at[1] += one.at[1];
		add(&size, (uint32_t)json_name(p).len + 4 +
				   resume_size_at(s->out, p));
	}
	s->out->sum[i] = of_kind(s, JSON_OBJECT, sum);
	s->out->size[i] = size;
}

static size_t span_of(const struct json *v)
{
	return json_kind(v) >= JSON_LIST ? v->u.in.span : 1;
}

static void begin(struct summing *s, struct arena *mem, const struct json *doc,
	struct resume_sums *out)
{
	size_t n = span_of(doc);

	*out = (struct resume_sums){ .doc = doc,
		.sum = ARENA_LIST(mem, struct resume_sum, n),
		.size = ARENA_LIST(mem, uint32_t, n) };
	s->out = out;
	draw_key(s->key);
}

static bool is_summed(const struct resume_sums *sums, size_t i)
{
	return sums->sum[i].at[0] || sums->sum[i].at[1];
}

/* From the end to the beginning: what a container holds stands behind it. */
static void sum_rest(const struct summing *s)
{
	const struct json *doc = s->out->doc;

	for (size_t n = span_of(doc); n--;)
		if (is_summed(s->out, n))
			continue;
		else if (json_kind(&doc[n]) == JSON_LIST)
			sum_list(s, &doc[n], n);
		else if (json_kind(&doc[n]) == JSON_OBJECT)
			sum_object(s, &doc[n], n);
		else
			sum_scalar(s, &doc[n], n);
}

void resume_sums_of(
	struct arena *mem, const struct json *doc, struct resume_sums *out)
{
	struct summing s;

	begin(&s, mem, doc, out);
	sum_rest(&s);
}

/* ---- two that are much alike -------------------------------------------- */

/* Members of wider objects are not looked for in the other one. */
enum { WIDTH = 64 };

struct twins {
	const struct resume_sums *as, *bs;
	uint64_t count;
};

static bool alike_one(const struct json *a, const struct json *b)
{
	if (json_kind(a) != json_kind(b))
		return false;
	switch (json_kind(a)) {
	case JSON_TEXT:
	case JSON_REAL:
		return str_eq(str_of(a->u.at, a->len), str_of(b->u.at, b->len));
	case JSON_LIST:
	case JSON_OBJECT:
		return a->u.in.span == b->u.in.span &&
		       a->u.in.count == b->u.in.count;
	case JSON_NULL:
		return true;
	default:
		return a->u.number == b->u.number;
	}
}

/* To the letter, members in the same order. */
static bool alike(const struct json *a, const struct json *b)
{
	for (size_t i = 0, n = span_of(a); i < n; i++)
		if (!alike_one(&a[i], &b[i]))
			return false;
	return true;
}

/* A number of their own is as good as a sum, and costs nothing. */
static void number(struct twins *t, const struct json *a, const struct json *b)
{
	size_t i = (size_t)(a - t->as->doc), k = (size_t)(b - t->bs->doc);

	for (size_t n = span_of(a); n--; i++, k++)
		t->as->sum[i] = t->bs->sum[k] =
			(struct resume_sum){ { ++t->count, 0 } };
}

/* Lists whose first entries are the same pair these in any case. */
static void number_first(
	struct twins *t, const struct json *a, const struct json *b)
{
	const struct json *p = json_first(a), *q = json_first(b);

	for (; p && q && alike(p, q); p = json_next(a, p), q = json_next(b, q))
		number(t, p, q);
}

static const struct json *member(const struct json *in, struct str name)
{
	const struct json *p = json_first(in);

	while (p && !str_eq(json_name(p), name))
		p = json_next(in, p);
	return p;
}

static void number_alike(
	struct twins *t, const struct json *a, const struct json *b)
{
	enum json_kind kind = json_kind(a);

	if (kind != json_kind(b))
		return;
	if (kind == JSON_LIST)
		number_first(t, a, b);
	if (kind != JSON_OBJECT || json_count(b) > WIDTH)
		return;
	for (const struct json *p = json_first(a); p; p = json_next(a, p)) {
		const struct json *q = member(b, json_name(p));

		if (q && alike(p, q))
			number(t, p, q);
		else if (q)
			number_alike(t, p, q);
	}
}

void resume_sums_of_both(struct arena *mem, const struct json *a,
	struct resume_sums *as, const struct json *b, struct resume_sums *bs)
{
	struct summing sa, sb;
	struct twins t = { .as = as, .bs = bs };

	begin(&sa, mem, a, as);
	begin(&sb, mem, b, bs);
	number_alike(&t, a, b);
	sum_rest(&sa);
	sum_rest(&sb);
}
