/*
 * test/unit/zip_test.c - archives are read back by other people's readers
 * (unzip and Python, where they are installed) and by our own eyes: every
 * record is found where another says that it is.
 */
#include "test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/time.h"
#include "base/zip.h"

static const int64_t noon_ms = INT64_C(1768996800000); /* 2026-01-21T12:00Z */

struct sink {
	struct buf out;
	int calls, fail_at;
};

static bool sink_write(void *to, struct str bytes, struct err *err)
{
	struct sink *s = to;

	if (++s->calls == s->fail_at)
		return err_set(err, ERR_FULL, "no room");
	buf_add(&s->out, bytes);
	return true;
}

static struct zip start(struct sink *s)
{
	struct zip z;

	*s = (struct sink){ .calls = 0 };
	buf_init(&s->out, &test_mem, 64 << 20);
	zip_init(&z, &test_mem, sink_write, s);
	return z;
}

static uint64_t number(struct str s, size_t at, int bytes)
{
	uint64_t n = 0;

	for (int i = bytes; i-- > 0;)
		n = n << 8 | (unsigned char)s.at[at + (size_t)i];
	return n;
}

/* ---- readers ------------------------------------------------------------ */

static char file[64];

static bool put_file(struct str bytes)
{
	int fd;
	bool ok;

	snprintf(file, sizeof(file), "/tmp/vitae-zip-XXXXXX");
	fd = mkstemp(file);
	ok = fd >= 0 && write(fd, bytes.at, bytes.len) == (ssize_t)bytes.len;
	return close(fd) == 0 && ok;
}

/* What a command says about the file; NULL: the command is not here. */
static const char *ask(const char *tool, const char *command)
{
	static char said[4096];
	char line[1024];
	size_t n;
	FILE *p;

	snprintf(line, sizeof(line), "command -v %s >/dev/null 2>&1", tool);
	if (system(line) != 0) {
		printf("    (no %s here)\n", tool);
		return NULL;
	}
	snprintf(line, sizeof(line), "F='%s'; export F; %s", file, command);
	p = popen(line, "r");
	if (!p)
		return NULL;
	n = fread(said, 1, sizeof(said) - 1, p);
	said[n] = '\0';
	pclose(p);
	return said;
}

static void readers_agree(struct str archive)
{
	const char *said;

	NEED(put_file(archive));
	said = ask("unzip", "unzip -tq \"$F\" 2>&1; echo \"=$?\"");
	OK(!said || strstr(said, "=0"));
	said = ask("python3", "python3 -c 'import os,zipfile\n"
			      "z=zipfile.ZipFile(os.environ[\"F\"])\n"
			      "print(z.testzip(), len(z.namelist()))' 2>&1");
	OK(!said || !strncmp(said, "None ", 5));
	unlink(file);
}

/* ---- the tests ---------------------------------------------------------- */

static bool three_entries(struct zip *z, struct err *err)
{
	static const char zeros[200000];
	struct zip_entry a = { STR("mimetype"), noon_ms, 0, true },
			 b = { STR("f\303\274r/\346\226\207.txt"), noon_ms, 0,
				 false },
			 c = { STR("stream.bin"), noon_ms, 300000, false };

	return zip_add(z, &a, STR("application/x"), err) &&
	       zip_add(z, &b, str_of(zeros, sizeof(zeros)), err) &&
	       zip_begin(z, &c, err) && zip_more(z, STR("head"), err) &&
	       zip_more(z, str_of(zeros, sizeof(zeros)), err) &&
	       zip_end(z, err) && zip_close(z, err);
}

