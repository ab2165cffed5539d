/*
 * tailor/intent_text.c - a text as it reads: tags and comments gone, entities
 * decoded, characters that cannot be seen left out, and letters of other
 * scripts that stand in a Latin word taken for those that they look like.
 */
#include "base/utf8.h"
#include "tailor/intent_int.h"

#include <stdlib.h>

struct text_reading {
	struct arena *mem;
	struct str text;
	size_t at;
	struct intent_read *out;
	struct str hider; /* the element that hides; empty: none */
	size_t hider_at, depth;
	size_t endless; /* no '>' and no "-->" from here on */
};

/* ---- what is made ---------------------------------------------------------
 */

void intent_text_init(struct intent_text *t, struct arena *mem, size_t most)
{
	buf_init(&t->text, mem, most + 16);
	buf_need(&t->text, most + 8);
	t->room = most + 8;
	t->from = arena_bytes(mem, t->room * sizeof(*t->from));
}

void intent_text_add(struct intent_text *t, char c, size_t from)
{
	if (t->text.len < t->room)
		t->from[t->text.len] = (uint32_t)from;
	buf_addc(&t->text, c);
}

static void add_code(struct intent_text *t, uint32_t c, size_t from)
{
	char bytes[4];
	int n = utf8_encode(c, bytes);

	for (int i = 0; i < n; i++)
		intent_text_add(t, bytes[i], from);
}

void intent_range_add(
	struct arena *mem, struct intent_ranges *to, size_t from, size_t end)
{
	if (to->count == to->room) {
		struct intent_range *more;

		to->room = to->room ? 2 * to->room : 16;
		more = ARENA_LIST(mem, struct intent_range, to->room);
		if (to->count)
			memcpy(more, to->at, to->count * sizeof(*more));
		to->at = more;
	}
	to->at[to->count++] =
		(struct intent_range){ (uint32_t)from, (uint32_t)end };
}

bool intent_range_has(const struct intent_ranges *in, size_t at)
{
	size_t from = 0, to = in->count;

	while (from < to) {
		size_t mid = (from + to) / 2;

		if (in->at[mid].to <= at)
			from = mid + 1;
		else
			to = mid;
	}
	return from < in->count && in->at[from].from <= at;
}

/* ---- characters -----------------------------------------------------------
 */

