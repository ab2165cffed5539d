/* app/file.c - keeping and finding files of people. See file.h. */
#include "app/file.h"

#include "app/house.h"
#include "base/id.h"
#include "base/time.h"
#include "base/utf8.h"

#include <assert.h>
#include <errno.h>
#include <unistd.h>

enum { SUMMED_MS = MINUTE_MS };

static const char *const words[FILE_PURPOSES] = {
	[FILE_UPLOAD] = "upload",
	[FILE_ORIGINAL] = "original",
	[FILE_EXPORT] = "export",
};

/* ---- bytes -------------------------------------------------------------- */

bool app_file_put(struct call *c, const struct file_bytes *in,
	struct blob_id *out, struct err *err)
{
	struct blob_store *to = c->house->blobs;

	assert(!c->writing);
	return in->bytes.at ? blob_write(to, in->bytes, out, err)
			    : blob_write_fd(
				      to, in->fd, in->from, in->size, out, err);
}

bool app_file_open(
	struct call *c, const struct file *f, int *fd, struct err *err)
{
	return blob_open(c->house->blobs, f->blob, fd, err);
}

static bool read_all(int fd, char *to, size_t size, struct err *err)
{
	for (size_t n = 0; n < size;) {
		ssize_t got = pread(fd, to + n, size - n, (off_t)n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return err_set(err, ERR_BROKEN,
				"a stored file cannot be read: %s",
				got ? strerror(errno) : "it is shorter");
		n += (size_t)got;
	}
	return true;
}

bool app_file_bytes(struct call *c, const struct file *f, int64_t most,
	struct str *out, struct err *err)
{
	char *to;
	bool ok;
	int fd;

	if (f->size > most)
		return err_set(err, ERR_TOO_BIG, "the file is too big");
	if (!app_file_open(c, f, &fd, err))
		return false;
	to = arena_bytes(c->mem, (size_t)f->size + 1);
	ok = read_all(fd, to, (size_t)f->size, err);
	close(fd);
	to[f->size] = '\0';
	*out = str_of(to, (size_t)f->size);
	return ok;
}

/* ---- limits ------------------------------------------------------------- */

/* All files are many rows, so their sum is remembered for a while; what is
 * added here meanwhile is counted. */
static bool room_for_all(struct call *c, int64_t size, struct err *err)
{
	struct house_stored *s = &c->house->stored;
	int64_t most = c->house->settings->max_total_storage_gb << 30;
	int64_t now = time_mono_us() / 1000, at = s->summed_ms, sum;

	if (!at || now - at > SUMMED_MS) {
		if (!store_file_sum_all(c->db, &sum, err))
			return false;
		s->bytes = sum;
		s->summed_ms = now;
	}
	if (s->bytes + size > most)
		return err_set(err, ERR_FULL,
			"all files together would take more than %lld GB "
			"(MAX_TOTAL_STORAGE_GB)",
			(long long)(most >> 30));
	s->bytes += size;
	return true;
}

static bool room_for_one(struct call *c, int64_t size, struct err *err)
{
	int64_t most = c->house->settings->max_cv_storage_per_user_mb << 20;
	int64_t sum;

	if (!store_file_lock(c->db, c->who.id, err) ||
		!store_file_sum(c->db, c->who.id, &sum, err))
		return false;
	return sum + size <= most ||
	       err_set(err, ERR_CONFLICT,
		       "your files would take more than the %lld MB that one "
		       "person may keep (MAX_CV_STORAGE_PER_USER_MB): remove "
		       "some first",
		       (long long)(most >> 20));
}

/* ---- rows --------------------------------------------------------------- */

bool app_file_add(struct call *c, const struct file_new *in, struct file *out,
	struct err *err)
{
	*out = (struct file){
		.id = id_new(c->mem),
		.account_id = c->who.id,
		.purpose = str_c(words[in->purpose]),
		.document_id = in->document_id,
		.version = in->version,
		.name = utf8_fit(in->name, APP_FILE_NAME),
		.type = in->type.at ? in->type : STR(""),
		.size = in->size,
		.blob = str_copy(c->mem, blob_id_str(in->blob)),
		.about = in->about.at ? in->about : STR(""),
		.created_at = c->now,
		.expires_at = in->expires_at,
	};
	assert(out->about.len <= APP_FILE_ABOUT);
	return room_for_one(c, in->size, err) &&
	       room_for_all(c, in->size, err) &&
	       store_file_add(c->db, out, err);
}

static bool not_there(struct err *err)
{
	return err->code == ERR_NOT_FOUND
		       ? err_set(err, ERR_NOT_FOUND,
				 "there is no such file, or not any more")
		       : false;
}

bool app_file_get(
	struct call *c, struct str id, struct file *out, struct err *err)
{
	return store_file_get(c->db, c->who.id, id, c->now, out, err) ||
	       not_there(err);
}

bool app_file_find(struct call *c, enum file_purpose purpose,
	struct str document_id, struct file *out, bool *found, struct err *err)
{
	return store_file_find(c->db, c->who.id, str_c(words[purpose]),
		document_id, c->now, out, found, err);
}

bool app_file_expire(struct call *c, enum file_purpose purpose,
	struct str document_id, int64_t version, int64_t expires_at,
	struct err *err)
{
	return store_file_expire(c->db,
		&(struct file){ .account_id = c->who.id,
			.purpose = str_c(words[purpose]),
			.document_id = document_id,
			.version = version,
			.expires_at = expires_at },
		err);
}

bool app_file_drop(struct call *c, struct str id, struct err *err)
{
	return store_file_drop(c->db, c->who.id, id, err) || not_there(err);
}
