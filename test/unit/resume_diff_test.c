/* test/unit/resume_diff_test.c - patches from one document to another. */
#include "resumes.h"

#include "resume/align.h"
#include "resume/diff.h"

static struct err err;

static const struct json *parsed(struct str text)
{
	const struct json *v = NULL;

	err = (struct err){ 0 };
	if (!json_parse(&test_mem, text, &v, &err))
		test_fail(__FILE__, __LINE__, "%s in %.60s", err.text, text.at);
	return v;
}

static struct str diff(const struct json *from, const struct json *to)
{
	struct buf b;

	buf_init(&b, &test_mem, RESUME_BYTES * 4);
	OK_ERR(resume_diff(&test_mem, from, to, &b, &err), err);
	return buf_str(&b);
}

static bool same(const struct json *a, const struct json *b)
{
	struct resume_sums as, bs;

	resume_sums_of(&test_mem, a, &as);
	resume_sums_of(&test_mem, b, &bs);
	return resume_same(&as, a, &bs, b);
}

/* The patch, applied to one, gives the other. */
static struct str leads_to(const struct json *from, const struct json *to)
{
	struct str text = diff(from, to);
	const struct json *patch = parsed(text), *got;

	if (!resume_patch_apply(&test_mem, from, patch, &got, &err))
		test_fail(__FILE__, __LINE__, "%s", err.text);
	else if (!same(got, to))
		test_fail(__FILE__, __LINE__, "not the same by %.*s",
			text.len < 300 ? (int)text.len : 300, text.at);
	return text;
}

/* ---- what patches look like -------------------------------------------------
 */

static const struct {
	const char *from, *to, *patch;
} rows[] = {
	{ "{\"a\":1,\"b\":[1.50,{}]}", "{\"b\":[1.50,{}],\"a\":1}", "[]" },
	{ "1", "2", "[{\"op\":\"replace\",\"path\":\"\",\"value\":2}]" },
	{ "1", "1.0", "[{\"op\":\"replace\",\"path\":\"\",\"value\":1.0}]" },
	{ "{\"basics\":{\"name\":\"Ann\",\"email\":\"a@b.c\"}}",
		"{\"basics\":{\"name\":\"Bea\",\"email\":\"a@b.c\"}}",
		"[{\"op\":\"replace\",\"path\":\"/basics/name\","
		"\"value\":\"Bea\"}]" },
	{ "{\"a/b\":1,\"m~n\":2,\"\":3}", "{\"a/b\":2,\"new\":null,\"\":3}",
		"[{\"op\":\"replace\",\"path\":\"/a~1b\",\"value\":2},"
		"{\"op\":\"remove\",\"path\":\"/m~0n\"},"
		"{\"op\":\"add\",\"path\":\"/new\",\"value\":null}]" },
	/* one entry in the middle leaves the others alone */
	{ "[\"one\",\"two\",\"three\"]", "[\"one\",\"new\",\"two\",\"three\"]",
		"[{\"op\":\"add\",\"path\":\"/1\",\"value\":\"new\"}]" },
	{ "[\"one\",\"two\",\"three\",\"four\",\"five\"]",
		"[\"one\",\"three\",\"five\"]",
		"[{\"op\":\"remove\",\"path\":\"/3\"},"
		"{\"op\":\"remove\",\"path\":\"/1\"}]" },
	/* a move is a move */
	{ "[\"first\",\"second\",\"third\",\"fourth\"]",
		"[\"fourth\",\"first\",\"second\",\"third\"]",
		"[{\"op\":\"move\",\"from\":\"/3\",\"path\":\"/0\"}]" },
	{ "[\"first\",\"second\",\"third\",\"fourth\"]",
		"[\"second\",\"third\",\"first\",\"fourth\"]",
		"[{\"op\":\"move\",\"from\":\"/0\",\"path\":\"/2\"}]" },
	/* changed and moved at once */
	{ "[{\"name\":\"Acme\",\"position\":\"Cook\",\"summary\":\"long long "
	  "long text\"},{\"name\":\"Birch\",\"position\":\"Waiter\"},"
	  "{\"name\":\"Cedar\",\"position\":\"Clerk\"}]",
		"[{\"name\":\"Birch\",\"position\":\"Waiter\"},"
		"{\"name\":\"Cedar\",\"position\":\"Clerk\"},"
		"{\"name\":\"Acme\",\"position\":\"Chef\",\"summary\":\"long "
		"long long text\"}]",
		"[{\"op\":\"move\",\"from\":\"/0\",\"path\":\"/2\"},"
		"{\"op\":\"replace\",\"path\":\"/2/position\","
		"\"value\":\"Chef\"}]" },
	/* a bullet that was edited is the one that is like it */
	{ "[\"Cut the time of a build from nine minutes to two\","
	  "\"Wrote the manual\"]",
		"[\"Led five people\",\"Cut the time of a build from nine "
		"minutes to one\",\"Wrote the manual\"]",
		"[{\"op\":\"add\",\"path\":\"/0\",\"value\":\"Led five "
		"people\"},{\"op\":\"replace\",\"path\":\"/1\",\"value\":\"Cut "
		"the time of a build from nine minutes to one\"}]" },
	/* where all is new, the whole is said at once */
	{ "{\"skills\":[{\"name\":\"a\",\"level\":\"b\",\"x\":1,\"y\":2}]}",
		"{\"skills\":[{\"p\":\"c\",\"q\":\"d\",\"r\":5,\"s\":2}]}",
		"[{\"op\":\"replace\",\"path\":\"/skills/0\",\"value\":"
		"{\"p\":\"c\",\"q\":\"d\",\"r\":5,\"s\":2}}]" },
	{ "{\"work\":[]}", "{\"work\":{}}",
		"[{\"op\":\"replace\",\"path\":\"/work\",\"value\":{}}]" },
};