TEST(other_readers_find_what_was_put_in)
{
	struct err err = { 0 };
	struct sink s;
	struct zip z = start(&s);
	const char *said;

	NEED_ERR(three_entries(&z, &err), err);
	OK(buf_ok(&s.out));
	SAME_INT(z.offset, s.out.len);
	readers_agree(buf_str(&s.out));
	NEED(put_file(buf_str(&s.out)));
	said = ask("python3",
		"PYTHONIOENCODING=utf-8 python3 -c 'import os,zipfile\n"
		"z=zipfile.ZipFile(os.environ[\"F\"])\n"
		"for i in z.infolist():\n"
		"  d=z.read(i)\n"
		"  "
		"print(i.filename,i.date_time[:4],i.compress_type,len(d),d[:4])"
		"' 2>&1");
	if (said)
		SAME_STR(str_c(said),
			STR("mimetype (2026, 1, 21, 12) 0 13 b'appl'\n"
			    "f\303\274r/\346\226\207.txt (2026, 1, 21, 12) 8 "
			    "200000 b'\\x00\\x00\\x00\\x00'\n"
			    "stream.bin (2026, 1, 21, 12) 8 200004 b'head'\n"));
	unlink(file);
}

TEST(an_entry_packed_elsewhere_is_read_like_any_other)
{
	/* one stored block (RFC 1951, 3.2.4), the last */
	static const char stored[] = "\1\5\0\372\377hello";
	struct zip_packed packed = {
		.packed = str_of(stored, sizeof(stored) - 1),
		.size = 5,
		.crc = hash_crc32(0, STR("hello")),
	};
	struct zip_entry a = { STR("a"), noon_ms, 0, false }, b = a;
	struct err err = { 0 };
	struct sink s;
	struct zip z = start(&s);

	b.name = STR("b");
	NEED_ERR(zip_add_packed(&z, &a, &packed, &err), err);
	NEED_ERR(zip_add(&z, &b, STR("world"), &err), err);
	OK(!zip_add_packed(&z, &a, &packed, &err));
	SAME_INT(err.code, ERR_BAD_INPUT);
	NEED_ERR(zip_close(&z, &err), err);
	SAME_INT(number(buf_str(&s.out), 8, 2), 8); /* deflated */
	readers_agree(buf_str(&s.out));
}

TEST(each_record_stands_where_the_directory_says)
{
	struct err err = { 0 };
	struct sink s;
	struct zip z = start(&s);
	struct str a;
	size_t end, at;

	NEED_ERR(three_entries(&z, &err), err);
	a = buf_str(&s.out);
	end = a.len - 22;
	SAME_INT(number(a, end, 4), 0x06054b50);
	SAME_INT(number(a, end + 10, 2), 3);
	at = number(a, end + 16, 4);
	SAME_INT(at + number(a, end + 12, 4), end);
	for (int i = 0; i < 3; i++) {
		size_t local = number(a, at + 42, 4);

		SAME_INT(number(a, at, 4), 0x02014b50);
		SAME_INT(number(a, local, 4), 0x04034b50);
		OK(number(a, local + 6, 2) & 1 << 11); /* UTF-8 */
		SAME_INT(number(a, local + 26, 2), number(a, at + 28, 2));
		SAME_INT(number(a, local + 28, 2), 0); /* no extra field */
		at += 46 + number(a, at + 28, 2) + number(a, at + 30, 2);
	}
	SAME_INT(at, end);
	/* OpenDocument: the type can be read at a fixed place */
	SAME_STR(str_of(a.at + 30, 21), STR("mimetypeapplication/x"));
}

TEST(the_same_calls_give_the_same_bytes)
{
	struct err err = { 0 };
	struct sink s, t;
	struct zip y = start(&s), z = start(&t);

	NEED_ERR(three_entries(&y, &err), err);
	NEED_ERR(three_entries(&z, &err), err);
	SAME_STR(buf_str(&s.out), buf_str(&t.out));
}

