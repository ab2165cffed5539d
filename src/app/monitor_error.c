/*
 * app/monitor_error.c - what an unexpected error looks like: its trace in
 * words, and the fingerprint that puts equal ones together.
 */
#include "app/monitor_int.h"

#include "app/errors.h"
#include "base/code.h"
#include "base/hash.h"
#include "base/id.h"

#include <dlfcn.h>

enum { FINGERPRINT = 16, FRAMES = 3 };

/* "store_job_add+0x1c", or where in which file when it has no name. */
static void add_frame(struct buf *out, void *at)
{
	Dl_info info = { 0 };

	if (!dladdr(at, &info) || !info.dli_fname)
		buf_addf(out, "%p", at);
	else if (info.dli_sname)
		buf_addf(out, "%s+0x%lx", info.dli_sname,
			(unsigned long)((char *)at - (char *)info.dli_saddr));
	else
		buf_addf(out, "%s+0x%lx",
			strrchr(info.dli_fname, '/')
				? strrchr(info.dli_fname, '/') + 1
				: info.dli_fname,
			(unsigned long)((char *)at - (char *)info.dli_fbase));
}

/* The sentence without what changes from time to time: numbers, and what
 * stands in quotes. */
static struct str title_of(struct arena *mem, struct str text)
{
	struct buf out;
	bool quoted = false;

	buf_init(&out, mem, 512);
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		if (c == '\'') {
			quoted = !quoted;
			if (quoted)
				buf_add(&out, STR("'...'"));
		} else if (!quoted && c >= '0' && c <= '9') {
			if (!out.len || out.at[out.len - 1] != '#')
				buf_addc(&out, '#');
		} else if (!quoted) {
			buf_addc(&out, c);
		}
	}
	return buf_str(&out);
}

static struct str fingerprint_of(
	struct call *c, const struct error_note *n, struct str title)
{
	unsigned char digest[HASH_SHA256_SIZE];
	struct buf what;

	buf_init(&what, c->mem, 4096);
	buf_addf(&what, "%s\n%.*s\n", n->context, STR_ARG(title));
	/* the first frame is err_set itself */
	for (int i = 1; i < n->trace_count && i <= FRAMES; i++) {
		add_frame(&what, n->trace[i]);
		buf_addc(&what, '\n');
	}
	hash_sha256(buf_str(&what), digest);
	return code_text(c->mem, CODE_HEX, str_of((char *)digest, FINGERPRINT));
}

static struct str metadata_of(struct arena *mem, const struct error_note *n)
{
	struct json_out out;
	struct buf b;

	buf_init(&b, mem, 1024);
	out = json_begin(&b, JSON_COMPACT);
	json_object(&out);
	json_put_text(json_key(&out, "method"), str_c(n->method));
	json_end(&out);
	return buf_str(&b);
}

bool app_monitor_write_error(struct call *c, const void *note, struct err *err)
{
	const struct error_note *n = note;
	struct str title = title_of(c->mem, str_c(n->text));
	struct str fingerprint = fingerprint_of(c, n, title);
	struct error_group group = { fingerprint, title, str_c(n->context),
		n->critical, STR("open"), 1, n->at, n->at };
	struct buf trace;

	buf_init(&trace, c->mem, 8192);
	for (int i = 1; i < n->trace_count; i++) {
		add_frame(&trace, n->trace[i]);
		buf_addc(&trace, '\n');
	}
	return store_error_add_group(c->db, &group, err) &&
	       store_error_add_event(c->db,
		       &(struct error_event){
			       .id = id_new(c->mem),
			       .fingerprint = fingerprint,
			       .at = n->at,
			       .message = str_c(n->text),
			       .account_id = str_c(n->account_id),
			       .request_id = str_c(n->request_id),
			       .path = str_c(n->path),
			       .metadata = metadata_of(c->mem, n),
			       .trace = trace.at ? buf_str(&trace) : STR(""),
		       },
		       err) &&
	       app_errors_report_later(c, fingerprint, err);
}
