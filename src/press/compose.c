/*
 * press/compose.c - a resume and a template become a tree: the head, then the
 * sections or the letter. Says nothing of pages, fonts or files.
 */
#include "press/compose_int.h"
#include "base/time.h"

/* ---- blocks ------------------------------------------------------------- */

static void push(struct compose *c, struct tree_block block)
{
	struct tree *t = c->out;

	if (c->failed)
		return;
	if (t->count == PRESS_BLOCKS) {
		c->failed = true;
		err_set(c->err, ERR_TOO_BIG,
			"a document has at most %d paragraphs", PRESS_BLOCKS);
		return;
	}
	if (t->count == c->room) {
		struct tree_block *more;

		c->room = c->room ? c->room * 2 : 128;
		more = arena_bytes(c->mem, c->room * sizeof(*more));
		if (t->count)
			memcpy(more, t->at, t->count * sizeof(*more));
		t->at = more;
	}
	t->at[t->count++] = block;
}

static void push_heading(struct compose *c)
{
	struct tree_block block = { .role = TREE_SECTION,
		.region = c->region,
		.section = c->section,
		.source = c->source };
	struct press_line line;

	press_line_begin(&line, c->mem);
	press_line_add(&line, c->heading, 0, STR_NONE);
	block.text = press_line_end(&line);
	c->heading = STR_NONE;
	if (block.text.count)
		push(c, block);
}

void compose_add(struct compose *c, const struct compose_block *block)
{
	struct tree_block b = { .role = block->role,
		.region = c->region,
		.text = block->text,
		.aside = block->aside,
		.depth = block->depth,
		.joined = block->joined,
		.section = c->section,
		.source = block->source };

	if (!b.text.count) { /* what would be beside it is all there is */
		b.text = b.aside;
		b.aside = (struct tree_runs){ NULL, 0 };
	}
	if (!b.text.count)
		return;
	if (c->heading.at)
		push_heading(c);
	push(c, b);
}

static bool is_within(struct compose *c)
{
	if (c->bytes <= COMPOSE_BYTES && c->marks <= COMPOSE_MARKS)
		return true;
	if (!c->failed && c->bytes > COMPOSE_BYTES)
		err_set(c->err, ERR_TOO_BIG,
			"a document shows at most %d MB of text",
			COMPOSE_BYTES >> 20);
	else if (!c->failed)
		err_set(c->err, ERR_TOO_BIG,
			"a document has at most %d stars and brackets in its "
			"text",
			COMPOSE_MARKS);
	c->failed = true;
	return false;
}

bool compose_spend_plain(struct compose *c, struct str text)
{
	c->bytes += text.len;
	return is_within(c);
}

bool compose_spend(struct compose *c, struct str text)
{
	c->bytes += text.len;
	if (text.len && (memchr(text.at, '*', text.len) ||
				memchr(text.at, '[', text.len)))
		for (size_t i = 0; i < text.len; i++)
			c->marks += text.at[i] == '*' || text.at[i] == '[';
	return is_within(c);
}

static struct tree_runs one_run(struct compose *c, struct str text)
{
	struct tree_run *run = ARENA_NEW(c->mem, struct tree_run);

	run->text = text;
	return (struct tree_runs){ run, 1 };
}

struct tree_runs compose_runs_plain(struct compose *c, struct str text)
{
	return compose_spend_plain(c, text) ? one_run(c, text)
					    : (struct tree_runs){ NULL, 0 };
}

struct tree_runs compose_runs(struct compose *c, struct str text)
{
	bool plain = press_text_plain(text);
	struct press_line line;

	if (!text.len || !(plain ? compose_spend_plain(c, text)
				 : compose_spend(c, text)))
		return (struct tree_runs){ NULL, 0 };
	if (plain)
		return one_run(c, text);
	press_line_begin(&line, c->mem);
	press_line_mark(&line, text, 0);
	return press_line_end(&line);
}

struct str compose_source(struct compose *c, struct str base, size_t index)
{
	size_t len = base.len, digits = 1;
	char *at = arena_bytes(c->mem, base.len + 24);