TEST(a_patch_says_no_more_than_what_changed)
{
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct str text = leads_to(
			parsed(str_c(rows[i].from)), parsed(str_c(rows[i].to)));

		SAME_STR(text, str_c(rows[i].patch));
	}
}

/* ---- any two documents -------------------------------------------------- */

TEST(a_patch_leads_from_each_sample_to_each_other)
{
	const char *names[RESUMES_MOST];
	size_t n = resumes_names(names);

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n && !test_failing(); k++) {
			const struct json *from = parsed(
						  resumes_text(names[i])),
					  *to = parsed(resumes_text(names[k]));
			struct str text = leads_to(from, to);

			if (i == k)
				SAME_STR(text, STR("[]"));
			OK(text.len < resumes_text(names[k]).len * 2 + 200);
		}
}

static uint32_t seed;
static uint32_t draw(uint32_t below)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % below;
}

static void put_some(struct json_out *o, int depth)
{
	static const char *const texts[] = { "", "a", "b", "Acme", "2020",
		"Cut the time of a build", "Cut the time of the build", "~/",
		"数据平台" };
	static const char *const names[] = { "name", "position", "highlights",
		"a", "b", "c/d", "~" };
	uint32_t kind = draw(depth > 3 ? 4 : 8), count;

	if (kind < 3) {
		json_put_text(o, str_c(texts[draw(LENGTH(texts))]));
	} else if (kind == 3) {
		json_put_int(o, draw(4));
	} else if (kind < 6) {
		json_list(o);
		for (count = draw(7); count--;)
			put_some(o, depth + 1);
		json_end(o);
	} else {
		uint32_t from = draw(LENGTH(names));

		json_object(o);
		for (count = from; count < LENGTH(names); count++)
			put_some(json_key(o, names[count]), depth + 1);
		json_end(o);
	}
}

static const struct json *some_document(void)
{
	struct json_out o;
	struct buf b;

	buf_init(&b, &test_mem, RESUME_BYTES);
	o = json_begin(&b, JSON_COMPACT);
	put_some(&o, 0);
	return parsed(buf_str(&b));
}

TEST(a_patch_leads_from_any_document_to_any_other)
{
	for (int round = 0; round < 3000 && !test_failing(); round++) {
		seed = (uint32_t)round * 2654435761u + 1;
		leads_to(some_document(), some_document());
		arena_reset(&test_mem);
	}
}

/* Entries come, go, move and appear again and again. */
TEST(a_patch_leads_through_any_order_of_a_list)
{
	for (int round = 0; round < 2000 && !test_failing(); round++) {
		struct str lists[2];

		seed = (uint32_t)round * 2654435761u + 1;
		for (int i = 0; i < 2; i++) {
			struct buf b;

			buf_init(&b, &test_mem, 10000);
			buf_addc(&b, '[');
			for (uint32_t k = draw(14), n = 0; n < k; n++)
				buf_addf(&b, "%s\"entry number %u\"",
					n ? "," : "", draw(12));
			buf_addc(&b, ']');
			lists[i] = buf_str(&b);
		}
		leads_to(parsed(lists[0]), parsed(lists[1]));
		arena_reset(&test_mem);
	}
}

/* ---- sizes -------------------------------------------------------------- */

