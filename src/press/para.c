/*
 * press/para.c - reading runs into atoms. Lines are break.c's matter.
 */
#include "press/para.h"

#include "base/utf8.h"
#include "press/bidi.h"
#include "press/letters.h"

/* What is being read. */
struct reader {
	struct para *p;
	const struct para_look *look;
	const struct tree_run *run;
	int run_number;
	const struct font *font;
	unsigned how;
	uint32_t color;
	struct str text;      /* of the piece that is open */
	FriBidiLevel *levels; /* of all characters; NULL: none is special */
	size_t character, characters; /* index of the next one; of levels */
	uint8_t level;                /* of the piece */
	uint32_t before;              /* the character before; 0: a blank */
};

/* ---- pieces and atoms --------------------------------------------------- */

static void *room(
	struct arena *mem, void *at, size_t count, size_t *have, size_t size)
{
	size_t want = *have ? *have * 2 : 32;
	void *more;

	if (count < *have)
		return at;
	more = arena_bytes(mem, want * size);
	if (count)
		memcpy(more, at, count * size);
	*have = want;
	return more;
}

static int32_t scaled(int64_t units, int32_t size, int upem)
{
	return (int32_t)((units * size + upem / 2) / upem);
}

static struct para_atom *atom_open(struct para *p)
{
	struct para_atom *a = p->atoms ? &p->atom[p->atoms - 1] : NULL;

	if (a && a->end == PARA_NEVER)
		return a;
	p->atom = room(
		p->mem, p->atom, p->atoms, &p->atom_room, sizeof(*p->atom));
	a = &p->atom[p->atoms++];
	*a = (struct para_atom){ .first = (uint32_t)p->pieces,
		.letters = true };
	return a;
}

static int32_t tracking(const struct reader *r, const struct shape *s)
{
	return r->look->tracking && !letters_join(s->text) ? r->look->tracking
							   : 0;
}

static void add_shape(struct reader *r, const struct shape *s, int32_t size)
{
	struct para *p = r->p;
	struct para_atom *a = atom_open(p);
	struct para_piece *piece;

	p->piece = room(
		p->mem, p->piece, p->pieces, &p->piece_room, sizeof(*p->piece));
	piece = &p->piece[p->pieces++];
	*piece = (struct para_piece){ .shape = s,
		.width = scaled(s->width, size, s->font->upem) +
			 tracking(r, s) * (int32_t)s->count,
		.size = size,
		.tracking = tracking(r, s),
		.color = r->color,
		.run = r->run_number,
		.level = r->level };
	a->count++;
	a->width += piece->width;
}

static int32_t word_width(
	const struct reader *r, const struct word *w, int32_t size)
{
	int32_t width = 0;

	for (uint32_t i = 0; i < w->count; i++)
		width += scaled(w->at[i].width, size, w->at[i].font->upem) +
			 tracking(r, &w->at[i]) * (int32_t)w->at[i].count;
	return width;
}

/* What can end here, ends here. */
static void atom_close(struct para *p, enum para_end end, int32_t blank)
{
	struct para_atom *a;

	if (!p->atoms)
		return;
	a = &p->atom[p->atoms - 1];
	if (a->end == PARA_NEVER) {
		a->end = end;
		a->blank = blank;
	}
}

/* Behind the last such mark that is not far behind the middle; 0: none. */
static size_t cut_behind(struct str s, const char *marks)
{
	size_t best = 0;

	for (size_t i = 1; i < s.len; i++)
		if (strchr(marks, s.at[i - 1]) &&
			(best == 0 || i <= s.len * 3 / 4))
			best = i;
	return best;
}

/* Where a word that is too long for a line is cut: behind a mark that parts
 * it, else where it may be hyphenated, else in the middle. */
static size_t cut_of(const struct para *p, struct str s, enum para_end *end)
{
	size_t middle = s.len / 2, best = 0, count;
	uint8_t places[16];

	*end = PARA_HERE;
	best = cut_behind(s, "/._@?&=:,");
	best = best ? best : cut_behind(s, "-");
	if (best)
		return best;
	count = p->hyphens ? hyphen_find(p->hyphens, s, places, 16) : 0;
	for (size_t i = 0; i < count; i++)
		if (!best || places[i] <= middle + 2)
			best = places[i];
	if (best) {
		*end = PARA_SOFT;
		return best;
	}
	while (middle > 0 && (s.at[middle] & 0xc0) == 0x80)
		middle--;
	return middle;
}

