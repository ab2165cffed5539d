/* Documents of as many lines or words as are read, each made to be much work
 * for one step of the parser: read to the end, in memory in proportion. What
 * takes the square of their size does not end before the program is ended: it
 * has many times the processor's time that it needs. */
#include "test.h"

#include "intake/parse.h"

#include <assert.h>
#include <sys/resource.h>

enum {
	ROWS = 20000,   /* as many as are read */
	WORDS = 400000, /* the same */
	MOST = 128 << 20,
	CPU_S = 120
};

void test_main_hook(int argc, char **argv)
{
	struct rlimit most = { CPU_S, CPU_S };

	(void)argc;
	(void)argv;
	assert(!setrlimit(RLIMIT_CPU, &most));
}

/* A page of rows that are all alike: how, is up to row() and word(). */
struct mass {
	size_t rows, words; /* of each */
	void (*row)(size_t row, struct intake_line *l);
	void (*word)(size_t row, size_t i, struct intake_word *w);
};

static void make_row(const struct mass *m, size_t row, struct intake_line *l)
{
	l->at = ARENA_LIST(&test_mem, struct intake_word, m->words);
	l->count = m->words;
	l->size = 10;
	l->base = 12 * (float)(row + 1);
	if (m->row)
		m->row(row, l);
	for (size_t i = 0; i < l->count; i++) {
		struct intake_word *w = &l->at[i];

		w->size = l->size;
		w->base = l->base;
		w->text = STR("word");
		w->box.x0 = 50 + 25 * (float)i;
		m->word(row, i, w);
		w->box.x1 = w->box.x0 + 20;
		w->box.y0 = l->base - 8;
		w->box.y1 = l->base + 2;
	}
	l->box = l->at[0].box;
	l->box.x1 = l->at[l->count - 1].box.x1;
}

static size_t jobs; /* of the document that was read last */

/* Is it read, or refused, within the bounds of memory? */
static bool is_read(const struct mass *m)
{
	struct intake_page page = {
		.count = m->rows, .width = 595, .height = 842
	};
	struct intake_doc doc = { .at = &page, .count = 1 };
	struct arena mem = { 0 };
	struct intake_found found;
	struct err err = { 0 };
	bool ok;

	page.at = ARENA_LIST(&test_mem, struct intake_line, m->rows);
	for (size_t i = 0; i < m->rows; i++)
		make_row(m, i, &page.at[i]);
	ok = intake_parse(&mem, &doc, &found, &err);
	jobs = ok ? found.resume.section[RESUME_WORK].count : 0;
	if (mem.bytes > MOST)
		test_fail(__FILE__, __LINE__, "%zu MB", mem.bytes >> 20);
	arena_free(&mem);
	return ok;
}

static void heading(size_t row, struct intake_line *l)
{
	if (row)
		return;
	l->size = 16;
	l->count = 1;
}

/* One after each other row. */
static void headings(size_t row, struct intake_line *l)
{
	if (row % 2)
		return;
	l->size = 16;
	l->count = 1;
}

static struct str one_of(const char *const *list, size_t count, size_t i)
{
	return str_c(list[i % count]);
}

/* ---- limits ------------------------------------------------------------- */

static void word(size_t row, size_t i, struct intake_word *w)
{
	(void)row;
	(void)i;
	(void)w;
}

TEST(more_lines_or_words_than_a_resume_has_are_refused_INT_9)
{
	struct mass lines = { ROWS + 1, 1, NULL, word };
	struct mass words = { 2, WORDS / 2 + 1, NULL, word };

	OK(!is_read(&lines));
	OK(!is_read(&words));
}

TEST(as_many_lines_as_are_allowed_are_read_INT_9)
{
	struct mass m = { ROWS, WORDS / ROWS, NULL, word };

	OK(is_read(&m));
}

/* ---- each step ---------------------------------------------------------- */

static void elsewhere(size_t row, size_t i, struct intake_word *w)
{
	w->box.x0 = 6 * (float)(row % 7000) + 40 * (float)i;
	if (i == 1)
		w->flags = INTAKE_CELL;
}

TEST(rows_that_each_begin_elsewhere_take_no_square_of_them)
{
	struct mass m = { ROWS, 6, NULL, elsewhere };

	OK(is_read(&m));
}

static void open_date(size_t row, size_t i, struct intake_word *w)
{
	static const char *const words[] = { "2017", "-" };

	w->text = row ? one_of(words, LENGTH(words), i) : STR("Experience");
}

TEST(open_dates_below_each_other_take_no_square_of_them)
{
	struct mass m = { ROWS, 2, heading, open_date };

	OK(is_read(&m));
}

static void aside(size_t row, size_t i, struct intake_word *w)
{
	static const char *const words[] = { "•", "Led", "many", "people",
		"there", "2017" };

	(void)row;
	w->text = one_of(words, LENGTH(words), i);
	if (i == LENGTH(words) - 1)
		w->flags = INTAKE_CELL;
}

TEST(dates_beside_as_many_bullets_take_no_square_of_them)
{
	struct mass m = { ROWS, 6, NULL, aside };

	OK(is_read(&m));
}

static void skill(size_t row, size_t i, struct intake_word *w)
{
	w->text = row ? str_fmt(&test_mem, "s%zu-%zu,", row, i) : STR("Skills");
}

TEST(hundreds_of_thousands_of_skills_are_traced_in_time)
{
	struct mass m = { ROWS, WORDS / ROWS, heading, skill };

	OK(is_read(&m));
}

