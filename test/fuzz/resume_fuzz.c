/*
 * test/fuzz/resume_fuzz.c - documents from anybody: two of them and a third
 * text, parted by zero bytes, which no JSON has.
 *
 * What is read is written and reads the same; check and read are of one mind;
 * the patch from one document to the other leads there; the third text as a
 * patch and as a variant does no harm.
 */
#include "base/utf8.h"
#include "resume/diff.h"
#include "resume/sum.h"
#include "resume/variant.h"

#include <stdlib.h>

enum { BYTES = 1 << 25, LINE = 300 };

static void must(bool ok)
{
	if (!ok)
		abort();
}

static struct str written(struct arena *mem, const struct resume *r)
{
	struct buf b;

	buf_init(&b, mem, BYTES);
	resume_write(&b, r);
	must(buf_ok(&b) && utf8_ok(buf_str(&b)));
	return buf_str(&b);
}

static size_t faults_of(struct arena *mem, struct str text)
{
	struct resume_faults faults;

	resume_check(mem, text, &faults);
	for (size_t i = 0; i < faults.count; i++) {
		const struct resume_fault *f = &faults.at[i];

		must(utf8_ok(f->why) && f->line > 0 && f->column > 0);
		must(!f->at.len || *f->at.at == '/');
		must(i == 0 || f->line > f[-1].line ||
			(f->line == f[-1].line && f->column >= f[-1].column));
	}
	return faults.count + faults.more;
}

static void same_again(struct arena *mem, struct str text)
{
	size_t faults = faults_of(mem, text);
	struct resume r, again;
	struct str once;
	struct err err;

	if (!resume_read_text(mem, text, &r, &err)) {
		must(faults > 0);
		return;
	}
	once = written(mem, &r);
	must(resume_read_text(mem, once, &again, &err));
	must(str_eq(written(mem, &again), once));
	must(faults_of(mem, once) == faults);
}

static bool whole(struct arena *mem, struct str text, const struct json **out)
{
	struct err err;

	return json_parse(mem, text, out, &err) && json_check(mem, *out, &err);
}

static bool same(struct arena *mem, const struct json *a, const struct json *b)
{
	struct resume_sums as, bs;

	resume_sums_of(mem, a, &as);
	resume_sums_of(mem, b, &bs);
	return resume_same(&as, a, &bs, b);
}

static void leads_there(
	struct arena *mem, const struct json *from, const struct json *to)
{
	const struct json *patch, *got;
	struct resume_changes changes;
	struct err err;
	struct buf b;

	buf_init(&b, mem, BYTES);
	if (!resume_diff(mem, from, to, &b, &err)) {
		must(err.code == ERR_TOO_BIG);
		return;
	}
	must(json_parse(mem, buf_str(&b), &patch, &err));
	must(resume_patch_apply(mem, from, patch, &got, &err));
	must(same(mem, got, to));
	must((json_count(patch) == 0) == same(mem, from, to));
	resume_changes_of(mem, from, to, &changes);
	must(utf8_ok(resume_changes_line(mem, &changes, BYTES)));
	must(resume_changes_line(mem, &changes, LINE).len <= LINE);
}

static void is_whole(struct arena *mem, const struct json *doc)
{
	struct err err;

	must(json_check(mem, doc, &err) && resume_bounds_check(doc, &err));
}

static void patches(
	struct arena *mem, const struct json *doc, const struct json *patch)
{
	const struct json *out;
	struct err err;

	if (resume_patch_apply(mem, doc, patch, &out, &err))
		is_whole(mem, out);
	else
		must(utf8_ok(str_c(err.text)));
}

static struct str variant_written(
	struct arena *mem, const struct resume_variant *v)
{
	struct buf b;

	buf_init(&b, mem, BYTES);
	resume_variant_write(&b, v);
	return buf_str(&b);
}

static void varies(
	struct arena *mem, const struct json *master, const struct json *text)
{
	struct resume_variant_notes notes;
	struct resume_variant v, again;
	const struct json *out;
	struct str once;
	struct err err;

	if (!json_read(mem, text, &resume_variant_shape, &v, &err))
		return;
	once = variant_written(mem, &v);
	must(json_read_text(mem, once, &resume_variant_shape, &again, &err));
	must(str_eq(variant_written(mem, &again), once));
	if (resume_variant_apply(mem, master, &v, STR_NONE, &out, &notes, &err))
		is_whole(mem, out);
	for (size_t i = 0; i < notes.count; i++)
		must(utf8_ok(notes.at[i].say) && utf8_ok(notes.at[i].at));
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	struct arena mem = { 0 };
	struct str rest = str_of((const char *)at, len),
		   a = str_cut(&rest, '\0'), b = str_cut(&rest, '\0');
	const struct json *from, *to, *third;
	bool has_a = whole(&mem, a, &from), has_b = whole(&mem, b, &to);

	same_again(&mem, a);
	same_again(&mem, b);
	if (has_a && has_b)
		leads_there(&mem, from, to);
	if (has_a && whole(&mem, rest, &third) &&
		json_kind(from) == JSON_OBJECT) {
		struct err err;

		if (resume_bounds_check(from, &err)) {
			patches(&mem, from, third);
			varies(&mem, from, third);
		}
	}
	arena_free(&mem);
	return 0;
}