static void add_word(struct reader *r, struct str text, int32_t size)
{
	const struct word *w = words_find(r->p->words, r->font, r->how, text);
	enum para_end end;
	size_t cut = 0;

	if (text.len > 1 && word_width(r, w, size) > r->p->width)
		cut = cut_of(r->p, text, &end);
	if (cut) {
		add_word(r, str_of(text.at, cut), size);
		atom_close(r->p, end, 0);
		add_word(r, str_of(text.at + cut, text.len - cut), size);
		return;
	}
	if (w->missing) {
		r->p->missing++;
		r->p->missing_one = w->missing;
	}
	/* fonts change in the order of the text, in either direction */
	for (uint32_t i = 0; i < w->count; i++)
		add_shape(r, &w->at[i], size);
}

/* Small capitals of a font that has none: capitals, smaller. */
static void add_small(struct reader *r, struct str text)
{
	while (text.len) {
		struct str upper;
		size_t n = 0;
		bool small = false;

		for (size_t k = 0; k < text.len;) {
			uint32_t c;
			int len = utf8_decode(
				str_of(text.at + k, text.len - k), &c);
			struct str one = str_of(text.at + k, (size_t)len);
			bool is = !str_eq(one,
				letters_upper(r->p->mem, one, r->p->language));

			if (k == 0)
				small = is;
			if (is != small)
				break;
			n = k += (size_t)len;
		}
		upper = letters_upper(
			r->p->mem, str_of(text.at, n), r->p->language);
		add_word(r,
			small ? utf8_fit(upper, WORD_BYTES)
			      : str_of(text.at, n),
			small ? r->look->size * 4 / 5 : r->look->size);
		text = str_of(text.at + n, text.len - n);
	}
}

static void piece_close(struct reader *r)
{
	struct str text = r->text;

	r->text.len = 0;
	if (!text.len)
		return;
	if (r->level & 1)
		r->how |= SHAPE_RTL;
	else
		r->how &= ~(unsigned)SHAPE_RTL;
	if (r->level != (uint8_t)r->p->rtl)
		r->p->mixed = true;
	if (r->look->letters == LOOK_SMALL_CAPS && !r->font->small_caps)
		add_small(r, text);
	else
		add_word(r, text, r->look->size);
}

/* ---- characters --------------------------------------------------------- */

static void blank(struct reader *r)
{
	const struct font *f = r->font;

	piece_close(r);
	atom_close(r->p, PARA_BLANK,
		scaled(f->space_width, r->look->size, f->upem) +
			r->look->tracking);
	if (r->p->atoms && r->run->flags & TREE_NOBREAK)
		r->p->atom[r->p->atoms - 1].tied = true;
	r->before = 0;
}

static void character(struct reader *r, uint32_t c, const char *at, size_t len)
{
	uint8_t level = r->character < r->characters
				? (uint8_t)r->levels[r->character]
				: (uint8_t)r->p->rtl;
	enum letters_end end =
		r->before ? letters_between(r->before, c) : LETTERS_NEVER;

	if (end != LETTERS_NEVER || r->text.len + len > WORD_BYTES - 1) {
		piece_close(r);
		if (end != LETTERS_NEVER)
			atom_close(r->p,
				end == LETTERS_SOFT ? PARA_SOFT : PARA_HERE, 0);
	}
	if (level != r->level) {
		piece_close(r);
		r->level = level;
	}
	r->before = c;
	if (c == 0xad || c == 0x200b) { /* shown at a line's end only */
		piece_close(r);
		return;
	}
	if (!r->text.len)
		r->text.at = at;
	r->text.len += len;
}

/* Bytes between which no line can end: most of them. */
static bool is_plain(char c) { return c > ' ' && c < 0x7f; }

/* What follows a plain character and is plain as well belongs to it. */
static size_t take_plain(struct reader *r, struct str text, size_t i)
{
	size_t from = i;

	if (r->levels || !r->text.len || !is_plain(text.at[i - 1]))
		return 0;
	while (i < text.len && is_plain(text.at[i]) &&
		r->text.len + (i - from) < WORD_BYTES - 1)
		i++;
	r->text.len += i - from;
	r->character += i - from;
	if (i > from)
		r->before = (unsigned char)text.at[i - 1];
	return i - from;
}

static void read_text(struct reader *r, struct str text)
{
	size_t i = 0;

	while (i < text.len) {
		unsigned char c = (unsigned char)text.at[i];
		uint32_t code = c;
		int n = 1;

		if (c == ' ' || c == '\t' || c == '\n') {
			blank(r);
		} else {
			if (c >= 0x80)
				n = utf8_decode(
					str_of(text.at + i, text.len - i),
					&code);
			n = n < 0 ? -n : n;
			character(r, code, text.at + i, (size_t)n);
		}
		i += (size_t)n;
		r->character++;
		i += take_plain(r, text, i);
	}
	piece_close(r);
}

