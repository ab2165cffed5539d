/* cmd/spool.c - see spool.h. */
#include "cmd/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static bool trouble(struct err *err, const char *folder)
{
	return err_set(err, errno == ENOSPC ? ERR_FULL : ERR_BAD_INPUT,
		"the results do not fit into the folder '%s' (TMPDIR): %s",
		folder, strerror(errno));
}

/* Not /tmp, which may be memory. */
static const char *folder(void)
{
	const char *set = getenv("TMPDIR");

	return set && *set ? set : "/var/tmp";
}

static bool open_file(struct spool *s, struct err *err)
{
	char name[4096];
	int fd;

	if (s->fd)
		return true;
	snprintf(name, sizeof(name), "%s/vitae-XXXXXX", folder());
	fd = mkostemp(name, O_CLOEXEC);
	if (fd < 0)
		return trouble(err, folder());
	unlink(name);
	s->fd = fd;
	return true;
}

bool cmd_spool_put(struct spool *s, struct str text, struct spool_piece *out,
	struct err *err)
{
	*out = (struct spool_piece){ .len = text.len };
	if (s->held + text.len <= SPOOL_HELD) {
		out->at = mem_alloc(text.len + 1);
		memcpy(out->at, text.at, text.len);
		s->held += text.len;
		return true;
	}
	if (!open_file(s, err))
		return false;
	out->from = s->len;
	while (text.len) {
		ssize_t n = pwrite(s->fd, text.at, text.len, (off_t)s->len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return trouble(err, folder());
		s->len += (uint64_t)n;
		text = str_of(text.at + n, text.len - (size_t)n);
	}
	return true;
}

bool cmd_spool_get(struct spool *s, const struct spool_piece *p, struct buf *to,
	struct str *out, struct err *err)
{
	size_t done = 0;

	*out = str_of(p->at, p->len);
	if (p->at)
		return true;
	to->len = 0;
	if (!buf_need(to, p->len))
		return err_set(err, ERR_TOO_BIG, "a result is too long");
	while (done < p->len) {
		ssize_t n = pread(s->fd, to->at + done, p->len - done,
			(off_t)(p->from + done));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return trouble(err, folder());
		done += (size_t)n;
	}
	*out = str_of(to->at, p->len);
	return true;
}

void cmd_spool_drop(struct spool *s, struct spool_piece *p)
{
	if (p->at)
		s->held -= p->len;
	mem_free(p->at);
	p->at = NULL;
}

void cmd_spool_close(struct spool *s)
{
	if (s->fd)
		close(s->fd);
	*s = (struct spool){ 0 };
}
