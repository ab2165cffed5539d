/* intake/rtf_word.c - what control words do; see rtf_int.h. */
#include "intake/rtf_int.h"

#include "intake/codepage.h"
#include "intake/field.h"

enum act {
	NOTHING,
	SKIP,
	BODY,
	BOX,
	LATER,
	FONTS,
	STYLES,
	FIELD,
	FIELD_DOES,
	FIELD_SHOWS,
	BULLET,
	BULLET_LEVEL,
	LISTED,
	OLD_FORM,
	NEW_FORM,
	CHAR,
	FLAG,
	RTL_FLAG,
	DELETED,
	PLAIN,
	SIZE,
	FONT,
	FIRST_FONT,
	FONT_SET,
	FONT_PAGE,
	PAGE,
	UNICODE,
	SKIP_AFTER,
	BIN,
	PARD,
	PAR,
	LINE,
	TAB,
	CELL,
	ROW,
	BREAK,
	NEW_PAGE,
	SECTION,
	STYLE,
	OUTLINE,
	LIST,
	LEVEL,
	INDENT,
	ABOVE,
	BELOW,
	CLOSE,
	PAGE_ABOVE,
	IN_TABLE
};

static const struct word {
	const char *word;
	enum act act;
	uint32_t value;
} words[] = {
#define WORD(word, act, value) { word, act, value },
#include "intake/rtf_words.def"
#undef WORD
};

