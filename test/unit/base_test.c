/* test/unit/base_test.c - base/base.h: errors, arenas, text. */
#include "test.h"

#include "base/utf8.h"

#include <stdio.h>
#include <sys/mman.h>

/* ---- errors ------------------------------------------------------------- */

TEST(setting_an_error_answers_false_and_forgets_the_last)
{
	struct err err = { .retry_after_ms = 5, .field_count = 3 };

	OK(!err_set(&err, ERR_CONFLICT, "'%s' is taken", "ann"));
	SAME_INT(err.code, ERR_CONFLICT);
	SAME_STR(str_c(err.text), STR("'ann' is taken"));
	SAME_INT(err.retry_after_ms, 0);
	SAME_INT(err.field_count, 0);
	SAME_INT(err.trace_count, 0);
}

TEST(only_what_is_broken_remembers_where_it_was_born)
{
	struct err err;

	err_set(&err, ERR_BROKEN, "impossible");
	OK(err.trace_count > 0);
}

TEST(context_stands_before_an_error_that_passes)
{
	struct err err;

	err_set(&err, ERR_NOT_FOUND, "no such file");
	OK(!err_in(&err, "reading '%s'", "a.json"));
	SAME_STR(str_c(err.text), STR("reading 'a.json': no such file"));
	SAME_INT(err.code, ERR_NOT_FOUND);
}

/* Else a database refuses it, and readers see a broken sign. */
TEST(a_text_too_long_for_an_error_is_cut_between_characters)
{
	struct err err;
	struct buf name;

	buf_init(&name, &test_mem, 1000);
	for (int i = 0; i < 200; i++)
		buf_add(&name, STR("日"));
	for (int lead = 0; lead < 3; lead++) {
		err_set(&err, ERR_CONFLICT, "%.*s%s", lead, "xx", name.at);
		OK(utf8_ok(str_c(err.text)));
		OK(strlen(err.text) > sizeof(err.text) - 4);
	}
}

TEST(a_field_too_long_for_an_error_is_cut_between_characters)
{
	struct err err = { 0 };
	struct buf name;

	buf_init(&name, &test_mem, 1000);
	buf_addc(&name, '/');
	for (int i = 0; i < 200; i++)
		buf_add(&name, STR("日"));
	err_field(&err, name.at, "is '%s', is it?", name.at);
	OK(utf8_ok(str_c(err.fields[0].at)));
	OK(utf8_ok(str_c(err.fields[0].why)));
	OK(utf8_ok(str_c(err.text)));
	err_in(&err, "here");
	OK(utf8_ok(str_c(err.text)));
}

TEST(a_text_too_long_for_an_error_is_cut_not_spilled)
{
	char longer[600];
	struct err err;

	memset(longer, 'x', sizeof(longer));
	longer[sizeof(longer) - 1] = '\0';
	err_set(&err, ERR_BUSY, "%s", longer);
	SAME_INT(strlen(err.text), sizeof(err.text) - 1);
	err_in(&err, "%s", longer);
	SAME_INT(strlen(err.text), sizeof(err.text) - 1);
}

TEST(the_first_wrong_field_is_the_error_and_the_rest_is_kept)
{
	struct err err;

	err_set(&err, ERR_BUSY, "something older");
	OK(!err_field(&err, "/name", "is missing"));
	OK(!err_field(&err, "/age", "must be %d to %d", 0, 150));
	SAME_INT(err.code, ERR_BAD_INPUT);
	SAME_INT(err.field_count, 2);
	SAME_STR(str_c(err.text), STR("'/name' is missing"));
	SAME_STR(str_c(err.fields[1].at), STR("/age"));
	SAME_STR(str_c(err.fields[1].why), STR("must be 0 to 150"));
	for (int i = 0; i < 20; i++)
		err_field(&err, "/more", "is wrong");
	SAME_INT(err.field_count, ERR_FIELDS);
}

