/*
 * tailor/intent.c - see intent.h. Puts together what the other files read, and
 * says what of it is a finding.
 */
#include "base/utf8.h"
#include "tailor/intent_int.h"

#include <stdlib.h>

const struct intent_kind_row intent_kinds[INTENT_KINDS] = {
#define KIND(id, name, sentence) { name, sentence },
#include "tailor/intent_kinds.def"
#undef KIND
};

enum {
	QUOTE = 200,     /* bytes that are quoted */
	UNSEEN_MOST = 40 /* characters of no width that a text may have in a
			  * row of texts copied from a page, per 1000 bytes */
};

struct finding {
	struct arena *mem;
	struct str text, where;
	enum intent_of of;
	const struct intent_rules *rules;
	struct intent_read read;
	struct intent_report *out;
	struct intent_ranges gone; /* what intent_clean() takes out */
};

static void add(struct finding *f, enum intent_kind kind, struct str quote,
	size_t from, size_t to)
{
	struct intent_report *o = f->out;

	intent_range_add(f->mem, &f->gone, from, to);
	if (o->count == INTENT_FOUND) {
		o->more++;
		return;
	}
	if (!o->at)
		o->at = ARENA_LIST(f->mem, struct intent_found, INTENT_FOUND);
	while (quote.len && strchr(" \n\r\t", quote.at[quote.len - 1]))
		quote.len--;
	while (quote.len && strchr(" \n\r\t", *quote.at))
		quote = str_of(quote.at + 1, quote.len - 1);
	o->at[o->count++] = (struct intent_found){ f->where,
		utf8_whole(str_of(
			quote.at, quote.len < QUOTE ? quote.len : QUOTE)),
		kind, from, to - from };
}

/* Has this place been told? */
static bool is_told(const struct finding *f, size_t at)
{
	for (size_t i = 0; i < f->gone.count; i++)
		if (f->gone.at[i].from <= at && at < f->gone.at[i].to)
			return true;
	return false;
}

static size_t from_of(
	const struct finding *f, const struct intent_text *t, size_t at)
{
	return at < t->text.len ? t->from[at] : f->text.len;
}

/* Orders in one reading of the text. `kind`: how it was hidden; ORDER: not. */
static void find_orders(
	struct finding *f, const struct intent_text *t, enum intent_kind kind)
{
	struct intent_order_list list = { 0 };

	intent_orders_find(f->mem, f->rules, buf_str(&t->text), &list);
	for (size_t i = 0; i < list.count; i++) {
		const struct intent_order *o = &list.at[i];
		size_t from = from_of(f, t, o->from);
		size_t to = from_of(f, t, o->to);
		enum intent_kind as = kind == INTENT_ORDER ? o->kind : kind;

		/* backwards, and of one token, all has one place */
		if (to <= from)
			to = from + 1;
		if (is_told(f, from) && kind != INTENT_ORDER)
			continue;
		if (kind == INTENT_ORDER &&
			intent_range_has(&f->read.hidden, from))
			as = INTENT_COLOUR;
		add(f, as, str_of(t->text.at + o->from, o->to - o->from), from,
			to);
	}
}

static void find_coded(void *with, const struct intent_text *decoded)
{
	struct finding *f = with;
	size_t before = f->out->count;

	find_orders(f, decoded, INTENT_CODED);
	/* a whole token says it: up to its end */
	for (size_t i = before; i < f->out->count; i++) {
		struct intent_found *o = &f->out->at[i];
		size_t end = o->at;

		while (end < f->text.len && !strchr("\n", f->text.at[end]))
			end++;
		o->len = end - o->at;
		intent_range_add(f->mem, &f->gone, o->at, end);
	}
}

