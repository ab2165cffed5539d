/* test/unit/resume_unzip_test.c - resume/unzip.h: archives that we write
 * ourselves, and what is wrong with those of others. */
#include "test.h"

#include "base/zip.h"
#include "resume/unzip.h"

static bool keep(void *to, struct str bytes, struct err *err)
{
	(void)err;
	buf_add(to, bytes);
	return true;
}

static struct str text_of(size_t size)
{
	struct buf b;

	buf_init(&b, &test_mem, size + 64);
	for (int i = 0; b.len < size; i++)
		buf_addf(&b, "%d, %d;\n", i, i * 7919 % 1000);
	b.len = size;
	return buf_str(&b);
}

struct file {
	const char *name;
	struct str content;
	bool store;
};

static struct str archive_of(const struct file *files, size_t count)
{
	struct err err = { 0 };
	struct buf *out = ARENA_NEW(&test_mem, struct buf);
	struct zip z;

	buf_init(out, &test_mem, 64 << 20);
	zip_init(&z, &test_mem, keep, out);
	for (size_t i = 0; i < count; i++)
		OK_ERR(zip_add(&z,
			       &(struct zip_entry){
				       .name = str_c(files[i].name),
				       .store = files[i].store },
			       files[i].content, &err),
			err);
	OK_ERR(zip_close(&z, &err), err);
	return buf_str(out);
}

static struct str one_file(const char *name, struct str content, bool store)
{
	struct file file = { name, content, store };

	return archive_of(&file, 1);
}

TEST(what_was_packed_comes_out)
{
	struct str big = text_of(300000);
	struct file files[] = { { "a.csv", STR("x,y\n"), true },
		{ "b/c.csv", big, false }, { "empty", STR(""), false } };
	struct str archive = archive_of(files, LENGTH(files)), out;
	struct unzip zip;
	struct err err = { 0 };

	OK(resume_unzip_is(archive));
	OK(archive.len < big.len / 2);
	NEED_ERR(resume_unzip_open(&test_mem, archive, &zip, &err), err);
	NEED(zip.count == 3);
	for (size_t i = 0; i < 3; i++) {
		SAME_STR(zip.at[i].name, str_c(files[i].name));
		SAME_INT(zip.at[i].size, files[i].content.len);
		NEED_ERR(resume_unzip_read(
				 &test_mem, &zip, &zip.at[i], &out, &err),
			err);
		SAME_STR(out, files[i].content);
	}
}

/* Sizes behind the content, as streams have them. */
TEST(entries_that_were_written_in_pieces_are_read)
{
	struct str big = text_of(70000), out;
	struct unzip unzip;
	struct err err = { 0 };
	struct buf b;
	struct zip z;

	buf_init(&b, &test_mem, 1 << 20);
	zip_init(&z, &test_mem, keep, &b);
	NEED_ERR(zip_begin(&z,
			 &(struct zip_entry){
				 .name = STR("a"), .size_most = 1 << 20 },
			 &err) &&
			 zip_more(&z, big, &err) && zip_end(&z, &err) &&
			 zip_add(&z, &(struct zip_entry){ .name = STR("b") },
				 STR("x"), &err) &&
			 zip_close(&z, &err),
		err);
	OK(b.at[6] & 8); /* such an entry says so */
	NEED_ERR(resume_unzip_open(&test_mem, buf_str(&b), &unzip, &err), err);
	NEED(unzip.count == 2);
	NEED(resume_unzip_read(&test_mem, &unzip, &unzip.at[0], &out, &err));
	SAME_STR(out, big);
}

/* ---- archives of others ------------------------------------------------- */

static size_t find(struct str s, struct str mark, int nth)
{
	for (size_t i = 0; i + mark.len <= s.len; i++)
		if (str_starts(str_of(s.at + i, s.len - i), mark) && !nth--)
			return i;
	return SIZE_MAX;
}

#define END STR("PK\5\6")
#define ENTRY STR("PK\1\2")

static char *changed(struct str archive)
{
	return (char *)(uintptr_t)str_copy(&test_mem, archive).at;
}

static struct err opened(const char *bytes, size_t len)
{
	struct unzip zip;
	struct err err = { 0 };

	resume_unzip_open(&test_mem, str_of(bytes, len), &zip, &err);
	return err;
}

TEST(a_comment_behind_the_archive_is_borne)
{
	struct str a = one_file("x", STR("abc"), true);
	struct buf b;
	size_t end = find(a, END, 0);

	buf_init(&b, &test_mem, 1 << 20);
	buf_add(&b, a);
	buf_add(&b, STR("a comment with PK\5\6 in it"));
	b.at[end + 20] = 25;
	SAME_INT(opened(b.at, b.len).code, ERR_NONE);
	b.at[end + 20] = 24;
	SAME_INT(opened(b.at, b.len).code, ERR_BAD_INPUT);
}

TEST(folders_are_no_files)
{
	struct str a = one_file("dir_", STR(""), true);
	char *at = changed(a);
	struct unzip zip;
	struct err err = { 0 };

	at[find(a, STR("dir_"), 0) + 3] = '/';
	at[find(a, STR("dir_"), 1) + 3] = '/';
	NEED(resume_unzip_open(&test_mem, str_of(at, a.len), &zip, &err));
	SAME_INT(zip.count, 0);
}