bool intent_is_unseen(uint32_t c)
{
	return (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || c == 0xad ||
	       c == 0x34f || c == 0x115f || c == 0x1160 || c == 0x3164 ||
	       c == 0xffa0 || c == 0x180e || (c >= 0xfe00 && c <= 0xfe0f) ||
	       (c >= 0xe0000 && c <= 0xe01ef) ||
	       (c < 0x20 && c != '\n' && c != '\t' && c != '\r');
}

/* Letters of Cyrillic and Greek by their looks; pairs. */
static const struct {
	uint16_t code;
	char latin;
} looks[] = { { 0x430, 'a' }, { 0x435, 'e' }, { 0x43e, 'o' }, { 0x440, 'p' },
	{ 0x441, 'c' }, { 0x443, 'y' }, { 0x445, 'x' }, { 0x456, 'i' },
	{ 0x458, 'j' }, { 0x455, 's' }, { 0x501, 'd' }, { 0x4bb, 'h' },
	{ 0x51b, 'q' }, { 0x51d, 'w' }, { 0x475, 'v' }, { 0x432, 'b' },
	{ 0x43d, 'h' }, { 0x43c, 'm' }, { 0x442, 't' }, { 0x43a, 'k' },
	{ 0x433, 'r' }, { 0x438, 'u' }, { 0x43f, 'n' }, { 0x578, 'n' },
	{ 0x57d, 'u' }, { 0x585, 'o' }, { 0x410, 'A' }, { 0x412, 'B' },
	{ 0x415, 'E' }, { 0x41a, 'K' }, { 0x41c, 'M' }, { 0x41d, 'H' },
	{ 0x41e, 'O' }, { 0x420, 'P' }, { 0x421, 'C' }, { 0x422, 'T' },
	{ 0x423, 'Y' }, { 0x425, 'X' }, { 0x406, 'I' }, { 0x3b1, 'a' },
	{ 0x3b5, 'e' }, { 0x3b9, 'i' }, { 0x3bf, 'o' }, { 0x3c1, 'p' },
	{ 0x3c5, 'u' }, { 0x3bd, 'v' }, { 0x3ba, 'k' }, { 0x3c4, 't' },
	{ 0x3b7, 'n' }, { 0x3c3, 'o' }, { 0x391, 'A' }, { 0x392, 'B' },
	{ 0x395, 'E' }, { 0x397, 'H' }, { 0x399, 'I' }, { 0x39a, 'K' },
	{ 0x39c, 'M' }, { 0x39d, 'N' }, { 0x39f, 'O' }, { 0x3a1, 'P' },
	{ 0x3a4, 'T' }, { 0x3a5, 'Y' }, { 0x3a7, 'X' }, { 0x131, 'i' },
	{ 0x261, 'g' }, { 0x251, 'a' }, { 0x26a, 'i' }, { 0x280, 'r' },
	{ 0x274, 'n' }, { 0x1d0f, 'o' }, { 0x1d07, 'e' }, { 0x1d1c, 'u' },
	{ 0x1d1b, 't' }, { 0x455, 's' }, { 0x2c99, 'm' } };

static char looks_like(uint32_t c)
{
	for (size_t i = 0; i < LENGTH(looks); i++)
		if (looks[i].code == c)
			return looks[i].latin;
	return '\0';
}

/* Letters of mathematics, of circles, of full width; 0: none of these. */
static uint32_t plain_of(uint32_t c)
{
	if (c >= 0xff01 && c <= 0xff5e)
		return c - 0xff01 + '!';
	if (c >= 0x1d400 && c <= 0x1d6a3) {
		uint32_t n = (c - 0x1d400) % 52;

		return n < 26 ? 'A' + n : 'a' + n - 26;
	}
	if (c >= 0x24b6 && c <= 0x24cf)
		return 'A' + c - 0x24b6;
	if (c >= 0x24d0 && c <= 0x24e9)
		return 'a' + c - 0x24d0;
	if (c >= 0x1f130 && c <= 0x1f149)
		return 'A' + c - 0x1f130;
	if (c >= 0x1f170 && c <= 0x1f189)
		return 'A' + c - 0x1f170;
	return 0;
}

static void note_unseen(struct text_reading *r, uint32_t c, size_t from)
{
	struct intent_read *o = r->out;

	if (c >= 0xe0020 && c <= 0xe007e)
		intent_text_add(&o->tags, (char)(c - 0xe0000), from);
	if (c == 0x202d || c == 0x202e) {
		if (!o->turned++)
			o->turned_at = from;
	} else if (!o->unseen++) {
		o->unseen_at = from;
	}
}

static void take_code(struct text_reading *r, uint32_t c, size_t from)
{
	uint32_t plain = plain_of(c);

	if (intent_is_unseen(c)) {
		note_unseen(r, c, from);
		return;
	}
	if (plain)
		intent_range_add(r->mem, &r->out->disguised, from, from + 1);
	add_code(&r->out->seen, plain ? plain : c, from);
}

/* ---- entities, tags, comments ---------------------------------------------
 */

static struct str rest_of(const struct text_reading *r)
{
	return str_of(r->text.at + r->at, r->text.len - r->at);
}

/* "&#105;", "&#x69;", "&lt;"; false: none begins here. */
static bool take_entity(struct text_reading *r)
{
	static const struct {
		const char *name;
		uint32_t code;
	} named[] = { { "&lt;", '<' }, { "&gt;", '>' }, { "&amp;", '&' },
		{ "&quot;", '"' }, { "&apos;", '\'' }, { "&nbsp;", ' ' },
		{ "&shy;", 0xad }, { "&zwnj;", 0x200c }, { "&zwj;", 0x200d } };
	struct str rest = rest_of(r);
	uint32_t c = 0;
	size_t i = 2;
	bool hex = rest.len > 2 && (rest.at[2] | 32) == 'x';

	for (size_t k = 0; k < LENGTH(named); k++)
		if (str_starts(rest, str_c(named[k].name))) {
			take_code(r, named[k].code, r->at);
			r->at += strlen(named[k].name);
			return true;
		}
	if (rest.len < 4 || rest.at[1] != '#')
		return false;
	for (i += hex; i < rest.len && i < 10; i++) {
		char d = rest.at[i];

		if (d >= '0' && d <= '9')
			c = c * (hex ? 16 : 10) + (uint32_t)(d - '0');
		else if (hex && (d | 32) >= 'a' && (d | 32) <= 'f')
			c = c * 16 + (uint32_t)((d | 32) - 'a' + 10);
		else
			break;
	}
	if (!c || c > 0x10ffff)
		return false;
	take_code(r, c, r->at);
	r->at += i + (i < rest.len && rest.at[i] == ';');
	return true;
}

static bool has(struct str in, const char *text)
{
	size_t n = strlen(text);

	for (size_t i = 0; i + n <= in.len; i++)
		if (str_eq_nocase(str_of(in.at + i, n), str_of(text, n)))
			return true;
	return false;
}

/* Without blanks: "color : white" and "color:white". */
static bool hides(struct arena *mem, struct str tag)
{
	static const char *const all[] = { "display:none", "visibility:hidden",
		"opacity:0;", "opacity:0\"", "opacity:0'", "opacity:0.0",
		"font-size:0", "font-size:1px", "font-size:2px", "color:white",
		"color:#fff", "color:rgb(255,255,255", "color:transparent",
		"color:rgba(0,0,0,0)", "left:-9", "top:-9", "text-indent:-9",
		"height:0", "width:0", "hidden", "color=\"white", "color=white",
		"color=\"#fff", "color='white", "size=\"0", "clip:rect",
		"mso-hide:all", "scale(0)", "sr-only" };
	struct buf b;

	buf_init(&b, mem, tag.len + 8);
	for (size_t i = 0; i < tag.len; i++)
		if (!strchr(" \t\n\r", tag.at[i]))
			buf_addc(&b, tag.at[i]);
	for (size_t i = 0; i < LENGTH(all); i++)
		if (has(buf_str(&b), all[i]))
			return true;
	return false;
}

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9');
}

