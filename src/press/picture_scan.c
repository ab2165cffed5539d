/*
 * press/picture_scan.c - a JPEG's scans: Huffman codes become frequencies,
 * all at once (baseline) or bit by bit (progressive). What is no code, or is
 * missing at the end, counts as nothing.
 */
#include "press/picture_jpeg.h"

const uint8_t jpeg_zigzag[64] = { 0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18,
	11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
	52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63 };

/* ---- codes -------------------------------------------------------------- */

bool jpeg_huffman_make(struct jpeg_huffman *h, const unsigned char counts[16],
	const unsigned char *values)
{
	int32_t code = 0;
	int n = 0;

	memset(h, 0, sizeof(*h));
	for (int len = 1; len <= 16; len++) {
		h->first[len] = n - code;
		for (int i = 0; i < counts[len - 1]; i++, code++, n++) {
			if (code >= 1 << len)
				return false;
			h->value[n] = values[n];
			for (int k = 0; len <= 8 && k < 1 << (8 - len); k++)
				h->quick[code << (8 - len) | k] =
					(uint16_t)(len << 8 | values[n]);
		}
		h->most[len] = code << (16 - len);
		code <<= 1;
	}
	h->most[17] = INT32_MAX;
	h->there = true;
	return true;
}

struct bits {
	const unsigned char *at, *end;
	uint32_t have; /* left-aligned */
	int count;
	bool marker; /* the data ended at one */
};

static void fill(struct bits *b)
{
	while (b->count <= 24) {
		unsigned byte = 0;

		if (!b->marker && b->at < b->end) {
			byte = *b->at;
			if (byte == 0xff && b->at + 1 < b->end &&
				b->at[1] == 0) {
				b->at += 2;
			} else if (byte == 0xff) {
				b->marker = true;
				byte = 0;
			} else {
				b->at++;
			}
		}
		b->have |= byte << (24 - b->count);
		b->count += 8;
	}
}

static unsigned take(struct bits *b, int n)
{
	unsigned out;

	if (!n)
		return 0;
	fill(b);
	out = b->have >> (32 - n);
	b->have <<= n;
	b->count -= n;
	return out;
}

static unsigned code(struct bits *b, const struct jpeg_huffman *h)
{
	int32_t top;
	int len = 9;
	unsigned quick;

	fill(b);
	quick = h->quick[b->have >> 24];
	if (quick) {
		take(b, (int)(quick >> 8));
		return quick & 255;
	}
	top = (int32_t)(b->have >> 16);
	while (top >= h->most[len])
		len++;
	if (len > 16) {
		take(b, 16);
		return 0;
	}
	return h->value[(h->first[len] + (int32_t)take(b, len)) & 255];
}

/* A number of n bits, where those that begin with 0 are negative. */
static int number(struct bits *b, unsigned n)
{
	int v = (int)take(b, (int)n);

	return n && v < 1 << (n - 1) ? v - (1 << n) + 1 : v;
}

/* ---- a scan ------------------------------------------------------------- */

struct scan {
	struct jpeg *j;
	struct bits bits;
	int count; /* parts */
	struct {
		struct jpeg_part *part;
		const struct jpeg_huffman *steady, *waves;
		int before; /* the steady part of the block before */
	} of[JPEG_PARTS];
	int from, to, high, low; /* frequencies, bits */
	int empty;               /* blocks that are still to be skipped */
};

static void baseline(struct scan *s, int part, int16_t *c)
{
	struct bits *b = &s->bits;
	unsigned n = code(b, s->of[part].steady);

	s->of[part].before += number(b, n > 15 ? 0 : n);
	c[0] = (int16_t)s->of[part].before;
	for (int k = 1; k < 64; k++) {
		unsigned rs = code(b, s->of[part].waves);

		k += (int)(rs >> 4);
		if (!(rs & 15)) {
			if (rs != 0xf0)
				break;
			continue;
		}
		if (k > 63)
			break;
		c[jpeg_zigzag[k]] = (int16_t)number(b, rs & 15);
	}
}

static void steady(struct scan *s, int part, int16_t *c)
{
	struct bits *b = &s->bits;
	unsigned n;

	if (s->high) {
		c[0] = (int16_t)(c[0] | (int)take(b, 1) << s->low);
		return;
	}
	n = code(b, s->of[part].steady);
	s->of[part].before += number(b, n > 15 ? 0 : n);
	c[0] = (int16_t)((unsigned)s->of[part].before << s->low);
}

static void waves_first(struct scan *s, int16_t *c)
{
	struct bits *b = &s->bits;

	if (s->empty) {
		s->empty--;
		return;
	}
	for (int k = s->from; k <= s->to; k++) {
		unsigned rs = code(b, s->of[0].waves), run = rs >> 4;

		if (!(rs & 15)) {
			if (run < 15) {
				s->empty =
					(1 << run) - 1 + (int)take(b, (int)run);
				return;
			}
			k += 15;
			continue;
		}
		k += (int)run;
		if (k > s->to)
			return;
		c[jpeg_zigzag[k]] =
			(int16_t)((unsigned)number(b, rs & 15) << s->low);
	}
}

/* One more bit of what is there already. */
static void refine(struct scan *s, int16_t *c)
{
	int one = 1 << s->low;

	if (take(&s->bits, 1) && !(*c & one))
		*c = (int16_t)(*c + (*c < 0 ? -one : one));
}