static const struct word *find(struct str s)
{
	size_t low = 0, high = LENGTH(words);

	while (low < high) {
		size_t middle = (low + high) / 2;
		struct str word = str_c(words[middle].word);
		size_t least = s.len < word.len ? s.len : word.len;
		int order = memcmp(s.at, word.at, least);

		if (!order && s.len == word.len)
			return &words[middle];
		if (order < 0 || (!order && s.len < word.len))
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* ---- tables --------------------------------------------------------------*/

/* Pages of letters by the sets of fonts that Windows numbers. */
static unsigned page_of_set(int64_t set)
{
	static const struct {
		int set;
		unsigned page;
	} sets[] = { { 2, 1 }, { 77, 10000 }, { 128, 932 }, { 129, 949 },
		{ 134, 936 }, { 136, 950 }, { 161, 1253 }, { 162, 1254 },
		{ 163, 1258 }, { 177, 1255 }, { 178, 1256 }, { 186, 1257 },
		{ 204, 1251 }, { 222, 874 }, { 238, 1250 }, { 254, 437 },
		{ 255, 850 } };

	for (size_t i = 0; i < LENGTH(sets); i++)
		if (sets[i].set == set)
			return sets[i].page;
	return 0;
}

static void set_font_page(struct rtf *r, int64_t page)
{
	if (rtf_state(r)->into != RTF_FONT_TABLE || r->entry < 0 ||
		r->entry >= RTF_FONTS || page <= 0 || page > 65535)
		return;
	if (!r->fonts)
		r->fonts = ARENA_LIST(r->mem, uint16_t, RTF_FONTS);
	r->fonts[r->entry] = (uint16_t)page;
}

/* "heading 2", "Title" */
static int level_of_name(struct str name)
{
	name = str_trim(name);
	if (name.len == 9 && str_eq_nocase(str_of(name.at, 8), STR("heading ")))
		return name.at[8] >= '1' && name.at[8] <= '9' ? name.at[8] - '0'
							      : 0;
	return str_eq_nocase(name, STR("title")) ? 1 : 0;
}

void intake_rtf_entry(struct rtf *r)
{
	int level = level_of_name(buf_str(&r->name));

	if (r->entry_outline >= 0 && r->entry_outline < FLOW_LEVELS)
		level = r->entry_outline + 1;
	if (rtf_state(r)->into == RTF_STYLE_TABLE && level && r->entry >= 0 &&
		r->entry < RTF_STYLES) {
		if (!r->styles)
			r->styles = ARENA_LIST(r->mem, uint8_t, RTF_STYLES);
		r->styles[r->entry] = (uint8_t)level;
	}
	r->entry = -1;
	r->entry_outline = -1;
	r->name.len = 0;
}

/* ---- what words do -------------------------------------------------------*/

static void into(struct rtf *r, enum rtf_into where)
{
	if (rtf_state(r)->into != RTF_SKIP)
		rtf_state(r)->into = where;
}

static void do_group(struct rtf *r, enum act act)
{
	struct rtf_state *s = rtf_state(r);

	switch (act) {
	case SKIP:
		s->into = RTF_SKIP;
		break;
	case BOX:
		intake_rtf_line(r);
		break;
	case LATER:
		if (s->into == RTF_BODY && !r->later_now)
			intake_rtf_later(r);
		break;
	case FONTS:
		into(r, RTF_FONT_TABLE);
		break;
	case STYLES:
		into(r, RTF_STYLE_TABLE);
		break;
	case FIELD:
		r->does.len = 0;
		break;
	case FIELD_DOES:
		into(r, RTF_FIELD_DOES);
		break;
	case FIELD_SHOWS:
		if (s->into == RTF_FIELD_DOES)
			s->into = RTF_BODY;
		s->url = intake_field_link(r->mem, buf_str(&r->does));
		break;
	case BULLET:
		into(r, RTF_BULLET);
		break;
	case LISTED:
		if (s->into == RTF_BODY)
			r->listed = true;
		s->into = RTF_SKIP;
		break;
	case OLD_FORM:
	case NEW_FORM:
		s->old = act == OLD_FORM;
		break;
	default:
		break;
	}
}

static void do_letter(struct rtf *r, enum act act, int64_t n)
{
	struct rtf_state *s = rtf_state(r);
	bool in_fonts = s->into == RTF_FONT_TABLE;

	switch (act) {
	case DELETED:
		s->deleted = n != 0;
		break;
	case PLAIN:
		s->flags = s->rtl_flags = 0;
		s->half_points = 24;
		s->font = r->first_font;
		s->deleted = false;
		break;
	case SIZE:
		if (n >= 2 && n <= 800)
			s->half_points = (int)n;
		break;
	case FONT:
		if (in_fonts)
			r->entry = n >= 0 && n < RTF_FONTS ? (int)n : -1;
		else if (n >= 0 && n < RTF_FONTS)
			s->font = (uint16_t)n;
		break;
	case FIRST_FONT:
		if (n >= 0 && n < RTF_FONTS)
			s->font = r->first_font = (uint16_t)n;
		break;
	case FONT_SET:
		set_font_page(r, page_of_set(n));
		break;
	case FONT_PAGE:
		set_font_page(r, n);
		break;
	case SKIP_AFTER:
		s->skip_after = n >= 0 && n < 16 ? (int)n : 1;
		break;
	default:
		break;
	}
}

/* Halves of a pair come one after the other. */
static void do_unicode(struct rtf *r, int64_t n)
{
	uint32_t c = (uint32_t)(n < 0 ? n + 65536 : n);

	r->skip = rtf_state(r)->skip_after;
	if (n < -32768 || n > 65535)
		return;
	if (c >> 10 == 0xD800 >> 10) {
		r->high = c;
		return;
	}
	if (c >> 10 == 0xDC00 >> 10)
		c = r->high ? 0x10000 + ((r->high & 0x3FF) << 10) + (c & 0x3FF)
			    : 0xFFFD;
	r->high = 0;
	intake_rtf_char(r, c);
}

static void do_cell(struct rtf *r)
{
	if (r->cell_broke)
		intake_flow_block(&r->flow);
	else
		intake_flow_gap(&r->flow, 0);
	r->cell_broke = false;
	r->first_line = true;
	r->listed = false;
}

static void end_paragraph(struct rtf *r, bool apart)
{
	bool any = intake_flow_any(&r->flow);

	r->cell_broke |= any && rtf_state(r)->in_table;
	r->flow.below = (float)rtf_state(r)->below / 20;
	if (apart || !any)
		intake_flow_block(&r->flow);
	else
		intake_flow_line(&r->flow);
	r->first_line = true;
	r->listed = false;
}

static void do_line(struct rtf *r, enum act act)
{
	if (rtf_state(r)->into != RTF_BODY || rtf_state(r)->old ||
		rtf_state(r)->deleted)
		return;
	switch (act) {
	case PAR:
		end_paragraph(r, false);
		break;
	case LINE:
		intake_rtf_line(r);
		break;
	case TAB:
		intake_flow_gap(&r->flow, 0);
		break;
	case CELL:
		do_cell(r);
		break;
	case ROW:
		end_paragraph(r, false);
		r->cell_broke = false;
		break;
	case BREAK:
	case SECTION:
		end_paragraph(r, true);
		break;
	case NEW_PAGE:
		end_paragraph(r, true);
		intake_flow_page(&r->flow);
		break;
	default:
		break;
	}
}

static void do_paragraph(struct rtf *r, enum act act, int64_t n)
{
	struct rtf_state *s = rtf_state(r);
	int value = n >= -1 && n < 32768 ? (int)n : -1;

	switch (act) {
	case PARD:
		s->style = s->outline = s->list = -1;
		s->level = s->indent = s->above = s->below = 0;
		s->bullet = s->in_table = s->close = s->new_page = false;
		break;
	case STYLE:
		if (s->into == RTF_STYLE_TABLE)
			r->entry = value;
		else
			s->style = value;
		break;
	case OUTLINE:
		if (s->into == RTF_STYLE_TABLE)
			r->entry_outline = value;
		else
			s->outline = value;
		break;
	case LIST:
		s->list = value;
		break;
	case LEVEL:
		s->level = value;
		break;
	case INDENT:
		s->indent = value > 0 && value < 10000 ? value : 0;
		break;
	case ABOVE:
	case BELOW:
		value = value > 0 && value < 4000 ? value : 0;
		*(act == ABOVE ? &s->above : &s->below) = value;
		break;
	case CLOSE:
		s->close = n != 0;
		break;
	case PAGE_ABOVE:
		s->new_page = n != 0;
		break;
	case IN_TABLE:
		s->in_table = true;
		break;
	case BULLET_LEVEL:
		if (s->into == RTF_BULLET && r->depth)
			s[-1].bullet = true;
		break;
	default:
		break;
	}
}

static void do_bytes(struct rtf *r, int64_t n)
{
	size_t most = n > 0 ? (size_t)n : 0;

	if (most > r->rest.len)
		most = r->rest.len;
	r->rest = str_of(r->rest.at + most, r->rest.len - most);
}

void intake_rtf_word(struct rtf *r, struct str name, int64_t number)
{
	const struct word *w = find(name);
	struct rtf_state *s = rtf_state(r);
	bool none = number == RTF_NO_NUMBER;
	int64_t n = none ? 1 : number;

	if (!w) {
		if (s->starred)
			s->into = RTF_SKIP;
	} else if (w->act == BIN) {
		do_bytes(r, none ? 0 : number);
	} else if (s->into == RTF_SKIP) {
		;
	} else if (w->act == CHAR) {
		intake_rtf_char(r, w->value);
	} else if (w->act == FLAG) {
		s->flags = n ? s->flags | w->value : s->flags & ~w->value;
	} else if (w->act == RTL_FLAG) {
		s->rtl_flags =
			n ? s->rtl_flags | w->value : s->rtl_flags & ~w->value;
	} else if (w->act == PAGE) {
		n = w->value ? (int64_t)w->value : n;
		if (n > 0 && n <= 65535)
			r->page = (unsigned)n;
	} else if (w->act == UNICODE) {
		do_unicode(r, none ? 0 : number);
	} else if (w->act >= PARD && w->act != PARD && w->act <= SECTION) {
		do_line(r, w->act);
	} else if (w->act == BULLET_LEVEL || w->act >= PARD) {
		do_paragraph(r, w->act, none && w->act < CLOSE ? 0 : n);
	} else if (w->act < CHAR) {
		do_group(r, w->act);
	} else {
		do_letter(r, w->act, n);
	}
	s->starred = false;
}
