/* app/file_export.c - a person's files go into their archive. See file.h. */
#include "app/file.h"

#include "base/zip.h"

#include <errno.h>
#include <unistd.h>

enum { PIECE = 64 * 1024, PATH_HEAD = 64 };

struct packing {
	struct call *call;
	struct zip *zip;
	struct arena mem; /* of one file */
	char *piece;
};

static bool may_stand(char c)
{
	return (unsigned char)c >= ' ' && c != 0x7f && !strchr("/\\:", c);
}

/* What its owner calls it may hold what no path may. */
static struct str path_of(struct arena *mem, const struct file *f)
{
	struct buf b;

	buf_init(&b, mem, PATH_HEAD + APP_FILE_NAME);
	buf_addf(&b, "files/%.*s/", STR_ARG(f->id));
	if (!f->name.len || *f->name.at == '.')
		buf_addc(&b, '_');
	for (size_t i = 0; i < f->name.len; i++)
		buf_addc(&b, may_stand(f->name.at[i]) ? f->name.at[i] : '_');
	return buf_str(&b);
}

static bool copy(
	struct packing *p, const struct file *f, int fd, struct err *err)
{
	for (int64_t at = 0; at < f->size;) {
		ssize_t n = pread(fd, p->piece, PIECE, (off_t)at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return err_set(err, ERR_BROKEN,
				"a stored file cannot be read");
		if (!zip_more(p->zip, str_of(p->piece, (size_t)n), err))
			return false;
		at += n;
	}
	return true;
}

static bool pack(void *with, const void *row, struct err *err)
{
	struct packing *p = with;
	const struct file *f = row;
	struct zip_entry entry = { .time_ms = f->created_at,
		.size_most = (uint64_t)f->size };
	bool ok;
	int fd;

	if (f->expires_at && f->expires_at <= p->call->now)
		return true;
	if (!app_file_open(p->call, f, &fd, err))
		return false;
	entry.name = path_of(&p->mem, f);
	ok = zip_begin(p->zip, &entry, err) && copy(p, f, fd, err) &&
	     zip_end(p->zip, err);
	close(fd);
	arena_reset(&p->mem);
	return ok;
}

bool app_file_export(struct call *c, struct zip *zip, struct err *err)
{
	struct packing p = {
		.call = c, .zip = zip, .piece = arena_bytes(c->mem, PIECE)
	};
	bool ok = store_file_each(c->db, c->who.id, pack, &p, err);

	arena_free(&p.mem);
	return ok;
}