TEST(names_that_would_leave_the_folder_are_refused)
{
	static const char long_name[ZIP_NAME_MOST + 1] = { 'x' };
	const struct str bad[] = { STR(""), STR("/etc/passwd"), STR(".."),
		STR("../a"), STR("a/../b"), STR("a/.."), STR("a//b"),
		STR("./a"), STR("a/."), STR("a/"), STR("a\\b"), STR("C:a"),
		STR("c:/a"), STR("a\nb"), STR("a\0b"), STR("\377"),
		STR("a\300\257b"), STR("a\177"),
		str_of(long_name, sizeof(long_name)) };
	const struct str good[] = { STR("a"), STR("..."), STR("..a/b.."),
		STR("a b"), STR("1: x"), STR("ab:c/d") };
	struct sink s;
	struct zip z = start(&s);

	for (size_t i = 0; i < LENGTH(bad); i++) {
		struct zip_entry e = { .name = bad[i] };
		struct err err = { 0 };

		OK(!zip_add(&z, &e, STR("x"), &err));
		SAME_INT(err.code, ERR_BAD_INPUT);
		OK(z.offset == 0);
	}
	for (size_t i = 0; i < LENGTH(good); i++) {
		struct zip_entry e = { .name = good[i] };
		struct err err = { 0 };

		OK_ERR(zip_add(&z, &e, STR("x"), &err), err);
	}
}

TEST(a_name_is_taken_once)
{
	struct zip_entry e = { .name = STR("cv.pdf") };
	struct err err = { 0 };
	struct sink s;
	struct zip z = start(&s);

	OK_ERR(zip_add(&z, &e, STR("one"), &err), err);
	OK(!zip_add(&z, &e, STR("two"), &err));
	SAME_INT(err.code, ERR_BAD_INPUT);
}

TEST(content_that_does_not_get_smaller_is_stored)
{
	unsigned char noise[5000];
	struct zip_entry e = { .name = STR("noise") };
	struct err err = { 0 };
	struct sink s;
	struct zip z = start(&s);

	hash_random(noise, sizeof(noise));
	NEED_ERR(zip_add(&z, &e, str_of((char *)noise, sizeof(noise)), &err),
		err);
	SAME_INT(number(buf_str(&s.out), 8, 2), 0);
	SAME_INT(z.offset, 30 + 5 + sizeof(noise));
	OK_ERR(zip_close(&z, &err), err);
	readers_agree(buf_str(&s.out));
}

TEST(noise_in_pieces_comes_back_whole)
{
	const size_t size = 10 << 20;
	char *noise = arena_bytes(&test_mem, size);
	struct zip_entry a = { .name = STR("at hand") },
			 b = { .name = STR("stored"), .store = true },
			 c = { .name = STR("as it is"),
				 .size_most = size,
				 .store = true };
	struct err err = { 0 };
	struct sink s;
	struct zip z = start(&s);

	hash_random(noise, size);
	z.level = 1;
	NEED_ERR(zip_add(&z, &a, str_of(noise, size), &err) &&
			 zip_add(&z, &b, str_of(noise, size), &err) &&
			 zip_begin(&z, &c, &err),
		err);
	for (size_t at = 0; at < size; at += 100 * 1024)
		NEED_ERR(zip_more(&z,
				 str_of(noise + at, size - at < 102400
							    ? size - at
							    : 102400),
				 &err),
			err);
	NEED_ERR(zip_end(&z, &err) && zip_close(&z, &err), err);
	NEED(buf_ok(&s.out));
	readers_agree(buf_str(&s.out));
}

TEST(an_entry_that_outgrows_its_word_is_refused)
{
	struct zip_entry e = { .name = STR("log"), .size_most = 10 };
	struct err err = { 0 };
	struct sink s;
	struct zip z = start(&s);

	NEED_ERR(zip_begin(&z, &e, &err), err);
	OK_ERR(zip_more(&z, STR("0123456789"), &err), err);
	OK(!zip_more(&z, STR("x"), &err));
	SAME_INT(err.code, ERR_TOO_BIG);
}

TEST(a_writer_that_fails_ends_the_archive_at_every_step)
{
	struct sink s;
	int calls;

	{
		struct err err = { 0 };
		struct zip z = start(&s);

		NEED_ERR(three_entries(&z, &err), err);
		calls = s.calls;
	}
	for (int n = 1; n <= calls; n++) {
		struct err err = { 0 };
		struct zip z = start(&s);

		s.fail_at = n;
		OK(!three_entries(&z, &err));
		SAME_INT(err.code, ERR_FULL);
		SAME_INT(s.calls, n);
	}
}

