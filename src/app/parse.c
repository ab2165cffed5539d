/* app/parse.c - see parse.h. */
#include "app/parse.h"

#include "app/house.h"

#include <errno.h>
#include <unistd.h>

const char *const app_parse_ocr[] = { "auto", "always", "never", NULL };

static bool read_bytes(struct call *c, const struct upload_file *f,
	struct str *out, struct err *err)
{
	size_t size = (size_t)f->size;
	char *to;

	*out = f->bytes.bytes;
	if (out->at)
		return true;
	to = arena_bytes(c->mem, size);
	for (size_t n = 0; n < size;) {
		ssize_t got = pread(f->bytes.fd, to + n, size - n,
			(off_t)(f->bytes.from + (int64_t)n));

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return err_set(err, ERR_BROKEN,
				"the body cannot be read again");
		n += (size_t)got;
	}
	*out = str_of(to, size);
	return true;
}

bool app_parse(struct call *c, const struct parse_ask *ask,
	const struct upload_file *file, struct parse_answer *out,
	struct err *err)
{
	const struct app_intake *intake = c->house->intake;
	struct str bytes;

	*out = (struct parse_answer){ 0 };
	if (!intake)
		return err_set(err, ERR_FEATURE_DISABLED,
			"files are not read here: the jail is not closed");
	return app_upload_fits(c, file, err) &&
	       read_bytes(c, file, &bytes, err) &&
	       intake->read(c, ask, file->name, bytes, out, err);
}
