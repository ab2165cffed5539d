/* intake/rtf.c - bytes become groups, words and letters; see rtf_int.h. */
#include "intake/rtf.h"

#include "base/utf8.h"
#include "intake/codepage.h"
#include "intake/lines_int.h"
#include "intake/rtf_int.h"

enum { WORD = 32, SYMBOLS = 1, UTF8 = 65001, TWIPS = 20, UNKNOWN = 0xFFFD };

/* ---- lines ---------------------------------------------------------------*/

static int heading_of(const struct rtf *r, const struct rtf_state *s)
{
	if (s->outline >= 0)
		return s->outline < FLOW_LEVELS ? s->outline + 1 : 0;
	return r->styles && s->style >= 0 && s->style < RTF_STYLES
		       ? r->styles[s->style]
		       : 0;
}

static int item_of(const struct rtf *r, const struct rtf_state *s)
{
	if (!r->first_line || (s->list <= 0 && !s->bullet && !r->listed))
		return 0;
	return s->level >= 0 && s->level < FLOW_LEVELS ? s->level + 1 : 1;
}

static void begin_line(struct rtf *r)
{
	const struct rtf_state *s = rtf_state(r);

	r->flow.heading = heading_of(r, s);
	r->flow.item = r->flow.heading ? 0 : item_of(r, s);
	r->flow.indent = (float)s->indent / TWIPS;
	if (r->first_line) {
		r->flow.above = (float)s->above / TWIPS;
		/* Of neighbours of one style, where they ask for it. */
		if (s->close && s->style == r->last_style)
			r->flow.above = r->flow.space = 0;
		r->last_style = s->style;
	}
	r->first_line = false;
}

void intake_rtf_line(struct rtf *r) { intake_flow_line(&r->flow); }

static void show(struct rtf *r, uint32_t c)
{
	const struct rtf_state *s = rtf_state(r);

	if (s->old || s->deleted)
		return;
	if (!intake_flow_any(&r->flow) && c > ' ' && c != 0xA0) {
		if (s->new_page && r->first_line)
			intake_flow_page(&r->flow);
		begin_line(r);
	}
	r->flow.flags = intake_rtl_char(c) ? s->flags | s->rtl_flags : s->flags;
	r->flow.size = (float)s->half_points / 2;
	r->flow.url = s->url;
	intake_flow_char(&r->flow, c);
}

/* ---- letters -------------------------------------------------------------*/

static void keep(struct buf *to, uint32_t c)
{
	char bytes[4];
	size_t n = (size_t)utf8_encode(c, bytes);

	if (to->len < RTF_FIELD)
		buf_add(to, str_of(bytes, n));
}

void intake_rtf_char(struct rtf *r, uint32_t c)
{
	switch (rtf_state(r)->into) {
	case RTF_BODY:
		show(r, c);
		break;
	case RTF_FIELD_DOES:
		keep(&r->does, c);
		break;
	case RTF_FONT_TABLE:
	case RTF_STYLE_TABLE:
		if (c == ';')
			intake_rtf_entry(r);
		else
			keep(&r->name, c);
		break;
	default:
		break;
	}
}

static unsigned page_of(const struct rtf *r)
{
	const struct rtf_state *s = &r->state[r->depth];
	unsigned page = r->fonts ? r->fonts[s->font] : 0;

	return page && s->into == RTF_BODY ? page : r->page;
}

static void add_byte(struct rtf *r, unsigned char byte)
{
	unsigned page = page_of(r);
	uint32_t c = byte;

	if (page == SYMBOLS)
		c = byte > ' ' ? 0xF000u + byte : byte;
	else if (byte >= 0x80)
		c = intake_codepage_char(
			intake_codepage_known(page) ? page : CODEPAGE_LATIN,
			byte);
	/* Of alphabets of two bytes a letter there is no table here; what
	 * writes them says the letters by number, too. */
	if (byte >= 0x80 && page != SYMBOLS && page >= 900 && page < 1000)
		c = UNKNOWN;
	intake_rtf_char(r, c ? c : UNKNOWN);
}

/* Bytes that nobody meant to be there, in the only encoding that shows. */
static size_t take_utf8(struct rtf *r)
{
	uint32_t c;
	int n = utf8_decode(r->rest, &c);

	if (n < 2 || (r->page != UTF8 && n < 3))
		return 0;
	intake_rtf_char(r, c);
	return (size_t)n;
}

static void advance(struct rtf *r, size_t n)
{
	r->rest = n < r->rest.len ? str_of(r->rest.at + n, r->rest.len - n)
				  : STR("");
}

/* One that stands for a \u before it is passed over. */
static bool skipped(struct rtf *r)
{
	if (!r->skip)
		return false;
	r->skip--;
	return true;
}

static void take_byte(struct rtf *r)
{
	unsigned char c = (unsigned char)*r->rest.at;
	size_t n = 1;

	if (c == '\n' || c == '\r' || !c) {
		;
	} else if (!skipped(r)) {
		r->high = 0;
		if (c == '\t')
			intake_rtf_word(r, STR("tab"), RTF_NO_NUMBER);
		else if (c >= 0x80 && (n = take_utf8(r)) != 0)
			;
		else
			add_byte(r, c);
	}
	advance(r, n ? n : 1);
}

/* ---- groups --------------------------------------------------------------*/

static void open_group(struct rtf *r)
{
	r->skip = 0;
	if (r->depth + 1 == RTF_DEPTH) {
		r->deeper++;
		return;
	}
	r->state[r->depth + 1] = r->state[r->depth];
	r->depth++;
	rtf_state(r)->starred = false;
}

