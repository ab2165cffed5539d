/* cmd/source.c - see source.h. */
#include "cmd/source.h"

#include "base/utf8.h"
#include "cmd/file.h"
#include "match/page.h"
#include "match/posting.h"
#include "resume/charset.h"
#include "resume/convert.h"
#include "work/ocr.h"

#include <ctype.h>

enum {
	NEAR = 4096,     /* bytes that tell text from other files */
	TOP = 1024,      /* where a resume says how to reach its owner */
	RULE = 78,       /* signs of one, in our own plain text */
	RESUME_SURE = 20 /* of 100: what postings never look like */
};

/* ---- the jail ----------------------------------------------------------- */

void cmd_sources_open(
	struct cmd_sources *out, const struct settings *s, int at_once)
{
	*out = (struct cmd_sources){ .settings = s,
		.bytes_most = (size_t)s->max_upload_size,
		.at_once = at_once };
	if (s->max_file_upload_size_mb)
		out->bytes_most = (size_t)s->max_file_upload_size_mb << 20;
	pthread_mutex_init(&out->lock, NULL);
}

void cmd_sources_close(struct cmd_sources *s)
{
	work_ocr_free(s->ocr);
	work_jail_close(&s->jail);
	pthread_mutex_destroy(&s->lock);
}

/* By the first who needs it; who comes later has the same answer. */
static bool open_jail(struct cmd_sources *s, struct err *err)
{
	bool ok;

	pthread_mutex_lock(&s->lock);
	if (!s->tried && work_jail_open_alone(
				 &s->jail, s->settings, s->at_once, &s->err))
		s->ocr = work_ocr_new(s->settings);
	s->tried = true;
	ok = s->jail.jail != NULL;
	pthread_mutex_unlock(&s->lock);
	if (!ok)
		*err = s->err;
	return ok;
}

static bool read_in_jail(struct cmd_sources *s, struct arena *mem,
	const char *path, struct str bytes, bool lines, struct work_intake *out,
	struct err *err)
{
	struct work_intake_ask ask = { .mode = INTAKE_OCR_AUTO,
		.lines = lines,
		.bytes_most = s->bytes_most };

	if (!open_jail(s, err))
		return false;
	ask.jail = s->jail.jail;
	ask.ocr = s->ocr;
	return work_intake(mem, &ask, cmd_file_name(path), bytes, out, err);
}

static bool read_file(struct cmd_sources *s, struct arena *mem,
	const char *path, struct str *out, struct err *err)
{
	if (cmd_file_read(mem, path, s->bytes_most, out, err))
		return true;
	return err->code == ERR_TOO_BIG
		       ? work_intake_too_big(s->bytes_most, err)
		       : false;
}

/* ---- what some bytes are ------------------------------------------------ */

static bool is_utf16(struct str s)
{
	return str_starts(s, STR("\xff\xfe")) || str_starts(s, STR("\xfe\xff"));
}

/* Text that is no document of some program. */
static bool is_text(struct str s)
{
	static const struct str magic[] = { { "%PDF", 4 }, { "PK\3\4", 4 },
		{ "{\\rtf", 5 }, { "\xd0\xcf\x11\xe0", 4 }, { "\x89PNG", 4 },
		{ "\xff\xd8\xff", 3 }, { "GIF8", 4 }, { "RIFF", 4 },
		{ "BM", 2 }, { "II*", 3 }, { "MM", 2 } };
	size_t near = s.len < NEAR ? s.len : NEAR;

	if (is_utf16(s))
		return true;
	for (size_t i = 0; i < LENGTH(magic); i++)
		if (str_starts(s, magic[i]) &&
			(magic[i].len > 3 || !utf8_ok(s) ||
				memchr(s.at, '\0', near)))
			return false;
	for (size_t i = 0; i < near; i++)
		if ((unsigned char)s.at[i] < 32 &&
			!strchr("\t\n\v\f\r", s.at[i]))
			return false;
	return !memchr(s.at, '\0', near);
}

