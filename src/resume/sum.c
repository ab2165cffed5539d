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

/* From the end to the beginning: what a container holds stands behind it. */
void resume_sums_of(
	struct arena *mem, const struct json *doc, struct resume_sums *out)
{
	size_t n = json_kind(doc) >= JSON_LIST ? doc->u.in.span : 1;
	struct summing s = { .out = out };

	*out = (struct resume_sums){ .doc = doc,
		.sum = arena_bytes(mem, n * sizeof(struct resume_sum)),
		.size = arena_bytes(mem, n * sizeof(uint32_t)) };
	draw_key(s.key);
	while (n--)
		if (json_kind(&doc[n]) == JSON_LIST)
			sum_list(&s, &doc[n], n);
		else if (json_kind(&doc[n]) == JSON_OBJECT)
			sum_object(&s, &doc[n], n);
		else
			sum_scalar(&s, &doc[n], n);
}