/* Bits as characters of no width, and tags that spell words. */
static void find_unseen(struct finding *f)
{
	const struct intent_read *r = &f->read;
	size_t letters = 0;

	for (size_t i = 0; i < r->tags.text.len; i++)
		letters += (r->tags.text.at[i] | 32) >= 'a' &&
			   (r->tags.text.at[i] | 32) <= 'z';
	if (letters > 6)
		add(f, INTENT_UNSEEN, buf_str(&r->tags.text), r->tags.from[0],
			r->tags.from[0] + 1);
	else if (r->unseen > UNSEEN_MOST && r->unseen > f->text.len / 50)
		add(f, INTENT_UNSEEN, STR("characters of no width"),
			r->unseen_at, r->unseen_at + 1);
	if (r->turned)
		add(f, INTENT_TURNED, STR("an override of direction"),
			r->turned_at, r->turned_at + 1);
}

/* Words of two scripts are a disguise by themselves when they are many. */
static void find_disguised(struct finding *f)
{
	const struct intent_ranges *d = &f->read.disguised;

	for (size_t i = 0; i < f->out->count; i++)
		for (size_t k = 0; k < d->count; k++)
			if (f->out->at[i].kind <= INTENT_SCORE &&
				d->at[k].from >= f->out->at[i].at &&
				d->at[k].from <
					f->out->at[i].at + f->out->at[i].len)
				f->out->at[i].kind = INTENT_DISGUISED;
}

static void find_all(struct finding *f)
{
	struct str all = f->text;

	if (f->text.len > INTENT_BYTES) {
		f->text = utf8_whole(str_of(all.at, INTENT_BYTES));
		add(f, INTENT_LENGTH, STR("the end of the text"), f->text.len,
			all.len);
	}
	f->rules = intent_rules_read(f->mem);
	intent_text_read(f->mem, f->text, &f->read);
	find_orders(f, &f->read.seen, INTENT_ORDER);
	find_disguised(f);
	find_orders(f, &f->read.comments, INTENT_COMMENT);
	find_orders(f, &f->read.tags, INTENT_UNSEEN);
	find_unseen(f);
	intent_codes_read(f->mem, &f->read.seen, find_coded, f);
	intent_codes_read(f->mem, &f->read.comments, find_coded, f);
}

static struct str where_of(enum intent_of of)
{
	return of == INTENT_POSTING  ? STR("posting")
	       : of == INTENT_RESUME ? STR("resume")
				     : STR("instructions");
}

void intent_find(struct arena *mem, struct str text, enum intent_of of,
	struct intent_report *out)
{
	struct finding f = { .mem = mem,
		.text = text,
		.where = where_of(of),
		.of = of,
		.out = out };

	*out = (struct intent_report){ 0 };
	if (text.len)
		find_all(&f);
}

/* ---- without it -----------------------------------------------------------
 */

static int by_place(const void *a, const void *b)
{
	const struct intent_range *x = a, *y = b;

	return (x->from > y->from) - (x->from < y->from);
}

struct str intent_clean(struct arena *mem, struct str text, enum intent_of of)
{
	struct intent_report report = { 0 };
	struct finding f = { .mem = mem,
		.text = text,
		.where = where_of(of),
		.of = of,
		.out = &report };
	struct buf out;
	size_t next = 0, gone = 0;

	if (!text.len)
		return text;
	find_all(&f);
	for (size_t i = 0; i < f.read.comment.count; i++)
		intent_range_add(mem, &f.gone, f.read.comment.at[i].from,
			f.read.comment.at[i].to);
	if (f.gone.count)
		qsort(f.gone.at, f.gone.count, sizeof(*f.gone.at), by_place);
	buf_init(&out, mem, text.len + 1);
	buf_add(&out, STR(""));
	for (size_t i = 0; i < text.len;) {
		uint32_t c;
		int n = utf8_decode(str_of(text.at + i, text.len - i), &c);

		while (next < f.gone.count && f.gone.at[next].from <= i) {
			gone = f.gone.at[next].to > gone ? f.gone.at[next].to
							 : gone;
			next++;
		}
		if (i >= gone && n > 0 && !intent_is_unseen(c))
			buf_add(&out, str_of(text.at + i, (size_t)n));
		i += (size_t)abs(n);
	}
	return out.len == text.len ? text : buf_str(&out);
}