TEST(every_error_has_a_name_a_status_and_a_sentence)
{
	SAME_STR(str_c(err_name(ERR_NOT_FOUND)), STR("not_found"));
	SAME_INT(err_http(ERR_NOT_FOUND), 404);
	SAME_INT(err_exit(ERR_NONE), 0);
	for (int code = ERR_NONE + 1; code <= ERR_FULL; code++) {
		OK(err_http(code) >= 400 && err_http(code) < 600);
		OK(err_exit(code) > 0 && err_exit(code) < 64);
		OK(*err_text(code));
		OK(*err_name(code));
	}
}

/* ---- memory ------------------------------------------------------------- */

TEST(what_an_arena_gives_is_zeroed_aligned_and_apart)
{
	struct arena mem = { 0 };
	char *last = NULL;

	for (size_t size = 1; size < 3000; size += 7) {
		char *at = arena_alloc(&mem, size);

		OK((uintptr_t)at % _Alignof(max_align_t) == 0);
		for (size_t i = 0; i < size; i++)
			OK(at[i] == 0);
		memset(at, 0xff, size);
		OK(!last || *last == (char)0xff);
		last = at;
	}
	arena_free(&mem);
	SAME_INT(mem.bytes, 0);
}

TEST(an_arena_takes_pieces_larger_than_its_blocks)
{
	struct arena mem = { 0 };
	char *big = arena_alloc(&mem, 1 << 20), *small = arena_alloc(&mem, 8);

	big[(1 << 20) - 1] = 1;
	*small = 1;
	OK(mem.bytes >= 1 << 20);
	arena_free(&mem);
}

TEST(a_reset_arena_keeps_one_block_and_uses_it_again)
{
	struct arena mem = { 0 };
	size_t kept;

	arena_alloc(&mem, 100);
	kept = mem.bytes;
	for (int i = 0; i < 10; i++) {
		arena_alloc(&mem, 1 << 20);
		arena_alloc(&mem, 10000);
		arena_reset(&mem);
		OK(mem.bytes <= kept);
	}
	OK(*(char *)arena_alloc(&mem, 100) == 0);
	arena_free(&mem);
	arena_reset(&mem); /* of an empty one: nothing to do */
}

TEST(an_arena_that_may_keep_its_blocks_asks_the_system_once)
{
	struct arena mem = { .keep = 1 << 20 };
	size_t held = 0;

	for (int i = 0; i < 10; i++) {
		char *at[3];

		for (int k = 0; k < 3; k++) {
			at[k] = arena_alloc(&mem, (size_t)30000 << k);
			for (size_t n = 0; n < (size_t)30000 << k; n += 1000)
				OK(at[k][n] == 0);
			memset(at[k], 0xff, (size_t)30000 << k);
		}
		OK(!held || mem.bytes == held);
		held = mem.bytes;
		arena_reset(&mem);
		SAME_INT(mem.bytes, held);
	}
	arena_free(&mem);
	SAME_INT(mem.bytes, 0);
}

TEST(an_arena_keeps_no_more_than_it_may_and_nothing_that_was_not_needed)
{
	struct arena mem = { .keep = 200000 };

	for (int i = 0; i < 40; i++)
		arena_alloc(&mem, 30000);
	arena_reset(&mem);
	OK(mem.bytes > 100000 && mem.bytes <= 200000);
	arena_alloc(&mem, 30000);
	arena_reset(&mem);
	OK(mem.bytes < 70000);
	arena_alloc(&mem, 1 << 20);
	arena_reset(&mem);
	OK(mem.bytes <= 200000);
	arena_free(&mem);
}

TEST(a_reset_arena_keeps_no_block_of_unusual_size)
{
	struct arena mem = { 0 };

	arena_alloc(&mem, 1 << 20);
	arena_reset(&mem);
	SAME_INT(mem.bytes, 0);
	arena_free(&mem);
}

