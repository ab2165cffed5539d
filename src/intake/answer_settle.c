/*
 * intake/answer_settle.c - a resume that is to be sent keeps to its schema:
 * what a file has where an address or a date should be, and is none, is left
 * out, and its line is one that found no place; traces lead to a value. Mends
 * nothing else.
 */
#include "base/json.h"
#include "intake/answer.h"
#include "resume/diff.h"

enum { ROUNDS = 4 };

/* ---- values that go ----------------------------------------------------- */

/* From the last one back. */
static struct str removal(struct arena *mem, const struct resume_faults *faults)
{
	struct json_out o;
	struct buf b;

	buf_init(&b, mem, RESUME_BYTES);
	o = json_begin(&b, JSON_COMPACT);
	json_list(&o);
	for (size_t i = faults->count; i-- > 0;) {
		if (i + 1 < faults->count &&
			str_eq(faults->at[i].at, faults->at[i + 1].at))
			continue;
		json_object(&o);
		json_put_text(json_key(&o, "op"), STR("remove"));
		json_put_text(json_key(&o, "path"), faults->at[i].at);
		json_end(&o);
	}
	json_end(&o);
	return buf_str(&b);
}

static bool remove_values(struct arena *mem, struct str text,
	const struct resume_faults *faults, struct resume *r, struct err *err)
{
	const struct json *doc, *patch;

	return json_parse(mem, text, &doc, err) &&
	       json_parse(mem, removal(mem, faults), &patch, err) &&
	       resume_patch_apply(mem, doc, patch, &doc, err) &&
	       resume_read(mem, doc, r, err);
}

/* ---- what pointed to them ----------------------------------------------- */

static bool faulty(const struct resume_faults *faults, struct str at)
{
	for (size_t i = 0; i < faults->count; i++)
		if (str_eq(faults->at[i].at, at))
			return true;
	return false;
}

static bool covered(const struct intake_found *f, uint32_t page, uint32_t line)
{
	for (size_t i = 0; i < f->traces.count; i++) {
		const struct intake_trace *t = &f->traces.at[i];

		if (t->page == page && line >= t->line &&
			line < t->line + t->count)
			return true;
	}
	for (size_t i = 0; i < f->left.count; i++)
		if (f->left.at[i].page == page && f->left.at[i].line == line)
			return true;
	return false;
}

static void leave(struct arena *mem, struct intake_found *f,
	const struct intake_trace *gone)
{
	struct intake_left *more = ARENA_LIST(
		mem, struct intake_left, f->left.count + gone->count);

	if (f->left.count)
		memcpy(more, f->left.at, f->left.count * sizeof(*more));
	f->left.at = more;
	for (uint32_t i = 0; i < gone->count; i++)
		if (!covered(f, gone->page, gone->line + i))
			more[f->left.count++] =
				(struct intake_left){ gone->page,
					gone->line + i };
}

static void remove_traces(struct arena *mem, const struct resume_faults *faults,
	struct intake_found *f)
{
	size_t all = f->traces.count;
	struct intake_trace *gone = ARENA_LIST(mem, struct intake_trace, all);
	size_t gone_count = 0;

	f->traces.count = 0;
	for (size_t i = 0; i < all; i++)
		if (faulty(faults, f->traces.at[i].at))
			gone[gone_count++] = f->traces.at[i];
		else
			f->traces.at[f->traces.count++] = f->traces.at[i];
	for (size_t i = 0; i < gone_count; i++)
		leave(mem, f, &gone[i]);
}

/* A trace of a value that was not written, because it is empty, goes. */
static bool keep_traces(struct arena *mem, struct str text,
	struct intake_found *f, struct err *err)
{
	size_t all = f->traces.count;
	const struct json *doc;

	if (!json_parse(mem, text, &doc, err))
		return false;
	f->traces.count = 0;
	for (size_t i = 0; i < all; i++) {
		struct str at = str_copy(mem, f->traces.at[i].at);

		if (!memchr(at.at, '\0', at.len) && json_at(doc, at.at))
			f->traces.at[f->traces.count++] = f->traces.at[i];
	}
	return true;
}

/* Lists would move up, and traces point beside. */
static bool members_only(const struct resume_faults *faults)
{
	for (size_t i = 0; i < faults->count; i++) {
		struct str at = faults->at[i].at;
		char last = at.len ? at.at[at.len - 1] : '0';

		if (last >= '0' && last <= '9')
			return false;
	}
	return true;
}

bool intake_found_settle(
	struct arena *mem, struct intake_found *f, struct err *err)
{
	for (int round = 0; round < ROUNDS; round++) {
		struct resume_faults faults;
		struct buf text;

		buf_init(&text, mem, RESUME_BYTES);
		resume_write(&text, &f->resume);
		resume_check(mem, buf_str(&text), &faults);
		if (!faults.count)
			return keep_traces(mem, buf_str(&text), f, err);
		if (!members_only(&faults))
			return err_set(err, ERR_BROKEN,
				"what was read is no resume: %.*s %.*s",
				STR_ARG(faults.at[0].at),
				STR_ARG(faults.at[0].why));
		if (!remove_values(
			    mem, buf_str(&text), &faults, &f->resume, err))
			return false;
		remove_traces(mem, &faults, f);
	}
	return err_set(err, ERR_BROKEN, "what was read is no resume");
}
