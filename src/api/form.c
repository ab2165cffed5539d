/*
 * api/form.c - a body that is a form with one file (`.file` of a route): taken
 * apart, and its file found. What is in the file is not looked at.
 */
#include "api/api_int.h"

#include "app/upload.h"
#include "base/code.h"
#include "base/hash.h"

#include <errno.h>
#include <unistd.h>

enum { FORM_MORE = 64 * 1024 /* what stands around the file */ };

/* ---- on the loop -------------------------------------------------------- */

bool api_form_plan(const struct visit *v, const struct http_req *req,
	struct http_plan *plan, struct err *err)
{
	struct str type = http_header_find(req, "content-type");

	plan->body_most = app_upload_most(v->api->house->settings) + FORM_MORE;
	plan->spool = true;
	return str_eq_nocase(str_trim(str_cut(&type, ';')),
		       STR("multipart/form-data")) ||
	       err_set(err, ERR_BAD_TYPE,
		       "send a form: 'multipart/form-data' with a part "
		       "'file'");
}

void api_form_too_big(const struct visit *v, struct err *err)
{
	app_upload_too_big(app_upload_most(v->api->house->settings), err);
}

/* ---- in a lane ---------------------------------------------------------- */

static bool find_file(const struct http_part *parts, int count,
	const struct http_part **out, struct err *err)
{
	*out = NULL;
	for (int i = 0; i < count; i++) {
		if (!str_is(parts[i].name, "file"))
			continue;
		if (*out)
			return err_field(err, "/file",
				"comes twice: send one file at a time");
		*out = &parts[i];
	}
	if (!*out)
		return err_field(err, "/file",
			"is missing: send the file as the part 'file' of the "
			"form");
	return (*out)->file_name.at ||
	       err_field(
		       err, "/file", "is no file: its part needs a 'filename'");
}

/* Two forms with the same file are the same request, whatever stands between
 * their parts. */
static bool digest(struct visit *v, const struct api_file *f, struct err *err)
{
	unsigned char sum[HASH_SHA256_SIZE];
	struct hash h;
	char piece[16 * 1024];
	int64_t at = 0;

	hash_begin(&h);
	hash_more(&h, f->name);
	hash_more(&h, STR("\n"));
	hash_more(&h, f->bytes);
	while (!f->bytes.at && at < f->size) {
		int64_t left = f->size - at;
		ssize_t n = pread(f->fd, piece,
			left < (int64_t)sizeof(piece) ? (size_t)left
						      : sizeof(piece),
			(off_t)(f->from + at));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return err_set(err, ERR_BROKEN,
				"the body cannot be read again");
		hash_more(&h, str_of(piece, (size_t)n));
		at += n;
	}
	hash_end(&h, sum);
	v->once.body =
		str_copy(v->call.mem, str_of((const char *)sum, sizeof(sum)));
	return true;
}

bool api_form_read(struct visit *v, const struct http_req *req, struct err *err)
{
	struct http_part *parts =
		ARENA_LIST(req->mem, struct http_part, HTTP_PARTS_MAX);
	struct api_file *f = ARENA_NEW(req->mem, struct api_file);
	const struct http_part *part;
	int count;

	if (!http_parts_read(req, parts, &count, err) ||
		!find_file(parts, count, &part, err))
		return false;
	*f = (struct api_file){ .name = part->file_name,
		.type = part->type.at ? part->type : STR(""),
		.bytes = req->body_fd < 0 ? part->bytes : STR_NONE,
		.fd = req->body_fd,
		.from = part->at,
		.size = part->size };
	v->ask.file = f;
	return !v->has_once || digest(v, f, err);
}
