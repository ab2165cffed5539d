/*
 * intake/pdf_lex.c - bytes become values: numbers, names, texts, lists,
 * dictionaries, references. Follows none, and knows no file. What is ill-formed
 * is read as far as it makes sense, since every viewer does.
 */
#include "intake/pdf_int.h"

enum { DEPTH_MOST = 60, DIGITS_MOST = 18 };

const struct pdf_obj intake_pdf_null = { .kind = PDF_NULL };

/* 1: blank, 2: delimiter, 0: part of a word. */
static const uint8_t kinds[256] = { [0] = 1,
	['\t'] = 1,
	['\n'] = 1,
	['\f'] = 1,
	['\r'] = 1,
	[' '] = 1,
	['('] = 2,
	[')'] = 2,
	['<'] = 2,
	['>'] = 2,
	['['] = 2,
	[']'] = 2,
	['{'] = 2,
	['}'] = 2,
	['/'] = 2,
	['%'] = 2 };

bool intake_pdf_is_blank(int c) { return kinds[(unsigned char)c] == 1; }

/* blanks and comments */
static void skip_blank(struct pdf_lex *l)
{
	while (l->at < l->end) {
		if (*l->at == '%')
			while (l->at < l->end && *l->at != '\n' &&
				*l->at != '\r')
				l->at++;
		else if (kinds[*l->at] == 1)
			l->at++;
		else
			return;
	}
}

static int hex(int c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static struct pdf_obj text_of(enum pdf_kind kind, const char *at, size_t len)
{
	return (struct pdf_obj){
		.kind = (uint8_t)kind, .count = (uint32_t)len, .as.text = at
	};
}

static struct pdf_obj number(struct pdf_lex *l)
{
	static const double tens[] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7,
		1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
		1e18 };
	const unsigned char *p = l->at, *end = l->end;
	unsigned digits = 0, behind = 0, left_out = 0;
	uint64_t value = 0;
	bool minus = false;

	for (; p < end && (*p == '-' || *p == '+'); p++)
		minus |= *p == '-';
	for (; p < end && *p >= '0' && *p <= '9'; p++)
		if (digits++ < DIGITS_MOST)
			value = value * 10 + (*p - '0');
		else
			left_out++;
	if (p < end && *p == '.')
		for (p++; p < end && *p >= '0' && *p <= '9'; p++)
			if (digits++ < DIGITS_MOST) {
				value = value * 10 + (*p - '0');
				behind++;
			}
	/* "12-34", as some write a rounding error */
	while (p < end && (*p == '-' || *p == '.' || (*p >= '0' && *p <= '9')))
		p++;
	l->at = p;
	return (struct pdf_obj){ .kind = PDF_NUMBER,
		.as.number =
			(minus ? -1.0 : 1.0) * (double)value / tens[behind] *
			(left_out ? tens[left_out < DIGITS_MOST ? left_out
								: DIGITS_MOST]
				  : 1) };
}

static struct pdf_obj name(struct pdf_lex *l)
{
	const unsigned char *from = ++l->at, *p;
	bool marked = false;
	size_t len = 0;
	char *to;

	for (; l->at < l->end && !kinds[*l->at]; l->at++)
		marked |= *l->at == '#';
	if (!marked)
		return text_of(PDF_NAME, (const char *)from, l->at - from);
	to = arena_bytes(l->mem, l->at - from);
	for (p = from; p < l->at; p++)
		if (*p == '#' && l->at - p > 2 && hex(p[1]) >= 0 &&
			hex(p[2]) >= 0) {
			to[len++] = (char)(hex(p[1]) << 4 | hex(p[2]));
			p += 2;
		} else {
			to[len++] = (char)*p;
		}
	return text_of(PDF_NAME, to, len);
}

/* Behind a backslash; how many bytes it took. */
static int escape(const unsigned char *p, const unsigned char *end, int *out)
{
	static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";
	const char *found;
	int value = 0, n = 0;

	if (*p >= '0' && *p <= '7') {
		for (; n < 3 && p + n < end && p[n] >= '0' && p[n] <= '7'; n++)
			value = value * 8 + (p[n] - '0');
		*out = value & 255;
		return n;
	}
	if (*p == '\n' || *p == '\r') { /* goes on in the next line */
		*out = -1;
		return *p == '\r' && p + 1 < end && p[1] == '\n' ? 2 : 1;
	}
	found = *p ? strchr(from, *p) : NULL;
	*out = found ? to[found - from] : *p;
	return 1;
}

static struct str literal(struct pdf_lex *l)
{
	const unsigned char *from = ++l->at, *p = from;
	bool plain = true;
	int depth = 1, c;
	size_t len = 0;
	char *to;

	for (; p < l->end; p++) {
		if (*p == '\\') {
			plain = false;
			p++;
		} else if (*p == '(') {
			depth++;
		} else if (*p == ')' && !--depth) {
			break;
		}
	}
	if (p > l->end)
		p = l->end;
	l->at = p < l->end ? p + 1 : p;
	if (plain)
		return str_of((const char *)from, p - from);
	to = arena_bytes(l->mem, p - from + 1);
	while (from < p) {
		c = *from++;
		if (c == '\\' && from < p)
			from += escape(from, p, &c);
		if (c >= 0)
			to[len++] = (char)c;
	}
	return str_of(to, len);
}

static struct str hexadecimal(struct pdf_lex *l)
{
	const unsigned char *from = ++l->at;
	int high = -1, digit;
	size_t len = 0;
	char *to;

