/*
 * work/parse_intake.c - in the jail: a request for a file becomes lines and a
 * resume. What it says of the file goes back as a sentence.
 */
#include "base/crypto_lib.h"
#include "intake/answer.h"
#include "intake/picture.h"
#include "work/child.h"
#include "work/jail.h"

/* ---- the document ------------------------------------------------------- */

static bool bounds_check(const struct intake_doc *doc, struct err *err)
{
	size_t words = 0;

	if (doc->count > INTAKE_PAGES)
		return err_set(err, ERR_TOO_BIG,
			"it has %zu pages, and %d are taken: hand in those "
			"that matter",
			doc->count, INTAKE_PAGES);
	for (size_t p = 0; p < doc->count; p++)
		for (size_t i = 0; i < doc->at[p].count; i++)
			words += doc->at[p].at[i].count;
	return words <= INTAKE_WORDS ||
	       err_set(err, ERR_TOO_BIG,
		       "it has %zu words, and %d are taken: is it a resume?",
		       words, INTAKE_WORDS);
}

static bool document(struct arena *mem, struct str file,
	struct intake_answer *out, struct err *err)
{
	struct err is = { 0 };

	/* "is empty: ..." */
	if (!intake_format_find(file, &out->format, &is))
		return err_set(err, is.code, "it %s", is.text);
	return intake_formats[out->format].read(mem, file, &out->doc, err) &&
	       bounds_check(&out->doc, err);
}

/* Pages that were read as pictures stand in the place of those of the file. */
static bool pages_put(struct arena *mem, const struct intake_request *q,
	struct intake_doc *doc, struct err *err)
{
	for (size_t i = 0; i < q->seen.count; i++) {
		const struct intake_seen *s = &q->seen.at[i];

		if (s->page >= doc->count)
			return err_set(err, ERR_BROKEN, "there is no page %u",
				s->page + 1);
		if (!intake_page_read(mem, s->text, &doc->at[s->page], err))
			return false;
	}
	doc->scan = doc->scan && !q->seen.count;
	return true;
}

/* The pages of others are not drawn, and OCR reads drawn ones. */
static bool has_drawn_pages(enum intake_format_id format)
{
	return format == INTAKE_FORMAT_PDF ||
	       intake_formats[format].read == intake_picture;
}

static bool text_is_there(const struct intake_answer *a, struct err *err)
{
	bool pictures = false;

	for (size_t i = 0; i < a->doc.count; i++) {
		if (a->doc.at[i].count)
			return true;
		pictures |= a->doc.at[i].pictures > 0;
	}
	return !pictures || has_drawn_pages(a->format) ||
	       err_set(err, ERR_UNTRUSTED,
		       "it has pictures and no text: export it as PDF, whose "
		       "pictures are read");
}

static void pages_want(
	struct arena *mem, enum intake_ocr_mode mode, struct intake_answer *a)
{
	bool *want = ARENA_LIST(mem, bool, a->doc.count);
	size_t count = intake_ocr_wanted(&a->doc, mode, want);

	a->unread.at = ARENA_LIST(mem, uint32_t, count);
	for (size_t i = 0; i < a->doc.count; i++)
		if (want[i])
			a->unread.at[a->unread.count++] = (uint32_t)i;
}

static bool answer(
	struct arena *mem, struct str bytes, struct buf *out, struct err *err)
{
	struct intake_answer a = { 0 };
	struct intake_request q;

	if (!intake_request_read(mem, bytes, &q, err) ||
		!document(mem, q.file, &a, err) ||
		!pages_put(mem, &q, &a.doc, err))
		return false;
	if (!q.seen.count && has_drawn_pages(a.format))
		pages_want(mem, q.ocr, &a);
	if (!a.unread.count && !q.lines) {
		if (!text_is_there(&a, err) ||
			!intake_parse(mem, &a.doc, &a.found, err) ||
			!intake_found_settle(mem, &a.found, err))
			return false;
		a.parsed = true;
	}
	intake_answer_write(out, &a);
	return true;
}

/* PDFs may be encrypted; a library cannot be loaded from within. */
void work_warm_intake(const char *none)
{
	(void)none;
	crypto_lib_load();
}

int work_parse_intake(int in, int out)
{
	return work_child_run(in, out, INTAKE_ANSWER_BYTES, answer);
}
