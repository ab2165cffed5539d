/* Pages of black and white as scanners pack them: what was put in comes out,
 * and whatever is wrong ends (INT-4, INT-9). */
#include "jbig2_made.h"

static const char letter[] = "......###.......\n"
			     "....##...##.....\n"
			     "...#.......#....\n"
			     "...#.......#....\n"
			     "...#########....\n"
			     "...#.......#....\n"
			     "...#.......#..#.\n"
			     "...#.......#..##\n";

/* What was read, as letters again. */
static struct str shown(struct str s, uint32_t wide, uint32_t high)
{
	struct buf b;

	buf_init(&b, &test_mem, 1 << 16);
	buf_add(&b, STR(""));
	for (uint32_t y = 0; y < high && s.len; y++) {
		for (uint32_t x = 0; x < wide; x++) {
			unsigned byte =
				(unsigned char)
					s.at[y * ((wide + 7) / 8) + x / 8];

			buf_addc(&b, byte >> (7 - x % 8) & 1 ? '.' : '#');
		}
		buf_addc(&b, '\n');
	}
	return buf_str(&b);
}

static struct str read_back(struct str bytes, uint32_t wide, uint32_t high)
{
	return shown(intake_jbig2(&test_mem, STR(""), bytes, wide, high), wide,
		high);
}

static struct buf begin_page(uint32_t wide, uint32_t high)
{
	struct buf b;

	buf_init(&b, &test_mem, MADE_BYTES);
	made_page_of(&b, wide, high);
	return b;
}

TEST(a_page_is_read_whatever_pixels_tell_the_next)
{
	struct jbig2_map m = made_map(letter);

	for (unsigned shape = 0; shape < 4; shape++) {
		struct buf b = begin_page(16, 8);

		made_segment(&b, 1, 38, -1, made_generic(&m, shape, 0, 0));
		SAME_STR(read_back(buf_str(&b), 16, 8), str_c(letter));
	}
}

TEST(parts_of_a_page_lie_where_they_say)
{
	struct jbig2_map m = made_map("##\n#.\n");
	struct buf b = begin_page(5, 4);

	made_segment(&b, 1, 38, -1, made_generic(&m, 0, 1, 0));
	made_segment(&b, 2, 38, -1, made_generic(&m, 2, 4, 3));
	SAME_STR(read_back(buf_str(&b), 5, 4), STR(".##..\n"
						   ".#...\n"
						   ".....\n"
						   "....#\n"));
}

TEST(symbols_that_pictures_share_are_letters_of_each)
{
	const struct jbig2_map m[] = { made_map("#\n#\n#\n"),
		made_map("###\n#.#\n###\n") };
	const struct made_place at[] = { { 1, 1, 0 }, { 0, 5, 1 },
		{ 1, 0, 4 } };
	struct buf shared, b = begin_page(6, 7);

	buf_init(&shared, &test_mem, MADE_BYTES);
	made_segment(&shared, 0, 0, -1, made_symbols(m, 2));
	b.at[3] = 1; /* the dictionary is 0 */
	made_segment(&b, 2, 6, 0, made_text(at, 3, 2, 6, 7));
	SAME_STR(shown(intake_jbig2(
			       &test_mem, buf_str(&shared), buf_str(&b), 6, 7),
			 6, 7),
		STR(".###..\n"
		    ".#.#.#\n"
		    ".###.#\n"
		    ".....#\n"
		    "###...\n"
		    "#.#...\n"
		    "###...\n"));
}

TEST(what_is_larger_or_smaller_than_the_pdf_says_keeps_to_it)
{
	struct jbig2_map m = made_map("###\n###\n###\n");
	struct buf b = begin_page(3, 3);

	made_segment(&b, 1, 38, -1, made_generic(&m, 3, 0, 0));
	SAME_STR(read_back(buf_str(&b), 2, 2), STR("##\n##\n"));
	SAME_STR(read_back(buf_str(&b), 4, 4), STR("###.\n###.\n###.\n....\n"));
}

TEST(a_page_that_breaks_off_is_what_is_there)
{
	struct jbig2_map m = made_map(letter);
	struct buf b = begin_page(16, 8);
	struct str whole;

	made_segment(&b, 1, 38, -1, made_generic(&m, 0, 0, 0));
	whole = buf_str(&b);
	for (size_t len = 0; len <= whole.len; len++) {
		char *cut = mem_alloc(len + 1);

		memcpy(cut, whole.at, len);
		read_back(str_of(cut, len), 16, 8);
		mem_free(cut);
	}
	SAME_STR(read_back(str_of(whole.at, whole.len - 2), 16, 8),
		str_c(letter));
	OK(str_starts(read_back(str_of(whole.at, whole.len - 6), 16, 8),
		str_of(letter, 4 * 17)));
}

TEST(sizes_that_no_page_has_are_refused_INT_9)
{
	static const uint32_t sides[] = { 0x7fffffff, 0xfffffffe, 100000 };
	struct jbig2_map m = made_map("#\n");

	for (size_t i = 0; i < LENGTH(sides); i++) {
		struct buf b = begin_page(sides[i], sides[i]);

		SAME_STR(read_back(buf_str(&b), 8, 8), STR(""));
		b = begin_page(8, 8);
		made_segment(&b, 1, 38, -1, made_generic(&m, 0, 0, 0));
		/* the width of the region */
		memset(b.at + b.len - made_generic(&m, 0, 0, 0).len, 0x7f, 8);
		read_back(buf_str(&b), 8, 8);
	}
	OK(!intake_jbig2(&test_mem, STR(""), STR(""), 100000, 100000).at);
}

TEST(work_without_end_ends_INT_9)
{
	const struct jbig2_map m = { 4000, 4000,
		arena_alloc(&test_mem, 16000000) };
	struct made_place at[200];
	struct buf b = begin_page(4000, 4000);

	for (size_t i = 0; i < LENGTH(at); i++)
		at[i] = (struct made_place){ 0, 0, (int64_t)i };
	b.at[3] = 9;
	made_segment(&b, 0, 0, -1, made_symbols(&m, 1));
	for (uint32_t i = 0; i < 20; i++)
		made_segment(
			&b, 10 + i, 6, 0, made_text(at, 200, 1, 4000, 4000));
	OK(intake_jbig2(&test_mem, STR(""), buf_str(&b), 4000, 4000).at);
}

/* Rows without pixels were free: one segment took a second, and there may be
 * thousands. */
TEST(rows_of_no_width_are_work_too_INT_9)
{
	struct jbig2_map none = made_map("\n");
	struct buf b = begin_page(8, 8);

	for (uint32_t i = 1; i < 2000; i++) {
		struct str data = made_generic(&none, 0, 0, 0);
		size_t from = b.len;

		made_segment(&b, i, 38, -1, data);
		memset(b.at + from + 11, 0, 4);
		memset(b.at + from + 15, 2, 4);
	}
	OK(intake_jbig2(&test_mem, STR(""), buf_str(&b), 8, 8).at);
}

/* The lengths of such codes were counted where nothing is. */
TEST(a_table_of_codes_of_any_length_is_damaged_INT_9)
{
	struct buf b = begin_page(8, 8), data;

	buf_init(&data, &test_mem, 100);
	made_big(&data, 7 << 1, 1); /* lengths are of eight bits */
	made_big(&data, 0, 4);
	made_big(&data, 1, 4);
	for (int i = 0; i < 4; i++)
		made_big(&data, 0xc8c8c8c8, 4);
	made_segment(&b, 1, 53, -1, buf_str(&data));
	OK(!intake_jbig2(&test_mem, STR(""), buf_str(&b), 8, 8).at);
}
