/*
 * match/posting_join.c - lines that go on in the next: text that was broken to
 * a width, and pages whose every bold word stands in a line of its own. Their
 * words are made words of one line.
 */
#include "match/facts.h"
#include "match/posting_int.h"

enum {
	WRAPPED = 45,     /* bytes of a line that may be broken for its width */
	HEADING_WORDS = 9 /* of a line that may be one */
};

/* What stands between a word and the one before it. */
static struct str gap_before(const struct posting_reading *r, size_t word)
{
	const struct resume_word *a = &r->words.at[word - 1];
	uint32_t from = a->at + a->len;

	return str_of(r->out->text.at + from, r->words.at[word].at - from);
}

static size_t count_of(struct str s, char c)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += s.at[i] == c;
	return n;
}

/* The gap's part behind its last end of a line: blanks, a bullet, a colon. */
static struct str head_of(struct str gap)
{
	size_t at = gap.len;

	while (at && gap.at[at - 1] != '\n')
		at--;
	return str_of(gap.at + at, gap.len - at);
}

static struct str tail_of(struct str gap)
{
	const char *end = memchr(gap.at, '\n', gap.len);

	return str_trim(str_of(gap.at, end ? (size_t)(end - gap.at) : gap.len));
}

static size_t indent_of(struct str head)
{
	size_t n = 0;

	while (n < head.len && (head.at[n] == ' ' || head.at[n] == '\t'))
		n++;
	return n;
}

/* "experience in", "Python and": nothing ends so. */
static bool hangs(const struct posting_reading *r, size_t last, struct str tail)
{
	if (tail.len && memchr(",-(/&", tail.at[tail.len - 1], 5))
		return true;
	return !tail.len && !(r->words.at[last].flags & WORD_CAPS) &&
	       fact_is_one_of(r->words.at[last].text,
		       "in of and or with the a an for to like as by at on "
		       "from using your our their und oder mit von der die "
		       "das den dem im zu y o de del la el en con et ou du "
		       "des le les van het een e ed di il da do com");
}

static struct str first_head(const struct posting_reading *r, size_t from)
{
	struct str text = r->out->text;
	size_t at = r->words.at[from].at, begin = at;

	while (begin && text.at[begin - 1] != '\n')
		begin--;
	return str_of(text.at + begin, at - begin);
}

static bool is_marked(struct str mark)
{
	return mark.len && (*mark.at == '#' || *mark.at == '=' ||
				   str_starts(mark, STR("**")));
}

/* "What we are looking for" */
static bool may_head(const struct posting_reading *r, size_t from, size_t to)
{
	return to - from <= HEADING_WORDS &&
	       phrase_find(r->words.at + from, to - from) >= 0;
}

/* Is the line from `from` to `at` broken off, and goes on there? */
static bool goes_on(const struct posting_reading *r, size_t from, size_t at)
{
	struct str gap = gap_before(r, at), head = head_of(gap),
		   mark = str_trim(head), tail = tail_of(gap),
		   first = first_head(r, from);
	const struct resume_word *last = &r->words.at[at - 1];
	bool listed = str_trim(first).len > 0;
	bool small = !(r->words.at[at].flags & (WORD_UPPER | WORD_NUMBER));
	uint32_t bytes = last->at + last->len - r->words.at[from].at;

	if (is_marked(str_trim(first)) ||
		count_of(gap, '\n') > (hangs(r, at - 1, tail) ? 2 : 1))
		return false;
	if (mark.len == 1 && memchr(":,.", *mark.at, 3))
		return true;
	if ((mark.len && !str_is(mark, "(")) ||
		(!small && !listed && may_head(r, from, at)))
		return false;
	if (hangs(r, at - 1, tail))
		return true;
	if ((tail.len && !str_is(tail, ")")) || bytes < WRAPPED)
		return false;
	return (listed && indent_of(head) > indent_of(first)) ||
	       (small && (listed || r->words.at[from].flags &
					    (WORD_UPPER | WORD_NUMBER)));
}

/* A comma between them stays one. */
static void join(const struct posting_reading *r, size_t at)
{
	struct str gap = gap_before(r, at);
	unsigned flags = WORD_LINE | WORD_START;

	if (gap.len && memchr(gap.at, ':', gap.len))
		flags = WORD_LINE;
	if (!str_trim(gap).len)
		flags |= WORD_BREAK;
	r->words.at[at].flags &= (uint16_t)~flags;
}

void posting_join(struct posting_reading *r)
{
	size_t from = 0;

	for (size_t i = 1; i < r->words.count; i++) {
		if (!(r->words.at[i].flags & WORD_LINE))
			continue;
		if (goes_on(r, from, i))
			join(r, i);
		else
			from = i;
	}
}