static const struct json *long_list(size_t count, uint32_t times, uint32_t plus)
{
	struct buf b;

	buf_init(&b, &test_mem, RESUME_BYTES * 4);
	buf_addc(&b, '[');
	for (uint32_t i = 0; i < count; i++)
		buf_addf(&b, "%s\"bullet %u\"", i ? "," : "",
			(uint32_t)((uint64_t)i * times % count) + plus);
	buf_addc(&b, ']');
	return parsed(buf_str(&b));
}

TEST(ten_thousand_bullets_are_compared)
{
	const struct json *from = long_list(10000, 1, 0);
	struct str text = leads_to(from, long_list(10001, 1, 0));

	SAME_STR(text, STR("[{\"op\":\"add\",\"path\":\"/10000\",\"value\":"
			   "\"bullet 10000\"}]"));
	/* shuffled, and all of them other ones */
	leads_to(from, long_list(10000, 7919, 0));
	leads_to(from, long_list(10000, 7919, 5000));
	leads_to(from, long_list(10000, 1, 10000));
}

static const struct json *alike_list(int step)
{
	struct buf text;

	buf_init(&text, &test_mem, RESUME_BYTES);
	buf_addc(&text, '[');
	for (int k = 0; k < 200000; k++)
		buf_addf(&text, "%s%d", k ? "," : "", k * step % 7);
	buf_addc(&text, ']');
	return parsed(buf_str(&text));
}

TEST(long_lists_of_alike_entries_take_no_quadratic_memory)
{
	const struct json *a = alike_list(3), *b = alike_list(4);
	size_t before = test_mem.bytes;

	leads_to(a, b);
	OK(test_mem.bytes - before < 400u << 20);
}

TEST(an_object_of_many_members_is_compared)
{
	const struct json *docs[2];
	struct str patch;
	struct buf b;

	for (int i = 0; i < 2; i++) {
		buf_init(&b, &test_mem, RESUME_BYTES);
		buf_addc(&b, '{');
		for (int k = 0; k < 20000; k++)
			buf_addf(&b, "%s\"member %d\":\"%s%d\"", k ? "," : "",
				i ? 19999 - k : k,
				(i ? 19999 - k : k) % 1000 == 0 && i ? "new "
								     : "",
				(i ? 19999 - k : k));
		buf_addc(&b, '}');
		docs[i] = parsed(buf_str(&b));
	}
	patch = leads_to(docs[0], docs[1]);
	SAME_INT(json_count(parsed(patch)), 20);
}

TEST(a_document_nested_too_deep_is_refused)
{
	struct str deep[2];
	struct buf b;

	for (int i = 0; i < 2; i++) {
		buf_init(&b, &test_mem, 10000);
		for (int k = 0; k < RESUME_DEPTH + i; k++)
			buf_addc(&b, '[');
		for (int k = 0; k < RESUME_DEPTH + i; k++)
			buf_addc(&b, ']');
		deep[i] = buf_str(&b);
	}
	leads_to(parsed(deep[0]), parsed(STR("[]")));
	leads_to(parsed(STR("[]")), parsed(deep[0]));
	buf_init(&b, &test_mem, 10000);
	OK(!resume_diff(
		&test_mem, parsed(STR("[]")), parsed(deep[1]), &b, &err));
	SAME_INT(err.code, ERR_TOO_BIG);
}

/* ---- alignment ---------------------------------------------------------- */

TEST(entries_that_changed_are_known_by_their_names)
{
	const struct json *
		a = parsed(STR(
		       "[{\"name\":\"Acme\",\"startDate\":\"2020\","
		       "\"position\":"
		       "\"Cook\"},{\"name\":\"Acme\",\"startDate\":\"2018\","
		       "\"position\":\"Help\"},{\"name\":\"Birch\"},7]")),
	       *b = parsed(STR(
		       "[{\"name\":\"Birch\",\"x\":1},{\"name\":\"Cedar\"},"
		       "{\"name\":\"Acme\",\"startDate\":\"2020\",\"position\":"
		       "\"Cook\",\"summary\":\"s\"},{\"name\":\"Acme\","
		       "\"startDate\":\"2018\",\"position\":\"Hand\"},7]"));
	struct resume_align al;
	struct resume_sums as, bs;

	resume_sums_of(&test_mem, a, &as);
	resume_sums_of(&test_mem, b, &bs);
	resume_align_lists(&test_mem, &as, a, &bs, b, &al);
	SAME_INT(al.b_count, 5);
	SAME_INT(al.to_a[0], 2);
	OK(al.to_a[1] == RESUME_NONE);
	SAME_INT(al.to_a[2], 0);
	SAME_INT(al.to_a[3], 1);
	SAME_INT(al.to_a[4], 3);
	OK(!al.stays[0] && al.stays[2] && al.stays[3] && al.stays[4]);
}
