/* What a child says that somebody took over: whatever the bytes, they are
 * refused, or everything that they name is there. Requests the same. */
#include "base/utf8.h"
#include "intake/answer.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_page(const struct intake_page *page)
{
	for (size_t i = 0; i < page->count; i++) {
		const struct intake_line *l = &page->at[i];

		assert(l->count && l->block >= 0 && l->column >= 0);
		for (size_t k = 0; k < l->count; k++) {
			const struct intake_word *w = &l->at[k];

			assert(w->text.len && utf8_ok(w->text));
			assert(w->box.x0 <= w->box.x1);
			assert(w->box.y0 <= w->box.y1);
			assert(w->turn < 4 && w->sure <= 100 && w->size >= 0);
		}
	}
}

static void check_answer(struct arena *mem, const struct intake_answer *a)
{
	struct resume_faults faults;

	assert(a->format < INTAKE_FORMATS && a->doc.count <= INTAKE_PAGES);
	for (size_t i = 0; i < a->doc.count; i++)
		check_page(&a->doc.at[i]);
	for (size_t i = 0; i < a->unread.count; i++)
		assert(a->unread.at[i] < a->doc.count);
	if (!a->parsed)
		return;
	resume_check(mem, a->text, &faults);
	assert(!faults.count);
	for (size_t i = 0; i < a->found.traces.count; i++) {
		const struct intake_trace *t = &a->found.traces.at[i];

		assert(json_at(a->json, t->at.at));
		assert(t->page < a->doc.count && t->count);
		assert(t->line + t->count <= a->doc.at[t->page].count);
		assert(t->sure >= 0 && t->sure <= 1);
	}
	for (size_t i = 0; i < a->found.left.count; i++) {
		assert(a->found.left.at[i].page < a->doc.count);
		assert(a->found.left.at[i].line <
			a->doc.at[a->found.left.at[i].page].count);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = str_of((const char *)data, size);
	struct arena mem = { 0 };
	struct intake_answer a;
	struct intake_request q;
	struct intake_page page;
	struct err err = { 0 };

	if (intake_answer_read(&mem, text, &a, &err))
		check_answer(&mem, &a);
	else
		assert(err.code == ERR_UNTRUSTED && *err.text);
	if (intake_page_read(&mem, text, &page, &err))
		check_page(&page);
	if (intake_request_read(&mem, text, &q, &err))
		assert(q.file.len <= size && q.seen.count <= INTAKE_PAGES);
	arena_free(&mem);
	return 0;
}