static struct str without_blanks(struct str s)
{
	while (s.len && isspace((unsigned char)*s.at))
		s = str_of(s.at + 1, s.len - 1);
	return s;
}

static bool is_json(struct str s)
{
	s = without_blanks(s);
	return s.len && (*s.at == '{' || *s.at == '[');
}

/* Before any of it is read; pages, whose scripts may be long, and pictures
 * within data are not counted. */
static bool is_short(struct str bytes, const char *what, struct err *err)
{
	size_t most = is_utf16(bytes) ? 2 * POSTING_BYTES : POSTING_BYTES;

	return bytes.len <= most || !is_text(bytes) || posting_page_is(bytes) ||
	       (is_json(bytes) && memmem(bytes.at, bytes.len, ";base64,", 8)) ||
	       err_set(err, ERR_TOO_BIG,
		       "the %s has %zu bytes; at most %zu are read", what,
		       bytes.len, most);
}

static struct str to_text(struct arena *mem, struct str bytes)
{
	enum resume_charset was;

	return resume_charset_lines(mem, resume_charset_read(mem, bytes, &was));
}

/* ---- resumes ------------------------------------------------------------ */

static void note_resume(struct cmd_resume *out, struct str say)
{
	if (out->note_count < LENGTH(out->notes))
		out->notes[out->note_count++] = say;
}

static bool jailed_resume(struct cmd_sources *s, struct arena *mem,
	const char *path, struct str bytes, struct cmd_resume *out,
	struct err *err)
{
	struct work_intake *got = ARENA_NEW(mem, struct work_intake);

	out->document = true;
	if (!read_in_jail(s, mem, path, bytes, false, got, err))
		return false;
	for (size_t i = 0; i < got->warnings.count; i++)
		note_resume(out, got->warnings.at[i]);
	out->resume = got->found.found.resume;
	out->read = &got->found;
	return true;
}

/* A rule under each heading, as Vitae's own plain text has them: what it wrote
 * is read back by its rules. */
static bool is_ours(struct str bytes)
{
	size_t run = 0;

	for (size_t i = 0; i < bytes.len && run < RULE; i++)
		run = bytes.at[i] == '-' ? run + 1 : 0;
	return run == RULE;
}

/* Data may have tags in its texts, and is no page for that. Plain text of
 * people has no format: the parser reads it, where the jail can be closed. */
static bool is_data(
	struct cmd_sources *s, struct arena *mem, struct resume_source source)
{
	const struct resume_format *format;
	struct err ignored;

	if (is_text(source.bytes) && is_json(source.bytes))
		return true;
	if (is_text(source.bytes) && posting_page_is(source.bytes))
		return false;
	format = resume_format_guess(mem, source);
	if (!format || strcmp(format->name, "text") != 0 ||
		is_ours(source.bytes))
		return format;
	return !open_jail(s, &ignored);
}

bool cmd_read_resume(struct cmd_sources *s, struct arena *mem, const char *path,
	struct cmd_resume *out, struct err *err)
{
	struct resume_source source = { .name = cmd_file_name(path) };
	bool ok;

	*out = (struct cmd_resume){ .report = { .mem = mem } };
	if (!read_file(s, mem, path, &source.bytes, err))
		return false;
	out->bytes = source.bytes;
	if (!without_blanks(source.bytes).len)
		return err_set(err, ERR_BAD_INPUT,
			"%s: the resume is empty: there is nothing in it",
			path);
	if (!is_short(source.bytes, "resume", err))
		ok = false;
	else if (is_data(s, mem, source))
		ok = resume_import(
			mem, source, &out->resume, &out->report, err);
	else
		ok = jailed_resume(s, mem, path, source.bytes, out, err);
	return ok || err_in(err, "%s", path);
}

/* ---- postings ----------------------------------------------------------- */

static void note(struct cmd_posting *out, struct str say)
{
	if (out->note_count < LENGTH(out->notes))
		out->notes[out->note_count++] = say;
}

