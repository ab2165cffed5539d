/* Archives that we write: any names and contents are refused, or lie in an
 * archive that cannot lead anybody out of the folder it is unpacked in. */
#include "base/utf8.h"
#include "base/zip.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool keep(void *to, struct str bytes, struct err *err)
{
	(void)err;
	buf_add(to, bytes);
	return true;
}

static void harmless(struct str name)
{
	struct str rest = name;

	assert(name.len && name.len <= ZIP_NAME_MOST && utf8_ok(name));
	assert(*name.at != '/' && !memchr(name.at, '\\', name.len) &&
		!memchr(name.at, '\0', name.len));
	do {
		struct str part = str_cut(&rest, '/');

		assert(part.len && !str_is(part, ".") && !str_is(part, ".."));
	} while (rest.len);
}

static int count_of(struct str archive, const char *mark)
{
	int n = 0;

	for (size_t i = 0; i + 4 <= archive.len; i++)
		n += !memcmp(archive.at + i, mark, 4);
	return n;
}

/* A name a line, its content behind a tab. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 };
	struct str rest = str_of((const char *)data, size);
	struct err err = { 0 };
	struct buf out;
	struct zip z;
	uint64_t added = 0;

	buf_init(&out, &mem, 16 << 20);
	zip_init(&z, &mem, keep, &out);
	while (rest.len) {
		struct str content = str_cut(&rest, '\n'),
			   name = str_cut(&content, '\t');

		if (zip_add(&z, &(struct zip_entry){ .name = name }, content,
			    &err)) {
			harmless(name);
			added++;
		} else {
			assert(err.code == ERR_BAD_INPUT);
		}
	}
	assert(z.count == added && zip_close(&z, &err) && buf_ok(&out));
	/* contents may hold the marks too, so: as many at least */
	assert(count_of(buf_str(&out), "PK\001\002") >= (int)added);
	assert(count_of(buf_str(&out), "PK\005\006") >= 1);
	arena_free(&mem);
	return 0;
}