static void close_group(struct rtf *r)
{
	const struct rtf_state *s = rtf_state(r);

	r->skip = 0;
	if (r->deeper) {
		r->deeper--;
		return;
	}
	if (s->into == RTF_FONT_TABLE || s->into == RTF_STYLE_TABLE)
		intake_rtf_entry(r);
	if (r->depth)
		r->depth--;
}

void intake_rtf_later(struct rtf *r)
{
	if (r->later_count < RTF_LATER)
		r->later[r->later_count++] = r->rest;
	rtf_state(r)->into = RTF_SKIP;
}

/* ---- controls ------------------------------------------------------------*/

static int hex(char c)
{
	return c >= '0' && c <= '9'                 ? c - '0'
	       : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
						    : -1;
}

static void take_hex(struct rtf *r)
{
	int high = r->rest.len > 3 ? hex(r->rest.at[2]) : -1;
	int low = r->rest.len > 3 ? hex(r->rest.at[3]) : -1;

	if (high < 0 || low < 0) {
		advance(r, 2);
		return;
	}
	if (!skipped(r)) {
		r->high = 0;
		add_byte(r, (unsigned char)(16 * high + low));
	}
	advance(r, 4);
}

static void take_symbol(struct rtf *r)
{
	char c = r->rest.len > 1 ? r->rest.at[1] : '\0';

	if (c == '\'') {
		take_hex(r);
		return;
	}
	if (c == '*')
		rtf_state(r)->starred = true;
	else if (c == '\n' || c == '\r')
		intake_rtf_word(r, STR("par"), RTF_NO_NUMBER);
	else if (c == '\t')
		intake_rtf_word(r, STR("tab"), RTF_NO_NUMBER);
	else if (!skipped(r) && c)
		intake_rtf_char(r, c == '~'   ? 0xA0u
				   : c == '_' ? '-'
				   : c == '-' ? 0xADu
					      : (unsigned char)c);
	advance(r, 2);
}

static bool is_letter(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

static void take_control(struct rtf *r)
{
	struct str s = r->rest, word;
	int64_t number = RTF_NO_NUMBER;
	size_t n = 1, from;
	bool minus;

	while (n < s.len && n <= WORD && is_letter(s.at[n]))
		n++;
	if (n == 1) {
		take_symbol(r);
		return;
	}
	word = str_of(s.at + 1, n - 1);
	minus = n < s.len && s.at[n] == '-';
	from = n + minus;
	if (from < s.len && s.at[from] >= '0' && s.at[from] <= '9') {
		for (number = 0, n = from;
			n < s.len && s.at[n] >= '0' && s.at[n] <= '9'; n++)
			if (number < INT32_MAX)
				number = 10 * number + (s.at[n] - '0');
		number = minus ? -number : number;
	}
	n += n < s.len && s.at[n] == ' ';
	advance(r, n);
	if (str_is(word, "u") || str_is(word, "bin") || !skipped(r))
		intake_rtf_word(r, word, number);
}

/* To the next thing that ends or begins one. */
static void pass_over(struct rtf *r)
{
	size_t n = 0;

	while (n < r->rest.len && r->rest.at[n] != '{' &&
		r->rest.at[n] != '}' && r->rest.at[n] != '\\')
		n++;
	advance(r, n);
}

/* ---- the document --------------------------------------------------------*/

static void run(struct rtf *r, int floor)
{
	while (r->rest.len && r->depth >= floor && !r->flow.spent) {
		char c = *r->rest.at;

		if (c == '{' || c == '}') {
			advance(r, 1);
			if (c == '{')
				open_group(r);
			else
				close_group(r);
		} else if (r->deeper) {
			advance(r, c == '\\' ? 2 : 1);
		} else if (c == '\\') {
			take_control(r);
		} else if (rtf_state(r)->into == RTF_SKIP) {
			pass_over(r);
		} else {
			take_byte(r);
		}
	}
}

/* Feet of pages and notes. */
static void run_later(struct rtf *r)
{
	struct rtf_state first = { .skip_after = 1,
		.half_points = 24,
		.font = r->first_font,
		.style = -1,
		.outline = -1,
		.list = -1 };

	r->later_now = true;
	for (int i = 0; i < r->later_count; i++) {
		intake_flow_block(&r->flow);
		r->rest = r->later[i];
		r->depth = 1;
		r->deeper = r->skip = 0;
		r->state[0] = r->state[1] = first;
		r->first_line = true;
		run(r, 1);
	}
}

bool intake_rtf(struct arena *mem, struct str bytes, struct intake_doc *out,
	struct err *err)
{
	struct rtf *r = ARENA_NEW(mem, struct rtf);
	bool cut_off;

	if (bytes.len > FLOW_BYTES)
		return err_set(err, ERR_TOO_BIG,
			"it is a rich text of %zu MB; up to %d are read",
			bytes.len >> 20, FLOW_BYTES >> 20);
	r->mem = mem;
	r->rest = bytes;
	r->page = CODEPAGE_LATIN;
	r->entry = r->entry_outline = -1;
	r->first_line = true;
	r->last_style = -2;
	buf_init(&r->name, mem, RTF_FIELD + 8);
	buf_add(&r->name, STR(""));
	buf_init(&r->does, mem, RTF_FIELD + 8);
	buf_add(&r->does, STR(""));
	intake_flow_begin(&r->flow, mem);
	r->flow.typed = true;
	r->state[0] = (struct rtf_state){ .skip_after = 1,
		.half_points = 24,
		.style = -1,
		.outline = -1,
		.list = -1 };
	run(r, 0);
	cut_off = r->depth > 0 || r->deeper;
	run_later(r);
	if (!intake_flow_end(&r->flow, out, err))
		return false;
	out->mended = cut_off;
	return true;
}
