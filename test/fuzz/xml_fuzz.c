/* XML of strangers: a text is refused, or becomes a tree within its ceilings
 * of which everything that nobody takes is kept, well formed. */
#include "base/utf8.h"
#include "resume/xml.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t walk(const struct xml *x, int depth)
{
	size_t count = 1;

	assert(depth <= XML_DEPTH && x->name.len && x->text.at);
	assert(utf8_ok(x->text) && utf8_ok(x->name) && utf8_ok(x->uri));
	for (const struct xml *a = x->attrs; a; a = a->next) {
		assert(a->up == x && utf8_ok(a->text));
		count++;
	}
	for (const struct xml *in = x->first; in; in = in->next) {
		assert(in->up == x);
		count += walk(in, depth + 1);
	}
	return count;
}

/* What is escaped is read as it was, but for what XML may not hold. */
static void check_escape(struct arena *mem, struct str text)
{
	struct xml *x;
	struct err err = { 0 };
	struct buf b;

	buf_init(&b, mem, XML_BYTES);
	buf_add(&b, STR("<a>"));
	resume_xml_escape(&b, text);
	buf_add(&b, STR("</a>"));
	assert(resume_xml_read(mem, buf_str(&b), &x, &err));
	assert(utf8_count(x->text) <= utf8_count(text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 };
	struct resume_report report = { .mem = &mem };
	struct str text = str_of((const char *)data, size);
	struct xml *root = NULL;
	struct err err = { 0 };

	if (resume_xml_read(&mem, text, &root, &err)) {
		assert(walk(root, 1) <= XML_NODES);
		resume_xml_take(root, "a/b");
		resume_xml_take_attr(resume_xml_find(root, "c"), "d");
		resume_xml_keep(&mem, root, &report);
	} else {
		assert(err.text[0]);
	}
	if (utf8_ok(text) && !memchr(data, '\0', size))
		check_escape(&mem, text);
	arena_free(&mem);
	return 0;
}