static struct str name_of(struct str tag)
{
	size_t from = 1 + (tag.len > 1 && tag.at[1] == '/'), n = from;

	while (n < tag.len && is_name(tag.at[n]))
		n++;
	return str_of(tag.at + from, n - from);
}

/* Elements that hide, and where they end. */
static void follow_hider(struct text_reading *r, struct str tag, size_t from)
{
	struct str name = name_of(tag);
	bool closes = tag.len > 1 && tag.at[1] == '/';
	bool empty = tag.len > 1 && tag.at[tag.len - 2] == '/';

	if (!r->hider.len) {
		if (!closes && !empty && hides(r->mem, tag)) {
			r->hider = name;
			r->hider_at = from;
			r->depth = 1;
		}
		return;
	}
	if (!str_eq_nocase(name, r->hider) || empty)
		return;
	if (!closes) {
		r->depth++;
	} else if (!--r->depth) {
		intent_range_add(
			r->mem, &r->out->hidden, r->hider_at, from + tag.len);
		r->hider = STR("");
	}
}

static const char *find(struct str in, const char *text)
{
	return memmem(in.at, in.len, text, strlen(text));
}

/* "<b>", "</p>", "<!-- -->"; false: a '<' that is none. */
static bool take_tag(struct text_reading *r)
{
	struct str rest = rest_of(r);
	const char *end;
	struct str tag;

	if (r->at >= r->endless || rest.len < 3)
		return false;
	if (str_starts(rest, STR("<!--"))) {
		end = find(rest, "-->");
		tag = str_of(
			rest.at, end ? (size_t)(end + 3 - rest.at) : rest.len);
		for (size_t i = 4; i < tag.len; i++)
			intent_text_add(
				&r->out->comments, tag.at[i], r->at + i);
		intent_text_add(&r->out->comments, '\n', r->at);
		intent_range_add(
			r->mem, &r->out->comment, r->at, r->at + tag.len);
		r->at += tag.len;
		return true;
	}
	if (!is_name(rest.at[1]) && rest.at[1] != '/' && rest.at[1] != '!')
		return false;
	end = memchr(rest.at, '>', rest.len);
	if (!end)
		r->endless = r->at;
	if (!end || end - rest.at > 4000)
		return false;
	tag = str_of(rest.at, (size_t)(end + 1 - rest.at));
	follow_hider(r, tag, r->at);
	/* Tags within a line hold words together: "ig<b></b>nore". */
	if (!has(str_of(tag.at, tag.len < 9 ? tag.len : 9), "<b") &&
		!has(str_of(tag.at, tag.len < 9 ? tag.len : 9), "</b") &&
		!str_eq_nocase(name_of(tag), STR("span")) &&
		!str_eq_nocase(name_of(tag), STR("i")) &&
		!str_eq_nocase(name_of(tag), STR("wbr")) &&
		!str_eq_nocase(name_of(tag), STR("em")))
		intent_text_add(&r->out->seen, '\n', r->at);
	else if (has(tag, "<br"))
		intent_text_add(&r->out->seen, '\n', r->at);
	r->at += tag.len;
	return true;
}

