/*
 * intake/answer_page.c - pages of lines as JSON, by tables: for answers, and
 * by themselves. Numbers of points go as hundredths.
 */
#include "intake/answer_int.h"

#include <math.h>

enum {
	TEXT_MOST = INTAKE_ANSWER_BYTES,
	FAR = 1000000000 /* hundredths of a point */
};

/* ---- the tables --------------------------------------------------------- */

enum word_number {
	WORD_X0,
	WORD_Y0,
	WORD_X1,
	WORD_Y1,
	WORD_BASE,
	WORD_SIZE,
	WORD_FLAGS,
	WORD_TURN,
	WORD_PLACE,
	WORD_SURE,
	WORD_NUMBERS
};

struct sent_word {
	struct str text, url;
	struct {
		int64_t *at;
		size_t count;
	} n;
};

static const struct json_field word_fields[] = {
	JSON(sent_word, text, JSON_MUST, 1, TEXT_MOST),
	JSON(sent_word, url, JSON_OMIT_ABSENT, 0, TEXT_MOST),
	JSON_INTS(sent_word, n, JSON_MUST, WORD_NUMBERS, -FAR, UINT32_MAX,
		.count_least = WORD_NUMBERS),
	{ 0 },
};
static const struct json_shape word_shape = JSON_SHAPE(
	sent_word, "IntakeWord", "A word and its place.", word_fields);

enum line_number {
	LINE_BASE,
	LINE_SIZE,
	LINE_FLAGS,
	LINE_BLOCK,
	LINE_COLUMN,
	LINE_IS, /* REPEATED ... */
	LINE_HEADING,
	LINE_ITEM,
	LINE_X0,
	LINE_Y0,
	LINE_X1,
	LINE_Y1,
	LINE_NUMBERS
};
enum { REPEATED = 1, RTL = 2, JOINED = 4 };

struct sent_line {
	struct {
		struct sent_word *at;
		size_t count;
	} words;
	struct {
		int64_t *at;
		size_t count;
	} n;
};

static const struct json_field line_fields[] = {
	JSON_ROWS(sent_line, words, JSON_MUST, INTAKE_LIST, &word_shape,
		.count_least = 1),
	JSON_INTS(sent_line, n, JSON_MUST, LINE_NUMBERS, -FAR, FAR,
		.count_least = LINE_NUMBERS),
	{ 0 },
};
static const struct json_shape line_shape =
	JSON_SHAPE(sent_line, "IntakeLine", "A line of words.", line_fields);

static const struct json_field page_fields[] = {
	JSON(sent_page, width, JSON_MUST, 0, FAR),
	JSON(sent_page, height, JSON_MUST, 0, FAR),
	JSON(sent_page, glyphs, JSON_MUST, 0, UINT32_MAX),
	JSON(sent_page, unknown, JSON_MUST, 0, UINT32_MAX),
	JSON(sent_page, icons, JSON_MUST, 0, UINT32_MAX),
	JSON(sent_page, pictures, JSON_MUST, 0, UINT32_MAX),
	JSON_ROWS(sent_page, lines, JSON_MUST, INTAKE_LIST, &line_shape),
	{ 0 },
};
const struct json_shape intake_page_shape =
	JSON_SHAPE(sent_page, "IntakePage", "A page of lines.", page_fields);

/* ---- writing ------------------------------------------------------------ */

static int64_t hundredths(float points)
{
	float n = points * 100;

	if (!(n > -FAR))
		return -FAR;
	return n < FAR ? lrintf(n) : FAR;
}

static void put_word(struct json_out *o, const struct intake_word *w)
{
	json_object(o);
	json_put_text(json_key(o, "text"), w->text);
	if (w->url.at)
		json_put_text(json_key(o, "url"), w->url);
	json_list(json_key(o, "n"));
	json_put_int(o, hundredths(w->box.x0));
	json_put_int(o, hundredths(w->box.y0));
	json_put_int(o, hundredths(w->box.x1));
	json_put_int(o, hundredths(w->box.y1));
	json_put_int(o, hundredths(w->base));
	json_put_int(o, hundredths(w->size));
	json_put_int(o, w->flags);
	json_put_int(o, w->turn);
	json_put_int(o, w->place);
	json_put_int(o, w->sure);
	json_end(o);
	json_end(o);
}

static void put_line(struct json_out *o, const struct intake_line *l)
{
	json_object(o);
	json_list(json_key(o, "n"));
	json_put_int(o, hundredths(l->base));
	json_put_int(o, hundredths(l->size));
	json_put_int(o, l->flags);
	json_put_int(o, l->block);
	json_put_int(o, l->column);
	json_put_int(o, (l->repeated ? REPEATED : 0) | (l->rtl ? RTL : 0) |
				(l->joined ? JOINED : 0));
	json_put_int(o, l->heading);
	json_put_int(o, l->item);
	json_put_int(o, hundredths(l->box.x0));
	json_put_int(o, hundredths(l->box.y0));
	json_put_int(o, hundredths(l->box.x1));
	json_put_int(o, hundredths(l->box.y1));
	json_end(o);
	json_list(json_key(o, "words"));
	for (size_t i = 0; i < l->count; i++)
		put_word(o, &l->at[i]);
	json_end(o);
	json_end(o);
}

