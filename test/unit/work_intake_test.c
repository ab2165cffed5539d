/* A file becomes a resume through the jail (INT-10): what a child does that
 * somebody took over harms nobody, and what it says is not believed. Here the
 * children are made up; test/cmd/parse_test.py has the real ones. */
#include "help.h"

#include "jails.h"
#include "work/intake.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define LIMITS .limits = { 256 << 20, 1 << 20, 2, 20000 }

enum { MOST = 1 << 20 };

/* ---- children ----------------------------------------------------------- */

/* The file of a request stands behind the first line end. */
static struct str file_in(int in, char *to, size_t room)
{
	size_t len = 0;
	ssize_t n;

	while ((n = read(in, to + len, room - len)) > 0)
		len += (size_t)n;
	for (size_t i = 0; i < len; i++)
		if (to[i] == '\n')
			return str_of(to + i + 1, len - i - 1);
	return STR("");
}

static int say(int out, struct str text)
{
	return write(out, text.at, text.len) != (ssize_t)text.len;
}

static const char good[] =
	"{\"format\":\"pdf\",\"scan\":false,\"mended\":true,\"pages\":[],"
	"\"unread\":[],\"resume\":{\"basics\":{\"name\":\"Ada\"}},"
	"\"traces\":[],\"left\":[]}";
static const char scan[] =
	"{\"format\":\"pdf\",\"scan\":true,\"mended\":false,\"pages\":["
	"{\"width\":1,\"height\":1,\"glyphs\":0,\"unknown\":0,\"icons\":0,"
	"\"pictures\":1,\"lines\":[]}],\"unread\":[0],\"traces\":[],"
	"\"left\":[]}";

/* Does what the file says. */
static int reads(int in, int out)
{
	static char bytes[1024];
	struct str file = file_in(in, bytes, sizeof(bytes));

	if (str_is(file, "good"))
		return say(out, str_c(good));
	if (str_is(file, "scan"))
		return say(out, str_c(scan));
	if (str_is(file, "refuse"))
		return say(out, STR("it is of no kind")), 1;
	if (str_is(file, "abort"))
		abort();
	if (str_is(file, "loop"))
		for (volatile unsigned i = 0;;)
			i++;
	if (str_is(file, "silent"))
		return 0;
	if (str_is(file, "no resume"))
		return say(out, STR("{\"format\":\"pdf\",\"scan\":false,"
				    "\"mended\":false,\"pages\":[],"
				    "\"unread\":[],\"traces\":[],"
				    "\"left\":[]}"));
	while (say(out, STR("{\"format\":\"pdf\",")) == 0)
		;
	return 0;
}

static const struct jail_kind kinds[] = {
	{ "intake", reads, LIMITS },
	{ .name = NULL },
};

void test_main_hook(int argc, char **argv)
{
	jail_child_main(argc, argv, kinds);
}

/* ---- asking ------------------------------------------------------------- */

struct told {
	char text[200];
	int percent;
	bool back; /* did it ever go back? */
};

static void hear(void *with, const struct work_intake_step *step)
{
	struct told *t = with;
	size_t len = strlen(t->text);

	snprintf(t->text + len, sizeof(t->text) - len, "%s ",
		work_intake_stages[step->stage]);
	t->back = t->back || step->percent < t->percent;
	t->percent = step->percent;
}

static struct err ask(struct jail *j, const char *name, const char *file,
	struct work_intake *out, struct told *told)
{
	const struct work_intake_ask ask = {
		.jail = j, .bytes_most = MOST, .step = hear, .with = told
	};
	struct err err = { 0 };

	*told = (struct told){ 0 };
	work_intake(&test_mem, &ask, str_c(name), str_c(file), out, &err);
	return err;
}

static void fails(
	struct jail *j, const char *file, enum err_code code, const char *says)
{
	struct work_intake got;
	struct told told;
	struct err err = ask(j, "cv.pdf", file, &got, &told);

	SAME_INT(err.code, code);
	if (!strstr(err.text, says))
		test_fail(__FILE__, __LINE__, "%s: '%s' does not say '%s'",
			file, err.text, says);
	err = ask(j, "cv.pdf", "good", &got, &told);
	OK_ERR(err.code == ERR_NONE, err);
}

TEST(a_file_becomes_a_resume)
{
	struct jail *j = jails_open(kinds, (struct jail_options){ 0 });
	struct work_intake got;
	struct told told;
	struct err err = ask(j, "cv.pdf", "good", &got, &told);

	NEED_ERR(err.code == ERR_NONE, err);
	SAME_STR(got.found.found.resume.basics.name, STR("Ada"));
	NEED(got.warnings.count == 1);
	OK(strstr(got.warnings.at[0].at, "damaged"));
	SAME_STR(str_c(told.text), STR("validating extracting parsing "));
	OK(!told.back);
	err = ask(j, "cv.png", "good", &got, &told);
	NEED_ERR(err.code == ERR_NONE, err);
	NEED(got.warnings.count == 2);
	SAME_STR(got.warnings.at[0], STR("its name says that it is a PNG "
					 "picture, but it is a PDF"));
	jail_close(j);
}

TEST(a_child_that_ends_badly_ends_alone)
{
	struct jail *j = jails_open(kinds, (struct jail_options){ 0 });

	fails(j, "refuse", ERR_UNTRUSTED,
		"the file could not be read: it is of no kind");
	fails(j, "abort", ERR_UNTRUSTED, "crashed");
	fails(j, "loop", ERR_UNTRUSTED, "computing");
	fails(j, "endless", ERR_UNTRUSTED, "more than 1048576 bytes");
	jail_close(j);
}

TEST(a_child_that_lies_is_not_believed)
{
	struct jail *j = jails_open(kinds, (struct jail_options){ 0 });

	fails(j, "silent", ERR_UNTRUSTED, "malformed");
	fails(j, "no resume", ERR_UNTRUSTED, "nothing came of the file");
	jail_close(j);
}

TEST(a_scan_is_an_error_where_pictures_are_not_read)
{
	struct jail *j = jails_open(kinds, (struct jail_options){ 0 });

	fails(j, "scan", ERR_NOT_BUILT, "pictures of text");
	jail_close(j);
}

TEST(what_is_too_big_meets_no_parser)
{
	struct jail *j = jails_open(kinds, (struct jail_options){ 0 });
	char *file = arena_alloc(&test_mem, MOST + 2);
	struct work_intake got;
	struct told told;
	struct err err;

	memset(file, 'x', MOST + 1);
	err = ask(j, "cv.pdf", file, &got, &told);
	SAME_INT(err.code, ERR_TOO_BIG);
	OK(strstr(err.text, "1.0 MB") && strstr(err.text, "MAX_UPLOAD_SIZE"));
	SAME_STR(str_c(told.text), STR("validating "));
	jail_close(j);
}

TEST(without_a_jail_no_file_is_read)
{
	struct work_intake got;
	struct told told;
	struct err err = ask(NULL, "cv.pdf", "good", &got, &told);

	SAME_INT(err.code, ERR_BROKEN);
	OK(strstr(err.text, "jail"));
}