/* ---- runs --------------------------------------------------------------- */

static void run_begin(struct reader *r, const struct tree_run *run)
{
	unsigned flags =
		r->look->flags ^ (run->flags & (TREE_BOLD | TREE_ITALIC));

	/* bold within bold stays bold */
	flags |= r->look->flags & run->flags & (TREE_BOLD | TREE_ITALIC);
	r->run = run;
	r->font = font_set_find(r->look->fonts,
		(flags & TREE_BOLD ? FONT_BOLD : 0) +
			(flags & TREE_ITALIC ? FONT_ITALIC : 0));
	r->color = run->flags & TREE_ACCENT  ? r->look->accent
		   : run->flags & TREE_MUTED ? r->look->muted
					     : r->look->color;
	r->how = 0;
	if (r->look->letters == LOOK_SMALL_CAPS && r->font->small_caps)
		r->how |= SHAPE_SMALL_CAPS;
	if (r->look->tracking)
		r->how |= SHAPE_PLAIN;
}

static bool any_rtl(const struct tree_runs *runs)
{
	for (size_t i = 0; i < runs->count; i++)
		if (letters_rtl(runs->at[i].text))
			return true;
	return false;
}

/* ---- what a line's end costs -------------------------------------------- */

static bool is_number(const struct para *p, const struct para_atom *a)
{
	struct str t = a->count ? p->piece[a->first].shape->text : STR("");

	for (size_t i = 0; i < t.len; i++)
		if (!strchr("0123456789.,+-%$~<>()", t.at[i]) &&
			(unsigned char)t.at[i] < 0x80)
			return false;
	return t.len > 0;
}

static size_t letters_of(const struct para *p, const struct para_atom *a)
{
	size_t n = 0;

	for (uint32_t i = 0; i < a->count; i++)
		n += p->piece[a->first + i].shape->text.len;
	return n;
}

static struct str only_text(const struct para *p, const struct para_atom *a)
{
	return a->count == 1 ? p->piece[a->first].shape->text : STR("");
}

/* A mark that says where one thing ends. */
static bool is_separator(const struct para *p, const struct para_atom *a)
{
	struct str t = only_text(p, a);

	return str_is(t, "|") || str_is(t, "·") || str_is(t, "•");
}

static bool is_dash(const struct para *p, const struct para_atom *a)
{
	struct str t = only_text(p, a);

	return str_is(t, "—") || str_is(t, "–") || str_is(t, "-") ||
	       str_is(t, "/") || str_is(t, "&") || str_is(t, "+");
}

/* What belongs together: what its run ties, a number and its unit, a dash and
 * what follows, a little word and the next. A separator never begins a line,
 * and a line ends behind it as well as anywhere. */
static void tell_costs(struct para *p)
{
	for (size_t i = 0; i + 1 < p->atoms; i++) {
		struct para_atom *a = &p->atom[i], *next = a + 1;

		if (a->tied || is_separator(p, next))
			a->cost = 30000; /* than any line that is too short */
		else if (is_separator(p, a))
			a->cost = 0;
		else if (a->end == PARA_SOFT)
			a->cost = 900;
		else if (a->end == PARA_HERE)
			a->cost = 300;
		else if (is_dash(p, a) || is_dash(p, next))
			a->cost = 900;
		else if (is_number(p, a) && letters_of(p, next) <= 12)
			a->cost = letters_of(p, next) <= 3 ? 3000 : 1200;
		else if (letters_of(p, a) == 1)
			a->cost = 600;
		else if (letters_of(p, a) == 2)
			a->cost = 150;
	}
}

void para_read(struct para *out, const struct tree_runs *runs,
	const struct para_look *look, int32_t width, bool rtl)
{
	struct reader r = { .p = out, .look = look };

	out->pieces = out->atoms = 0;
	out->width = width;
	out->rtl = rtl;
	out->mixed = false;
	r.level = rtl;
	if (rtl || any_rtl(runs))
		r.levels =
			bidi_levels(out->mem, runs, NULL, rtl, &r.characters);
	for (size_t i = 0; i < runs->count; i++) {
		struct str text = runs->at[i].text;

		r.run_number = (int)i;
		run_begin(&r, &runs->at[i]);
		if (look->letters == LOOK_UPPER)
			text = letters_upper(out->mem, text, out->language);
		read_text(&r, text);
	}
	if (out->atoms) {
		struct para_atom *last = &out->atom[out->atoms - 1];

		last->end = PARA_LAST;
		last->blank = 0;
	}
	tell_costs(out);
}