static const struct {
	size_t at; /* in the directory's record */
	char value;
	enum err_code code;
	const char *says;
} damages[] = {
	{ 0, 'X', ERR_BAD_INPUT, "the archive's directory is damaged" },
	{ 8, 1, ERR_BAD_INPUT,
		"'ab' is encrypted; unpack it and send what is in it" },
	{ 10, 12, ERR_BAD_INPUT,
		"'ab' is packed by a method that is not read here" },
	{ 20, 2, ERR_BAD_INPUT, "'ab' has two sizes" },
	{ 42, 1, ERR_BAD_INPUT, "'ab' is not where the directory says" },
	{ 46, '/', ERR_UNTRUSTED, "'/b' leads out of the archive" },
	{ 47, ':', ERR_UNTRUSTED, "'a:' leads out of the archive" },
	{ 47, '\\', ERR_UNTRUSTED, "'a\\' leads out of the archive" },
};

TEST(entries_that_are_not_as_they_should_be_are_refused_by_name)
{
	struct str a = one_file("ab", STR("abc"), true);
	size_t entry = find(a, ENTRY, 0);

	for (size_t i = 0; i < LENGTH(damages); i++) {
		char *at = changed(a);
		struct err err;

		at[entry + damages[i].at] = damages[i].value;
		err = opened(at, a.len);
		SAME_INT(err.code, damages[i].code);
		SAME_STR(str_c(err.text), str_c(damages[i].says));
	}
}

TEST(a_name_with_two_dots_leads_out)
{
	struct str a = one_file("a/bb/c", STR("abc"), true);
	char *at = changed(a);

	memcpy(at + find(a, STR("a/bb/c"), 1), "a/../c", 6);
	SAME_INT(opened(at, a.len).code, ERR_UNTRUSTED);
}

TEST(an_archive_that_is_cut_anywhere_is_refused)
{
	struct file files[] = { { "a", STR("abc"), true },
		{ "b", STR("defghi"), true } };
	struct str a = archive_of(files, 2);

	for (size_t n = 0; n < a.len; n++) {
		char *at = memcpy(arena_bytes(&test_mem, n + 1), a.at, n);

		SAME_INT(opened(at, n).code, ERR_BAD_INPUT);
	}
}

TEST(content_that_was_changed_is_damaged)
{
	struct str a = one_file("ab", STR("abcabcabc"), true), out;
	char *at = changed(a);
	struct unzip zip;
	struct err err = { 0 };

	at[find(a, STR("abcabcabc"), 0) + 4] = 'x';
	NEED(resume_unzip_open(&test_mem, str_of(at, a.len), &zip, &err));
	OK(!resume_unzip_read(&test_mem, &zip, &zip.at[0], &out, &err));
	SAME_STR(str_c(err.text), STR("'ab' is damaged"));
}

TEST(entries_that_share_bytes_are_refused)
{
	struct file files[] = { { "a", STR("0123456789"), true },
		{ "b", STR("0123456789"), true } };
	struct str a = archive_of(files, 2);
	char *at = changed(a);
	size_t second = find(a, ENTRY, 1);
	struct err err;

	memset(at + second + 42, 0, 4); /* where the first is */
	err = opened(at, a.len);
	SAME_INT(err.code, ERR_UNTRUSTED);
	OK(strstr(err.text, "overlap"));
}

TEST(a_bomb_is_refused_before_it_goes_off)
{
	size_t size = 20 << 20;
	struct str zeros = str_of(arena_alloc(&test_mem, size), size), out;
	struct str a = one_file("ab", zeros, false);
	struct unzip zip;
	struct err err = { 0 };

	OK(a.len < size / UNZIP_RATIO);
	NEED(resume_unzip_open(&test_mem, a, &zip, &err));
	OK(!resume_unzip_read(&test_mem, &zip, &zip.at[0], &out, &err));
	SAME_INT(err.code, ERR_TOO_BIG);
}

TEST(a_size_that_is_a_lie_is_damage)
{
	struct str a = one_file("ab", text_of(5000), false), out;
	size_t entry = find(a, ENTRY, 0);

	for (int lie = -1; lie <= 1; lie += 2) {
		char *at = changed(a);
		struct unzip zip;
		struct err err = { 0 };

		at[entry + 24] = (char)(at[entry + 24] + lie);
		NEED(resume_unzip_open(
			&test_mem, str_of(at, a.len), &zip, &err));
		OK(!resume_unzip_read(&test_mem, &zip, &zip.at[0], &out, &err));
		SAME_INT(err.code, ERR_BAD_INPUT);
	}
}

TEST(what_needs_zip64_or_several_parts_is_refused)
{
	struct str a = one_file("ab", STR("abc"), true);
	size_t end = find(a, END, 0);
	char *at = changed(a);

	memset(at + end + 16, 0xff, 4);
	SAME_STR(str_c(opened(at, a.len).text), STR("ZIP64 is not read here"));
	at = changed(a);
	at[end + 4] = 1;
	SAME_INT(opened(at, a.len).code, ERR_BAD_INPUT);
}