static void waves_more(struct scan *s, int16_t *c)
{
	struct bits *b = &s->bits;
	int k = s->from;

	while (!s->empty && k <= s->to) {
		unsigned rs = code(b, s->of[0].waves);
		int run = (int)(rs >> 4), fresh = 0;

		if (rs & 15) {
			fresh = take(b, 1) ? 1 << s->low : -(1 << s->low);
		} else if (run < 15) {
			s->empty = (1 << run) + (int)take(b, run);
			break;
		}
		for (; k <= s->to; k++) {
			int16_t *at = &c[jpeg_zigzag[k]];

			if (*at) {
				refine(s, at);
			} else if (run-- == 0) {
				*at = (int16_t)fresh;
				k++;
				break;
			}
		}
	}
	if (!s->empty)
		return;
	for (; k <= s->to; k++)
		if (c[jpeg_zigzag[k]])
			refine(s, &c[jpeg_zigzag[k]]);
	s->empty--;
}

static void block(struct scan *s, int part, int x, int y)
{
	struct jpeg_part *p = s->of[part].part;
	int16_t *c = p->at + 64 * ((size_t)y * (size_t)p->across + (size_t)x);

	if (!s->j->progressive)
		baseline(s, part, c);
	else if (s->from == 0)
		steady(s, part, c);
	else if (s->high == 0)
		waves_first(s, c);
	else
		waves_more(s, c);
}

/* Behind a marker that says so everything begins anew. */
static void restart(struct scan *s)
{
	struct bits *b = &s->bits;

	while (b->at + 1 < b->end &&
		!(b->at[0] == 0xff && b->at[1] >= 0xd0 && b->at[1] <= 0xd7)) {
		if (b->at[0] == 0xff && b->at[1] != 0 && b->at[1] != 0xff)
			return;
		b->at++;
	}
	if (b->at + 1 >= b->end)
		return;
	b->at += 2;
	b->have = 0;
	b->count = 0;
	b->marker = false;
	s->empty = 0;
	for (int i = 0; i < s->count; i++)
		s->of[i].before = 0;
}

static void unit(struct scan *s, int n)
{
	const struct jpeg *j = s->j;

	for (int i = 0; i < s->count; i++) {
		const struct jpeg_part *p = s->of[i].part;

		for (int v = 0; v < p->v; v++)
			for (int h = 0; h < p->h; h++)
				block(s, i, n % j->across * p->h + h,
					n / j->across * p->v + v);
	}
}

/* A scan of one part has no units, and no blocks that only fill them up. */
static void read_blocks(struct scan *s)
{
	const struct jpeg *j = s->j;
	const struct jpeg_part *p = s->of[0].part;
	int across = j->across, all = j->across * j->down;

	if (s->count == 1) {
		int wide = (j->width * p->h + j->h - 1) / j->h;
		int high = (j->height * p->v + j->v - 1) / j->v;

		across = (wide + 7) / 8;
		all = across * ((high + 7) / 8);
	}
	for (int n = 0; n < all; n++) {
		if (j->restart && n && n % j->restart == 0)
			restart(s);
		if (s->count == 1)
			block(s, 0, n % across, n / across);
		else
			unit(s, n);
	}
}

static bool find_parts(struct scan *s, const unsigned char *at)
{
	struct jpeg *j = s->j;

	for (int i = 0; i < s->count; i++) {
		unsigned id = at[1 + 2 * i], tables = at[2 + 2 * i];

		for (int k = 0; k < j->count; k++)
			if (j->part[k].id == (int)id && j->part[k].at)
				s->of[i].part = &j->part[k];
		if (!s->of[i].part || tables >> 4 > 3 || (tables & 15) > 3)
			return false;
		s->of[i].steady = &j->huffman[0][tables >> 4];
		s->of[i].waves = &j->huffman[1][tables & 15];
	}
	return true;
}

/* Are the codes there that it needs, and the bits within what there is? */
static bool makes_sense(const struct scan *s)
{
	bool waves = !s->j->progressive || s->from > 0;
	bool first = !s->j->progressive || (s->from == 0 && !s->high);

	if (s->j->progressive &&
		(s->from > s->to || s->to > 63 || s->low > 13 ||
			(s->from == 0 && s->to > 0) ||
			(s->from > 0 && s->count > 1)))
		return false;
	for (int i = 0; i < s->count; i++)
		if ((waves && !s->of[i].waves->there) ||
			(first && !s->of[i].steady->there))
			return false;
	return true;
}

bool jpeg_scan(struct jpeg *j, struct str head, struct str *rest)
{
	const unsigned char *at = (const unsigned char *)head.at;
	struct scan s = { .j = j };

	s.bits.at = (const unsigned char *)rest->at;
	s.bits.end = s.bits.at + rest->len;
	s.count = head.len ? at[0] : 0;
	if (s.count < 1 || s.count > j->count ||
		head.len < 4 + 2 * (size_t)s.count || !find_parts(&s, at))
		return false;
	at += 1 + 2 * s.count;
	s.from = at[0];
	s.to = at[1];
	s.high = at[2] >> 4;
	s.low = at[2] & 15;
	if (!makes_sense(&s))
		return false;
	read_blocks(&s);
	*rest = str_of(
		(const char *)s.bits.at, (size_t)(s.bits.end - s.bits.at));
	/* what is left of its data */
	while (rest->len > 1 &&
		!((unsigned char)rest->at[0] == 0xff && rest->at[1] != 0 &&
			((unsigned char)rest->at[1] < 0xd0 ||
				(unsigned char)rest->at[1] > 0xd7)))
		*rest = str_of(rest->at + 1, rest->len - 1);
	return true;
}