#define IS_RESUME                                                            \
	STR("this looks like a resume, not like a posting: it is scored as " \
	    "if it were one")

/* A resume as data has the text that people would read. */
static bool resume_text(struct arena *mem, struct resume_source source,
	struct cmd_posting *out, struct err *err)
{
	struct resume_report report = { .mem = mem };
	struct resume r;
	struct buf b;

	buf_init(&b, mem, POSTING_BYTES);
	if (!resume_import(mem, source, &r, &report, err) ||
		!resume_format_find(STR("markdown"))
			 ->write(mem, &r, &b, &report, err))
		return false;
	out->text = buf_str(&b);
	note(out, IS_RESUME);
	return true;
}

static bool jailed_text(struct cmd_sources *s, struct arena *mem,
	const char *path, struct str bytes, struct cmd_posting *out,
	struct err *err)
{
	struct work_intake got;

	if (!read_in_jail(s, mem, path, bytes, true, &got, err))
		return false;
	for (size_t i = 0; i < got.warnings.count; i++)
		note(out, got.warnings.at[i]);
	out->text = cmd_source_lines(mem, &got.found.doc);
	return true;
}

/* A JobPosting, or a resume that was taken for one. */
static bool json_text_of(struct cmd_sources *s, struct arena *mem,
	const char *path, struct str bytes, struct cmd_posting *out,
	struct err *err)
{
	struct resume_source source = { bytes, cmd_file_name(path), NULL };
	struct err ignored;
	struct str page;

	if (!json_parse(mem, bytes, &source.doc, err))
		return err_in(err, "this looks like JSON");
	if (posting_page_of(mem, source.doc, &page))
		return jailed_text(s, mem, path, page, out, err);
	if (resume_format_guess(mem, source) &&
		resume_text(mem, source, out, &ignored) &&
		without_blanks(out->text).len)
		return true;
	return err_set(err, ERR_BAD_TYPE,
		"this is JSON, but neither a JobPosting nor an object with "
		"\"title\" and \"description\": give the posting's text");
}

static bool web_text(struct cmd_sources *s, struct arena *mem, const char *path,
	struct str bytes, struct cmd_posting *out, struct err *err)
{
	/* pages in other encodings say which; cut they would not */
	if (utf8_ok(bytes))
		bytes = posting_page_cut(mem, bytes);
	return jailed_text(s, mem, path, bytes, out, err);
}

/* A text that resumes are read from. Most postings have no address of mail at
 * their top, and are not looked at further. */
static bool is_resume(struct arena *mem, struct str text)
{
	struct resume_source source = { text, STR("posting.txt"), NULL };

	return text.len &&
	       memchr(text.at, '@', text.len < TOP ? text.len : TOP) &&
	       resume_format_find(STR("text"))->sniff(mem, source) >=
		       RESUME_SURE;
}

static bool read_posting(struct cmd_sources *s, struct arena *mem,
	const char *path, struct str bytes, struct cmd_posting *out,
	struct err *err)
{
	if (!is_text(bytes))
		return jailed_text(s, mem, path, bytes, out, err);
	if (!is_utf16(bytes) && is_json(bytes))
		return json_text_of(s, mem, path, bytes, out, err);
	if (!is_utf16(bytes) && posting_page_is(bytes))
		return web_text(s, mem, path, bytes, out, err);
	out->text = to_text(mem, bytes);
	if (is_resume(mem, out->text))
		note(out, IS_RESUME);
	return true;
}

bool cmd_read_posting(struct cmd_sources *s, struct arena *mem,
	const char *path, struct cmd_posting *out, struct err *err)
{
	struct str bytes;

	*out = (struct cmd_posting){ 0 };
	return read_file(s, mem, path, &bytes, err) &&
	       ((is_short(bytes, "posting", err) &&
			read_posting(s, mem, path, bytes, out, err)) ||
		       err_in(err, "%s", path));
}