static void plain_skill(size_t row, size_t i, struct intake_word *w)
{
	w->text = row ? str_fmt(&test_mem, "s%zu-%zu", row, i) : STR("Skills");
}

TEST(labels_of_skills_without_a_mark_are_looked_for_in_time)
{
	struct mass m = { ROWS, WORDS / ROWS, heading, plain_skill };

	OK(is_read(&m));
}

static void section(size_t row, size_t i, struct intake_word *w)
{
	static const char *const names[] = { "Skills", "Experience",
		"Interests", "Education", "Projects", "Awards" };

	w->text = row % 2 ? str_fmt(&test_mem, "S%zu-%zu", row, i)
			  : one_of(names, LENGTH(names), row / 2);
}

TEST(as_many_sections_as_rows_take_no_memory_each)
{
	struct mass m = { ROWS, 1, headings, section };

	OK(is_read(&m));
}

static void job(size_t row, size_t i, struct intake_word *w)
{
	static const char *const words[] = { "Senior", "Engineer,", "Acme",
		"GmbH,", "Berlin,", "Germany,", "Team", "Lead,", "Bank", "of,",
		"It", "-", "Was", "|", "Good", "(and)", "2019", "–", "2021" };

	w->text = row ? one_of(words, LENGTH(words), i) : STR("Experience");
	if (i > 3 && i % 3 == 0)
		w->flags = INTAKE_BOLD;
}

TEST(heads_of_as_many_parts_as_there_can_be_are_read_in_time)
{
	struct mass m = { ROWS / 4, 19, heading, job };

	OK(is_read(&m));
}

static void short_job(size_t row, size_t i, struct intake_word *w)
{
	static const char *const words[] = { "Engineer,", "Acme", "GmbH",
		"2019", "–", "2021" };

	w->text = row ? one_of(words, LENGTH(words), i) : STR("Experience");
}

TEST(as_many_dated_heads_as_rows_are_as_many_entries)
{
	struct mass m = { ROWS, 6, heading, short_job };

	OK(is_read(&m));
	SAME_INT(jobs, ROWS - 1);
}

static void role(size_t row, size_t i, struct intake_word *w)
{
	static const char *const employer[] = { "Acme", "GmbH", "2001", "–",
		"2021" };
	static const char *const part[] = { "Head", "Baker", "2003", "–",
		"2004" };

	w->text = !row      ? STR("Experience")
		  : row % 2 ? one_of(employer, LENGTH(employer), i)
			    : one_of(part, LENGTH(part), i);
}

TEST(employers_above_their_roles_by_the_thousand_take_no_square_of_them)
{
	struct mass m = { ROWS, 5, heading, role };

	OK(is_read(&m));
	OK(jobs >= ROWS / 2 - 1);
}

static void summary(size_t row, size_t i, struct intake_word *w)
{
	if (!row)
		w->text = STR("Summary");
	else if (row == ROWS - 1)
		w->text = STR("ada@mail.example");
	else
		w->text = i ? STR("word") : STR("Word");
}

TEST(a_summary_of_all_rows_is_asked_once_whom_it_is_about)
{
	struct mass m = { ROWS, 4, heading, summary };

	OK(is_read(&m));
}

static void column(size_t row, struct intake_line *l)
{
	heading(row, l);
	l->column = (int)(row % 2);
}

static void in_column(size_t row, size_t i, struct intake_word *w)
{
	static const char *const words[] = { "Acme,", "2019", "–", "2021" };

	w->text = row ? one_of(words, LENGTH(words), i) : STR("Experience");
	w->box.x0 += 300 * (float)(row % 2);
}

TEST(columns_that_change_with_each_row_take_no_square_of_them)
{
	struct mass m = { ROWS, 4, column, in_column };

	OK(is_read(&m));
}

static void link_of(size_t row, size_t i, struct intake_word *w)
{
	w->text = str_fmt(&test_mem, "w%zu.example/%zu", row, i);
}

TEST(as_many_links_as_words_take_no_square_of_them)
{
	struct mass m = { ROWS, 5, NULL, link_of };

	OK(is_read(&m));
}

static void month(size_t row, size_t i, struct intake_word *w)
{
	static const char *const words[] = { "May", "2", "to", "June", "since",
		"12" };

	(void)row;
	w->text = one_of(words, LENGTH(words), i);
}

TEST(months_without_a_year_in_one_row_take_no_square_of_them)
{
	struct mass m = { 4, WORDS / 4, NULL, month };

	OK(is_read(&m));
}

static void endless(size_t row, size_t i, struct intake_word *w)
{
	size_t len = 4 << 20;
	char *text;

	(void)i;
	w->text = STR("Ada");
	if (row != 1)
		return;
	text = arena_bytes(&test_mem, len);
	memset(text, 'a', len);
	w->text = str_of(text, len);
}

TEST(a_word_of_megabytes_takes_no_square_of_them)
{
	struct mass m = { 3, 1, NULL, endless };

	OK(is_read(&m));
}

static void sized(size_t row, size_t i, struct intake_word *w)
{
	(void)i;
	w->text = STR("Experience");
	w->size = 12 + (float)row;
	w->flags = INTAKE_BOLD;
}

TEST(headings_of_as_many_sizes_as_rows_take_no_square_of_them)
{
	struct mass m = { ROWS, 1, NULL, sized };

	OK(is_read(&m));
}