static bool is_mapped(const char *at)
{
	uintptr_t page = ((uintptr_t)at + 4095) & ~(uintptr_t)4095;

	return !msync((void *)page, 4096, MS_ASYNC);
}

TEST(large_blocks_of_a_mapped_arena_go_back_to_the_system_at_once)
{
	struct arena mem = { .mapped = true };
	char *small = arena_bytes(&mem, 100),
	     *large = arena_alloc(&mem, 1 << 20);

	memset(small, 1, 100);
	memset(large, 1, 1 << 20);
	OK(is_mapped(large));
	arena_reset(&mem);
	OK(!is_mapped(large));
	large = arena_bytes(&mem, 1 << 20);
	OK(is_mapped(large));
	arena_free(&mem);
	OK(!is_mapped(large));
}

TEST(what_outlives_a_call_is_zeroed_and_may_grow)
{
	char *at = mem_alloc(100), *text = mem_text("kept");

	for (int i = 0; i < 100; i++)
		OK(at[i] == 0);
	at[99] = 7;
	at = mem_grow(at, 100000);
	OK(at[99] == 7);
	SAME_STR(str_c(text), STR("kept"));
	mem_free(at);
	mem_free(text);
	mem_free(NULL);
	mem_free(mem_alloc(0));
}

/* ---- views -------------------------------------------------------------- */

TEST(equal_texts_are_equal_wherever_they_stand)
{
	OK(str_eq(STR("abc"), str_of("abcd", 3)));
	OK(!str_eq(STR("abc"), STR("abd")));
	OK(!str_eq(STR("abc"), STR("ab")));
	OK(str_eq(STR(""), STR_NONE));
	OK(!str_eq(STR("a\0b"), STR("a\0c")));
	OK(str_is(STR("abc"), "abc"));
	OK(str_eq_nocase(STR("Content-Type"), STR("cONTENT-tYPE")));
	OK(!str_eq_nocase(STR("a["), STR("a{")));
}

TEST(beginnings_and_ends_are_found)
{
	OK(str_starts(STR("/api/v1"), STR("/api")));
	OK(!str_starts(STR("/ap"), STR("/api")));
	OK(str_ends(STR("a.json"), STR(".json")));
	OK(!str_ends(STR("json"), STR(".json")));
	OK(str_starts(STR("x"), STR("")) && str_ends(STR("x"), STR("")));
}

TEST(a_list_is_cut_piece_by_piece)
{
	struct str rest = STR("a,,b,");

	SAME_STR(str_cut(&rest, ','), STR("a"));
	SAME_STR(str_cut(&rest, ','), STR(""));
	SAME_STR(str_cut(&rest, ','), STR("b"));
	SAME_INT(rest.len, 0);
	SAME_STR(str_cut(&rest, ','), STR(""));
}

/* Adding to no address is undefined, even if it is nothing. */
TEST(what_is_cut_of_none_is_none)
{
	struct str rest = STR_NONE;

	OK(!str_cut(&rest, ',').at && !rest.at && !rest.len);
}

TEST(blanks_around_a_text_go_and_those_inside_stay)
{
	SAME_STR(str_trim(STR(" \ta b\t ")), STR("a b"));
	SAME_STR(str_trim(STR(" \t")), STR(""));
	SAME_STR(str_trim(STR_NONE), STR(""));
}

TEST(copies_end_with_a_nul_that_is_not_counted)
{
	struct str s = str_copy(&test_mem, str_of("abcdef", 3));

	SAME_INT(strlen(s.at), 3);
	SAME_STR(str_lower(&test_mem, STR("ÄB-C[")), STR("Äb-c["));
	SAME_STR(str_fmt(&test_mem, "%d-%s", 7, "x"), STR("7-x"));
}

