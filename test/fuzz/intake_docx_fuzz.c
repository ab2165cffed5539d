/* Word documents that people hand in, as archives and as their parts, one
 * behind the other with a zero between: whatever they say, the reader ends,
 * says why, or gives words that are text, at places that are numbers. */
#include "../office_packed.h"

#include "intake/docx.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct str pack(struct arena *mem, struct str parts)
{
	static const char *const names[] = { "word/document.xml",
		"word/styles.xml", "word/numbering.xml",
		"word/_rels/document.xml.rels", "word/header1.xml",
		"word/footnotes.xml", "word/settings.xml", "_rels/.rels",
		"[Content_Types].xml" };
	struct packed p;

	packed_open(&p, mem);
	for (size_t i = 0; i < LENGTH(names) && parts.len; i++)
		packed_part(&p, names[i], str_cut(&parts, '\0'));
	return packed_close(&p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str input = str_of((const char *)data, size);
	struct arena mem = { 0 };
	struct intake_doc doc;
	struct err err = { 0 };

	if (!str_starts(input, STR("PK")))
		input = pack(&mem, input);
	if (intake_docx(&mem, input, &doc, &err))
		packed_check(&mem, &doc);
	else {
		assert(err.code == ERR_UNTRUSTED || err.code == ERR_TOO_BIG);
		assert(*err.text && utf8_ok(str_c(err.text)));
	}
	arena_free(&mem);
	return 0;
}