	while (l->at < l->end && *l->at != '>')
		l->at++;
	to = arena_bytes(l->mem, (l->at - from) / 2 + 1);
	for (const unsigned char *p = from; p < l->at; p++) {
		if ((digit = hex(*p)) < 0)
			continue;
		if (high >= 0)
			to[len++] = (char)(high << 4 | digit);
		high = high < 0 ? digit : -1;
	}
	if (high >= 0)
		to[len++] = (char)(high << 4);
	l->at += l->at < l->end;
	return str_of(to, len);
}

static struct pdf_obj text(struct pdf_lex *l, bool is_hex)
{
	struct str s = is_hex ? hexadecimal(l) : literal(l);

	if (l->number)
		s = intake_pdf_clear(
			l->pdf, l->mem, s, l->number, l->generation, false);
	return text_of(PDF_TEXT, s.at, s.len);
}

/* "12 0 R" in one go; a number otherwise. */
static struct pdf_obj number_or_ref(struct pdf_lex *l)
{
	struct pdf_obj first = number(l);
	const unsigned char *p = l->at;
	int digits = 0;

	if (first.as.number < 0 || first.as.number > INTAKE_PDF_OBJECTS)
		return first;
	while (p < l->end && kinds[*p] == 1)
		p++;
	for (; p < l->end && *p >= '0' && *p <= '9' && digits < 6; digits++)
		p++;
	if (!digits || p == l->end || kinds[*p] != 1)
		return first;
	while (p < l->end && kinds[*p] == 1)
		p++;
	if (p == l->end || *p != 'R' || (p + 1 < l->end && !kinds[p[1]]))
		return first;
	l->at = p + 1;
	return (struct pdf_obj){ .kind = PDF_REF,
		.as.ref = (uint32_t)first.as.number };
}

struct items {
	struct pdf_obj few[16], *at;
	size_t count, room;
};

static void add(struct pdf_lex *l, struct items *list, struct pdf_obj o)
{
	struct pdf_obj *more;

	if ((l->most && list->count >= l->most) || l->pdf->spent)
		return;
	if (l->pdf->items++ >= INTAKE_PDF_ITEMS) {
		l->pdf->spent = "many items in lists";
		return;
	}
	if (list->count == list->room) {
		more = arena_bytes(l->mem, 2 * list->room * sizeof(*more));
		memcpy(more, list->at, list->count * sizeof(*more));
		list->at = more;
		list->room *= 2;
	}
	list->at[list->count++] = o;
}

/* Behind "[" or "<<". What stands where a key must be is passed over. */
static struct pdf_obj list(struct pdf_lex *l, bool dict)
{
	struct items list = { .room = LENGTH(list.few) };
	struct pdf_obj o, *kept;

	list.at = list.few;
	l->depth++;
	while (intake_pdf_work(l->pdf, 4)) {
		o = intake_pdf_lex(l);
		if (o.kind == PDF_END)
			break;
		if (o.kind == PDF_WORD) {
			char c = o.count ? *o.as.text : '\0';

			if (c == (dict ? '>' : ']'))
				break;
			if (o.count > 5 &&
				(str_is(intake_pdf_str(&o), "endobj") ||
					str_is(intake_pdf_str(&o), "stream")))
				break;
			if (!dict || !(list.count & 1))
				continue;
			o = intake_pdf_null;
		}
		if (dict && !(list.count & 1) && o.kind != PDF_NAME)
			continue;
		add(l, &list, o);
	}
	l->depth--;
	if (dict)
		list.count &= ~(size_t)1;
	kept = arena_bytes(l->mem, list.count * sizeof(*kept) + 1);
	memcpy(kept, list.at, list.count * sizeof(*kept));
	return (struct pdf_obj){ .kind = dict ? PDF_DICT : PDF_LIST,
		.count = (uint32_t)list.count,
		.as.items = kept };
}

static struct pdf_obj word(struct pdf_lex *l)
{
	const unsigned char *from = l->at;
	struct str s;

	while (l->at < l->end && !kinds[*l->at])
		l->at++;
	s = str_of((const char *)from, l->at - from);
	if (s.len == 4 && str_is(s, "true"))
		return (struct pdf_obj){ .kind = PDF_BOOL, .as.number = 1 };
	if (s.len == 5 && str_is(s, "false"))
		return (struct pdf_obj){ .kind = PDF_BOOL };
	if (s.len == 4 && str_is(s, "null"))
		return intake_pdf_null;
	return text_of(PDF_WORD, s.at, s.len);
}

static struct pdf_obj delimiter(struct pdf_lex *l)
{
	bool twice = l->at + 1 < l->end && l->at[1] == *l->at;
	const char *from = (const char *)l->at;

	switch (*l->at) {
	case '/':
		return name(l);
	case '(':
		return text(l, false);
	case '<':
		if (!twice)
			return text(l, true);
		if (l->depth >= DEPTH_MOST)
			break;
		l->at += 2;
		return list(l, true);
	case '[':
		if (l->depth >= DEPTH_MOST)
			break;
		l->at++;
		return list(l, false);
	case '>':
		l->at += twice ? 2 : 1;
		return text_of(PDF_WORD, from, 1);
	default:
		break;
	}
	l->at++;
	return text_of(PDF_WORD, from, 1);
}

struct pdf_obj intake_pdf_lex(struct pdf_lex *l)
{
	const unsigned char *from;
	struct pdf_obj o;
	int c;

	skip_blank(l);
	if (l->at >= l->end || l->pdf->spent)
		return (struct pdf_obj){ .kind = PDF_END };
	from = l->at;
	c = *from;
	if ((c >= '0' && c <= '9') && !l->most)
		o = number_or_ref(l);
	else if ((c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.')
		o = number(l);
	else if (kinds[c])
		o = delimiter(l);
	else
		o = word(l);
	if (o.kind != PDF_LIST && o.kind != PDF_DICT)
		intake_pdf_work(l->pdf, l->at - from + 1);
	return o;
}