	memcpy(at, base.at, base.len);
	at[len++] = '/';
	for (size_t n = index; n >= 10; n /= 10)
		digits++;
	for (size_t i = digits, n = index; i-- > 0; n /= 10)
		at[len + i] = (char)('0' + n % 10);
	return str_of(at, len + digits);
}

struct str compose_path(struct compose *c, struct str base, const char *name)
{
	size_t len = strlen(name);
	char *at = arena_bytes(c->mem, base.len + len + 1);

	memcpy(at, base.at, base.len);
	at[base.len] = '/';
	memcpy(at + base.len + 1, name, len);
	return str_of(at, base.len + 1 + len);
}

/* ---- what the file says of itself --------------------------------------- */

static const char *kind_words(const struct compose *c)
{
	struct str kind = c->r->meta.vitae.kind;

	if (str_is(kind, "cover_letter"))
		return c->words->letter;
	return str_is(kind, "cv") ? c->words->cv : c->words->resume;
}

static struct str keywords(struct compose *c)
{
	const struct resume_entries *skills = &c->r->section[RESUME_SKILLS];
	struct buf b;

	buf_init(&b, c->mem, (size_t)COMPOSE_BYTES * 8);
	if (compose_hides(c, STR("skills")))
		return STR("");
	for (size_t i = 0; i < skills->count; i++) {
		struct str name = press_text_clean(c->mem, skills->at[i].name);

		if (!name.len || !compose_spend(c, name))
			continue;
		buf_add(&b, b.len ? STR(", ") : STR(""));
		buf_add(&b, name);
	}
	return b.len ? buf_str(&b) : STR("");
}

/* A document's own date: never the clock's, so that it always is the same. */
static int64_t date_of_document(const struct resume *r)
{
	struct str text = r->meta.last_modified;
	struct resume_date d;
	int64_t ms;

	if (text.len && time_read(text, &ms))
		return ms;
	if (text.len > 10 && text.at[10] == 'T')
		text.len = 10; /* of a time without a zone the day counts */
	if (!text.len)
		text = r->meta.vitae.letter.date;
	if (!text.len || !resume_date_read(text, &d) || !d.year)
		return 0;
	return date_days((struct date){
		       d.year, d.month ? d.month : 1, d.day ? d.day : 1 }) *
	       DAY_MS;
}

static void set_properties(struct compose *c)
{
	const struct resume_basics *b = &c->r->basics;
	struct tree *t = c->out;

	t->author = press_text_clean(c->mem, b->name);
	t->title = t->author.len ? str_fmt(c->mem, "%.*s – %s",
					   STR_ARG(t->author), kind_words(c))
				 : str_c(kind_words(c));
	t->subject = press_text_clean(c->mem, b->label);
	t->keywords = keywords(c);
	t->language = press_language(c->mem, c->r->meta.vitae.locale);
	t->rtl = c->words->rtl;
	t->date_ms = date_of_document(c->r);
	t->footer = t->author;
	t->page_words = str_c(c->words->page);
}

/* ---- the whole ---------------------------------------------------------- */

/* Two columns need something that stands in the second. */
static void set_columns(struct compose *c)
{
	struct look *one;

	for (size_t i = 0; i < c->out->count; i++)
		if (c->out->at[i].region == TREE_SIDE)
			return;
	if (c->look->columns == 1)
		return;
	one = ARENA_NEW(c->mem, struct look);
	*one = *c->look;
	one->columns = 1;
	c->out->look = one;
}

bool press_compose(struct arena *mem, const struct resume *r,
	const struct template *t, const struct look *look, struct tree *out,
	struct err *err)
{
	struct compose c = { .mem = mem,
		.r = r,
		.t = t,
		.look = look,
		.words = press_words(r->meta.vitae.locale),
		.out = out,
		.section = STR(""),
		.err = err };

	*out = (struct tree){ .look = look };
	set_properties(&c);
	if (look->photo_size && !compose_photo(&c, &out->photo))
		return false;
	compose_head(&c);
	if (str_is(r->meta.vitae.kind, "cover_letter"))
		compose_letter(&c);
	else
		compose_body(&c);
	set_columns(&c);
	return !c.failed;
}