/* ---- disguised words ------------------------------------------------------
 */

static bool is_latin(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void copy_word(struct intent_text *to, const struct intent_text *from,
	size_t at, size_t end, bool mixed)
{
	struct str s = buf_str(&from->text);

	while (at < end) {
		uint32_t c = 0;
		int n = utf8_decode(str_of(s.at + at, end - at), &c);
		char latin = mixed && n > 1 ? looks_like(c) : '\0';

		if (latin)
			intent_text_add(to, latin, from->from[at]);
		for (int i = 0; !latin && i < abs(n); i++)
			intent_text_add(
				to, s.at[at + (size_t)i], from->from[at]);
		at += (size_t)abs(n);
	}
}

/* A word that mixes scripts gets Latin letters. */
static void undisguise(struct arena *mem, struct intent_read *o)
{
	struct intent_text from = o->seen, to;
	struct str s = buf_str(&from.text);

	intent_text_init(&to, mem, s.len);
	for (size_t at = 0; at < s.len; at++) {
		size_t end = at, latin = 0, odd = 0;

		while (end < s.len && !strchr(" \n\t.,;:!?()", s.at[end])) {
			uint32_t c;
			int n = utf8_decode(
				str_of(s.at + end, s.len - end), &c);

			latin += is_latin(s.at[end]);
			odd += n > 1 && looks_like(c);
			end += (size_t)abs(n);
		}
		if (odd && latin)
			intent_range_add(mem, &o->disguised, from.from[at],
				from.from[at] + 1);
		copy_word(&to, &from, at, end, odd && latin);
		if (end < s.len)
			intent_text_add(&to, s.at[end], from.from[end]);
		at = end;
	}
	o->seen = to;
}

void intent_text_read(
	struct arena *mem, struct str text, struct intent_read *out)
{
	struct text_reading r = { .mem = mem,
		.text = text,
		.out = out,
		.hider = STR(""),
		.endless = SIZE_MAX };

	memset(out, 0, sizeof(*out));
	/* what is no UTF-8 becomes three bytes */
	intent_text_init(&out->seen, mem, 3 * text.len + 8);
	intent_text_init(&out->comments, mem, text.len + 8);
	intent_text_init(&out->tags, mem, text.len + 8);
	while (r.at < text.len) {
		char c = text.at[r.at];
		uint32_t code;
		int n;

		if ((c == '<' && take_tag(&r)) || (c == '&' && take_entity(&r)))
			continue;
		n = utf8_decode(rest_of(&r), &code);
		take_code(&r, n > 0 ? code : 0xfffd, r.at);
		r.at += (size_t)abs(n);
	}
	if (r.hider.len)
		intent_range_add(mem, &out->hidden, r.hider_at, text.len);
	undisguise(mem, out);
}
