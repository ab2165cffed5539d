/* OpenDocument texts that people hand in: as archives, as one XML file, and as
 * two parts with a zero between. What holds is in office_packed.h. */
#include "../office_packed.h"

#include "intake/odt.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct str pack(struct arena *mem, struct str parts)
{
	struct packed p;

	packed_open(&p, mem);
	packed_part(&p, "content.xml", str_cut(&parts, '\0'));
	packed_part(&p, "styles.xml", str_cut(&parts, '\0'));
	if (parts.len)
		packed_part(&p, "META-INF/manifest.xml", parts);
	return packed_close(&p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str input = str_of((const char *)data, size);
	struct arena mem = { 0 };
	struct intake_doc doc;
	struct err err = { 0 };

	if (size && memchr(data, '\0', size) && !str_starts(input, STR("PK")))
		input = pack(&mem, input);
	if (intake_odt(&mem, input, &doc, &err))
		packed_check(&mem, &doc);
	else {
		assert(err.code == ERR_UNTRUSTED || err.code == ERR_TOO_BIG);
		assert(*err.text && utf8_ok(str_c(err.text)));
	}
	arena_free(&mem);
	return 0;
}