void intake_page_put(struct json_out *o, const struct intake_page *p)
{
	json_object(o);
	json_put_int(json_key(o, "width"), hundredths(p->width));
	json_put_int(json_key(o, "height"), hundredths(p->height));
	json_put_int(json_key(o, "glyphs"), (int64_t)p->glyphs);
	json_put_int(json_key(o, "unknown"), (int64_t)p->unknown);
	json_put_int(json_key(o, "icons"), (int64_t)p->icons);
	json_put_int(json_key(o, "pictures"), (int64_t)p->pictures);
	json_list(json_key(o, "lines"));
	for (size_t i = 0; i < p->count; i++)
		put_line(o, &p->at[i]);
	json_end(o);
	json_end(o);
}

/* ---- reading ------------------------------------------------------------ */

static float points(int64_t hundredths) { return (float)hundredths / 100; }

static bool between(int64_t n, int64_t least, int64_t most)
{
	return n >= least && n <= most;
}

static struct intake_box box_of(const int64_t *n)
{
	return (struct intake_box){ points(n[0]), points(n[1]), points(n[2]),
		points(n[3]) };
}

static bool box_fits(const int64_t *n)
{
	return n[0] <= n[2] && n[1] <= n[3] && n[2] <= FAR && n[3] <= FAR;
}

static bool take_word(const struct sent_word *from, struct intake_word *to)
{
	const int64_t *n = from->n.at;

	*to = (struct intake_word){
		.text = from->text,
		.url = from->url,
		.box = box_of(n + WORD_X0),
		.base = points(n[WORD_BASE]),
		.size = points(n[WORD_SIZE]),
		.flags = (unsigned)n[WORD_FLAGS],
		.turn = (uint32_t)n[WORD_TURN],
		.place = (uint32_t)n[WORD_PLACE],
		.sure = (uint8_t)n[WORD_SURE],
	};
	return box_fits(n + WORD_X0) && n[WORD_BASE] <= FAR &&
	       between(n[WORD_SIZE], 0, FAR) &&
	       between(n[WORD_FLAGS], 0, INTAKE_PALE * 2 - 1) &&
	       between(n[WORD_TURN], 0, 3) && n[WORD_PLACE] >= 0 &&
	       between(n[WORD_SURE], 0, 100);
}

static bool take_line(
	struct arena *mem, const struct sent_line *from, struct intake_line *to)
{
	const int64_t *n = from->n.at;

	*to = (struct intake_line){
		.at = ARENA_LIST(mem, struct intake_word, from->words.count),
		.count = from->words.count,
		.box = box_of(n + LINE_X0),
		.base = points(n[LINE_BASE]),
		.size = points(n[LINE_SIZE]),
		.flags = (unsigned)n[LINE_FLAGS],
		.block = (int)n[LINE_BLOCK],
		.column = (int)n[LINE_COLUMN],
		.repeated = n[LINE_IS] & REPEATED,
		.rtl = n[LINE_IS] & RTL,
		.joined = n[LINE_IS] & JOINED,
		.heading = (uint8_t)n[LINE_HEADING],
		.item = (uint8_t)n[LINE_ITEM],
	};
	for (size_t i = 0; i < to->count; i++)
		if (!take_word(&from->words.at[i], &to->at[i]))
			return false;
	return box_fits(n + LINE_X0) && n[LINE_SIZE] >= 0 &&
	       between(n[LINE_FLAGS], 0, INTAKE_PALE * 2 - 1) &&
	       n[LINE_BLOCK] >= 0 && n[LINE_COLUMN] >= 0 &&
	       between(n[LINE_IS], 0, JOINED * 2 - 1) &&
	       between(n[LINE_HEADING], 0, UINT8_MAX) &&
	       between(n[LINE_ITEM], 0, UINT8_MAX);
}

bool intake_page_take(struct arena *mem, const struct sent_page *from,
	struct intake_page *to, struct err *err)
{
	*to = (struct intake_page){
		.at = ARENA_LIST(mem, struct intake_line, from->lines.count),
		.count = from->lines.count,
		.width = points(from->width),
		.height = points(from->height),
		.glyphs = (size_t)from->glyphs,
		.unknown = (size_t)from->unknown,
		.icons = (size_t)from->icons,
		.pictures = (size_t)from->pictures,
	};
	for (size_t i = 0; i < to->count; i++)
		if (!take_line(mem, &from->lines.at[i], &to->at[i]))
			return err_set(
				err, ERR_UNTRUSTED, "line %zu cannot be", i);
	return true;
}

/* ---- pages by themselves ------------------------------------------------ */

void intake_page_write(struct buf *out, const struct intake_page *page)
{
	struct json_out o = json_begin(out, JSON_COMPACT);

	intake_page_put(&o, page);
}

bool intake_page_read(struct arena *mem, struct str text,
	struct intake_page *out, struct err *err)
{
	struct sent_page sent;
	struct err why = { 0 };

	if (json_read_text(mem, text, &intake_page_shape, &sent, &why) &&
		intake_page_take(mem, &sent, out, &why))
		return true;
	return err_set(err, ERR_UNTRUSTED, "what a page holds is malformed: %s",
		why.text);
}
