/* Settings: any file and any flags are taken or refused with the line that
 * is wrong; what was taken, written as a file again, reads the same; no
 * secret is shown. */
#include "base/settings.h"

#include <assert.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FLAGS_MOST = 16 };

static bool read_file(struct arena *mem, struct str text,
	struct settings_source *source, struct settings_read *out,
	struct err *err)
{
	int fd = memfd_create("settings", MFD_CLOEXEC);
	bool ok;

	assert(fd >= 0 && write(fd, text.at, text.len) == (ssize_t)text.len);
	source->file = str_fmt(mem, "/proc/self/fd/%d", fd).at;
	ok = settings_read(mem, source, out, err);
	close(fd);
	return ok;
}

/* As a file, quoted: secrets are not shown and keep their defaults. */
static struct str write_file(struct arena *mem, const struct settings_read *s)
{
	struct buf b;

	buf_init(&b, mem, 1 << 20);
	for (size_t i = 0; i < s->count; i++)
		if (!s->views[i].secret)
			buf_addf(&b, "%s=\"%.*s\"\n", s->views[i].name,
				STR_ARG(s->views[i].now));
		else
			assert(!s->views[i].now.len ||
				str_is(s->views[i].now, "(set)"));
	return buf_str(&b);
}

static void again(struct arena *mem, const struct settings_read *first)
{
	struct settings_source source = { .file = NULL };
	struct settings_read second;
	struct err err;

	assert(read_file(mem, write_file(mem, first), &source, &second, &err));
	assert(first->count == second.count);
	for (size_t i = 0; i < first->count; i++)
		assert(first->views[i].secret ||
			str_eq(first->views[i].now, second.views[i].now));
}

/* What lies behind a form feed are flags, one a line. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 };
	struct str flags = str_of((const char *)data, size),
		   file = str_cut(&flags, '\f');
	char *argv[FLAGS_MOST + 1];
	struct settings_source source = { .argv = argv };
	struct settings_read out;
	struct err err = { 0 };

	while (flags.len && source.argc < FLAGS_MOST) {
		const char *flag = str_copy(&mem, str_cut(&flags, '\n')).at;

		/* it names a file of this machine */
		if (strncmp(flag, "--config", 8) != 0)
			argv[source.argc++] = (char *)(uintptr_t)flag;
	}
	argv[source.argc] = NULL;
	if (read_file(&mem, file, &source, &out, &err))
		again(&mem, &out);
	else
		assert(err.code == ERR_BAD_INPUT && *err.text);
	arena_free(&mem);
	return 0;
}