static const struct {
	const char *text;
	bool ok;
	int64_t n;
} ints[] = {
	{ "0", true, 0 },
	{ "-0", true, 0 },
	{ "42", true, 42 },
	{ "-42", true, -42 },
	{ "9223372036854775807", true, INT64_MAX },
	{ "-9223372036854775808", true, INT64_MIN },
	{ "9223372036854775808", false, 0 },
	{ "-9223372036854775809", false, 0 },
	{ "99999999999999999999", false, 0 },
	{ "", false, 0 },
	{ "-", false, 0 },
	{ "+1", false, 0 },
	{ " 1", false, 0 },
	{ "1 ", false, 0 },
	{ "1.0", false, 0 },
	{ "0x1", false, 0 },
};

TEST(whole_numbers_are_read_to_their_very_ends)
{
	for (size_t i = 0; i < LENGTH(ints); i++) {
		int64_t n = 0;

		if (str_int(str_c(ints[i].text), &n) != ints[i].ok ||
			n != ints[i].n)
			test_fail(__FILE__, __LINE__, "'%s'", ints[i].text);
	}
}

/* ---- text being built --------------------------------------------------- */

TEST(a_buf_grows_up_to_its_ceiling_and_no_further)
{
	struct buf b;

	buf_init(&b, &test_mem, 1000);
	for (int i = 0; i < 1000; i++)
		buf_addc(&b, 'x');
	OK(buf_ok(&b));
	SAME_INT(buf_str(&b).len, 1000);
	buf_addc(&b, 'y');
	OK(!buf_ok(&b));
	SAME_INT(buf_str(&b).len, 1000);
}

TEST(a_buf_that_overflowed_stays_so)
{
	struct buf b;

	buf_init(&b, &test_mem, 4);
	buf_add(&b, STR("12345"));
	OK(!buf_ok(&b));
	buf_add(&b, STR("1"));
	OK(!buf_ok(&b));
	SAME_INT(buf_str(&b).len, 0);
}

TEST(a_formatted_piece_fits_whole_or_not_at_all)
{
	struct buf b;

	buf_init(&b, &test_mem, 300);
	buf_addf(&b, "%0300d", 1);
	OK(buf_ok(&b));
	SAME_INT(b.len, 300);
	buf_addf(&b, "%d", 2);
	OK(!buf_ok(&b));
	SAME_INT(b.len, 300);
	buf_addf(&b, "%d", 3);
	SAME_INT(strlen(b.at), 300);
}

TEST(what_is_built_ends_with_a_nul_and_holds_all_pieces)
{
	struct buf b;

	buf_init(&b, &test_mem, 100000);
	for (int i = 0; i < 1000; i++) {
		buf_addf(&b, "%d:", i);
		buf_add(&b, STR("abc"));
		buf_add_int(&b, -i);
	}
	OK(buf_ok(&b));
	SAME_INT(strlen(b.at), b.len);
	OK(str_starts(buf_str(&b), STR("0:abc01:abc-12:abc-2")));
	OK(str_ends(buf_str(&b), STR("999:abc-999")));
}

TEST(numbers_of_every_length_are_written_as_printf_writes_them)
{
	char want[32];
	struct buf b;

	buf_init(&b, &test_mem, sizeof(want));
	for (int64_t top = 1; top < INT64_MAX / 10; top *= 10)
		for (int64_t n = top - 11; n < top + 110; n++) {
			b.len = 0;
			buf_add_int(&b, n);
			snprintf(want, sizeof(want), "%lld", (long long)n);
			SAME_STR(buf_str(&b), str_c(want));
		}
}

TEST(numbers_are_written_to_their_very_ends)
{
	struct buf b;

	buf_init(&b, &test_mem, 100);
	buf_add_int(&b, INT64_MIN);
	buf_addc(&b, ' ');
	buf_add_int(&b, INT64_MAX);
	buf_addc(&b, ' ');
	buf_add_int(&b, 0);
	SAME_STR(
		buf_str(&b), STR("-9223372036854775808 9223372036854775807 0"));
}