TEST(times_outside_what_dos_knew_become_the_nearest)
{
	const struct {
		int64_t ms;
		unsigned time, day;
	} cases[] = {
		{ -1, 0, 1 << 5 | 1 },
		{ 0, 0, 1 << 5 | 1 },
		{ noon_ms, 12 << 11, 46 << 9 | 1 << 5 | 21 },
		{ INT64_MAX, 23 << 11 | 59 << 5 | 29, 127 << 9 | 12 << 5 | 31 },
	};

	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct zip_entry e = { STR("t"), cases[i].ms, 0, true };
		struct err err = { 0 };
		struct sink s;
		struct zip z = start(&s);

		NEED_ERR(zip_add(&z, &e, STR(""), &err), err);
		SAME_INT(number(buf_str(&s.out), 10, 2), cases[i].time);
		SAME_INT(number(buf_str(&s.out), 12, 2), cases[i].day);
	}
}

/* ---- ZIP64 -------------------------------------------------------------- */

TEST(an_entry_that_may_pass_4_gb_says_so)
{
	struct zip_entry e = { STR("big"), noon_ms, UINT64_C(5) << 30, false };
	struct err err = { 0 };
	struct sink s;
	struct zip z = start(&s);

	NEED_ERR(zip_begin(&z, &e, &err) && zip_more(&z, STR("small"), &err) &&
			 zip_end(&z, &err) && zip_close(&z, &err),
		err);
	SAME_INT(number(buf_str(&s.out), 4, 2), 45);
	readers_agree(buf_str(&s.out));
}

TEST(seventy_thousand_entries_are_all_found)
{
	enum { MANY = 70000 };
	struct err err = { 0 };
	struct sink s;
	struct zip z = start(&s);

	for (int i = 0; i < MANY; i++) {
		struct zip_entry e = { str_fmt(&test_mem, "d/%d", i), noon_ms,
			0, true };

		NEED_ERR(zip_add(&z, &e, STR("x"), &err), err);
	}
	NEED_ERR(zip_close(&z, &err), err);
	SAME_INT(number(buf_str(&s.out), s.out.len - 12, 2), 0xffff);
	SAME_INT(number(buf_str(&s.out), s.out.len - 22 - 20 - 56 + 32, 8),
		MANY);
	readers_agree(buf_str(&s.out));
}

struct hole {
	int fd;
	off_t at;
};

static bool hole_write(void *to, struct str bytes, struct err *err)
{
	struct hole *h = to;

	if (pwrite(h->fd, bytes.at, bytes.len, h->at) != (ssize_t)bytes.len)
		return err_set(err, ERR_FULL, "no room");
	h->at += (off_t)bytes.len;
	return true;
}

/* Five sparse gigabytes stand before the archive. */
TEST(entries_behind_4_gb_are_found)
{
	struct zip_entry e = { .name = STR("far"), .time_ms = noon_ms };
	struct hole h = { .at = INT64_C(5) << 30 };
	struct err err = { 0 };
	struct zip z;
	const char *said;

	NEED(put_file(STR("")));
	h.fd = open(file, O_WRONLY | O_CLOEXEC);
	NEED(h.fd >= 0);
	zip_init(&z, &test_mem, hole_write, &h);
	z.offset = (uint64_t)h.at;
	OK_ERR(zip_add(&z, &e, STR("found"), &err) && zip_close(&z, &err), err);
	close(h.fd);
	said = ask("python3", "python3 -c 'import os,zipfile\n"
			      "z=zipfile.ZipFile(os.environ[\"F\"])\n"
			      "i=z.infolist()[0]\n"
			      "print(z.read(i), i.header_offset)' 2>&1");
	if (said)
		SAME_STR(str_c(said), STR("b'found' 5368709120\n"));
	unlink(file);
}
