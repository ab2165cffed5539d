/* test/unit/compose_words_test.c - press_compose loses nothing and says nothing
 * twice, in any template; every block tells where it comes from. */
#include "templates.h"

#include "base/utf8.h"

#include <stdlib.h>

/* ---- a resume of which every text is a word of its own ------------------ */

struct tokens {
	struct json_out o;
	int next; /* number of the next word */
};

static void put_word(struct tokens *t, const char *before)
{
	json_put_text(&t->o, str_fmt(&test_mem, "%sw%04dq", before, t->next));
	t->next++;
}

static bool is_date(const char *name)
{
	return strstr(name, "Date") || !strcmp(name, "date");
}

/* Members of an entry as the schema has them. */
static void put_field(struct tokens *t, const struct json_field *f)
{
	const char *name = f->as ? f->as : f->name;

	if (f->type == JSON_TYPE_TEXT && !is_date(name)) {
		json_key(&t->o, name);
		put_word(t, !strcmp(name, "url") ? "https://" : "");
	} else if (f->type == JSON_TYPE_TEXTS) {
		json_list(json_key(&t->o, name));
		put_word(t, "");
		put_word(t, "");
		json_end(&t->o);
	}
}

static void put_entries(
	struct tokens *t, const char *name, const struct json_shape *shape)
{
	json_list(json_key(&t->o, name));
	for (int i = 0; i < 2; i++) {
		json_object(&t->o);
		for (const struct json_field *f = shape->fields; f->type; f++)
			put_field(t, f);
		json_end(&t->o);
	}
	json_end(&t->o);
}

static void put_custom(struct tokens *t)
{
	static const char *const texts[] = {
#define TEXT(name, json) json,
#define TEXTS(name, json)
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
	};
	static const char *const lists[] = {
#define TEXT(name, json)
#define TEXTS(name, json) json,
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
	};

	json_list(json_key(&t->o, "custom_sections"));
	json_object(&t->o);
	json_put_text(json_key(&t->o, "id"), STR("own"));
	json_key(&t->o, "title");
	put_word(t, "");
	json_list(json_key(&t->o, "entries"));
	json_object(&t->o);
	for (size_t i = 0; i < LENGTH(texts); i++)
		if (!is_date(texts[i])) {
			json_key(&t->o, texts[i]);
			put_word(t, !strcmp(texts[i], "url") ? "https://" : "");
		}
	for (size_t i = 0; i < LENGTH(lists); i++) {
		json_list(json_key(&t->o, lists[i]));
		put_word(t, "");
		json_end(&t->o);
	}
	json_end(&t->o);
	json_end(&t->o);
	json_end(&t->o);
	json_end(&t->o);
}

static void put_basics(struct tokens *t)
{
	static const char *const names[] = { "name", "label", "email", "phone",
		"url", "summary" };
	static const char *const place[] = { "address", "postalCode", "city",
		"countryCode", "region" };

	json_object(json_key(&t->o, "basics"));
	for (size_t i = 0; i < LENGTH(names); i++) {
		json_key(&t->o, names[i]);
		put_word(t, !strcmp(names[i], "url") ? "https://" : "");
	}
	json_object(json_key(&t->o, "location"));
	for (size_t i = 0; i < LENGTH(place); i++) {
		json_key(&t->o, place[i]);
		put_word(t, "");
	}
	json_end(&t->o);
	json_list(json_key(&t->o, "profiles"));
	json_object(&t->o);
	json_key(&t->o, "network");
	put_word(t, "");
	json_key(&t->o, "username");
	put_word(t, "");
	json_key(&t->o, "url");
	put_word(t, "https://");
	json_end(&t->o);
	json_end(&t->o);
	json_end(&t->o);
}

static struct str full_resume(int *words)
{
	struct tokens t;
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	t.o = json_begin(&b, JSON_PRETTY);
	t.next = 0;
	json_object(&t.o);
	put_basics(&t);
	for (int i = 0; i < RESUME_SECTIONS; i++)
		put_entries(
			&t, resume_sections[i].name, resume_sections[i].entry);
	json_object(json_key(&t.o, "meta"));
	json_object(json_key(&t.o, "vitae"));
	put_custom(&t);
	json_end(&t.o);
	json_end(&t.o);
	json_end(&t.o);
	*words = t.next;
	return buf_str(&b);
}

static size_t times(struct str in, struct str word)
{
	size_t n = 0;
	const char *p = in.at, *end = in.at + in.len;

	while ((p = memmem(p, (size_t)(end - p), word.at, word.len))) {
		p += word.len;
		n++;
	}
	return n;
}

static void all_once(struct str text, int words, const char *where)
{
	for (int i = 0; i < words; i++) {
		struct str word = str_fmt(&test_mem, "w%04dq", i);
		size_t n = times(text, word);

		if (n != 1)
			test_fail(__FILE__, __LINE__, "%s has %s %zu times",
				where, word.at, n);
	}
}

TEST(every_word_is_there_once_in_every_template)
{
	static const char *const styles[] = { "{\"columns\":1}",
		"{\"columns\":2}" };
	static const char *const kinds[] = { "resume", "cv", "revamp" };
	int words;
	struct str text = full_resume(&words);

	OK(words > 100);
	for (size_t i = 0; template_name(i); i++)
		for (size_t s = 0; s < LENGTH(styles); s++)
			for (size_t k = 0; k < LENGTH(kinds); k++) {
				struct resume r = resume_of(text.at);
				struct tree tree;

				r.meta.vitae.kind = str_c(kinds[k]);
				tree = composed(
					&r, template_name(i), styles[s]);
				all_once(drawn(&tree), words, template_name(i));
			}
}

/* The same with both jobs under one employer: what they share is said once. */
TEST(roles_of_one_employer_lose_no_word)
{
	int words;
	struct str text = full_resume(&words);

	for (size_t i = 0; template_name(i); i++) {
		struct resume r = resume_of(text.at);
		struct resume_entry *jobs = r.section[RESUME_WORK].at;
		struct str gone = jobs[1].name;
		struct tree tree;
		struct str shown;

		jobs[1].name = jobs[0].name;
		tree = composed(&r, template_name(i), NULL);
		shown = str_fmt(&test_mem, "%.*s %.*s", STR_ARG(drawn(&tree)),
			STR_ARG(gone));
		all_once(shown, words, template_name(i));
	}
}

/* ---- samples ------------------------------------------------------------ */

static const char *const samples[] = { "academic", "arabic", "career_change",
	"chinese", "designer", "engineer", "greek", "hebrew", "japanese",
	"letter", "minimal", "odd", "russian", "student" };

static struct str file(const char *name)
{
	struct str path = str_fmt(&test_mem, "test/data/resume/%s.json", name);
	FILE *f = fopen(path.at, "rb");
	size_t n;
	char *at;

	if (!f) {
		test_fail(__FILE__, __LINE__, "%s cannot be opened", path.at);
		return STR("{}");
	}
	at = arena_alloc(&test_mem, 1 << 20);
	n = fread(at, 1, (1 << 20) - 1, f);
	fclose(f);
	return str_of(at, n);
}

/* Words of a text, as a sorted list that can be searched. */
struct list {
	struct str *at;
	size_t count;
};

static int compare(const void *a, const void *b)
{
	const struct str *x = a, *y = b;
	int c = memcmp(x->at, y->at, x->len < y->len ? x->len : y->len);

	return c ? c : (x->len > y->len) - (x->len < y->len);
}

static bool in_word(unsigned char c)
{
	return c >= 0x80 || (c >= '0' && c <= '9') ||
	       ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static struct list words_of(struct str s)
{
	struct list l = { ARENA_LIST(&test_mem, struct str, s.len / 2 + 1), 0 };

	for (size_t i = 0, from; i < s.len;) {
		while (i < s.len && !in_word((unsigned char)s.at[i]))
			i++;
		for (from = i; i < s.len && in_word((unsigned char)s.at[i]);)
			i++;
		if (i > from)
			l.at[l.count++] = str_of(s.at + from, i - from);
	}
	qsort(l.at, l.count, sizeof(l.at[0]), compare);
	return l;
}

static size_t how_often(const struct list *l, struct str word)
{
	size_t n = 0;

	for (size_t i = 0; i < l->count; i++)
		n += str_eq(l->at[i], word);
	return n;
}

static void add_text(struct buf *b, struct str s)
{
	buf_add(b, press_text_clean(&test_mem, s));
	buf_addc(b, '\n');
}

/* All texts of a resume that are meant to be read, but for dates. */
static struct str texts_of(const struct resume *r)
{
	struct buf b;

	buf_init(&b, &test_mem, 16 << 20);
	add_text(&b, r->basics.name);
	add_text(&b, r->basics.label);
	add_text(&b, r->basics.summary);
	for (int s = 0; s < RESUME_SECTIONS; s++)
		for (size_t i = 0; i < r->section[s].count; i++) {
			const struct resume_entry *e = &r->section[s].at[i];
			const struct str texts[] = { e->position, e->title,
				e->institution, e->area, e->study_type,
				e->summary, e->description, e->reference,
				e->language, e->fluency, e->level, e->awarder,
				e->issuer, e->publisher, e->entity, e->score };
			const struct resume_texts lists[] = { e->highlights,
				e->keywords, e->courses, e->roles };

			for (size_t k = 0; k < LENGTH(texts); k++)
				add_text(&b, texts[k]);
			for (size_t k = 0; k < LENGTH(lists); k++)
				for (size_t n = 0; n < lists[k].count; n++)
					add_text(&b, lists[k].at[n]);
		}
	return buf_str(&b);
}

static bool hides_something(const struct resume *r)
{
	return r->meta.vitae.hidden_sections.count > 0 ||
	       str_is(r->meta.vitae.kind, "cover_letter");
}

TEST(no_sample_loses_a_word_in_any_template)
{
	for (size_t s = 0; s < LENGTH(samples); s++)
		for (size_t i = 0; template_name(i); i++) {
			struct resume r = resume_of(file(samples[s]).at);
			struct tree tree = composed(
				&r, template_name(i), "{\"columns\":2}");
			struct list have, want = words_of(texts_of(&r));

			OK(tree.count > 0);
			if (hides_something(&r))
				continue;
			have = words_of(drawn(&tree));
			for (size_t w = 0; w < want.count; w++)
				if (how_often(&have, want.at[w]) <
					how_often(&want, want.at[w]))
					test_fail(__FILE__, __LINE__,
						"%s in %s lost '%.*s'",
						samples[s], template_name(i),
						STR_ARG(want.at[w]));
		}
}

TEST(every_block_comes_from_somewhere_in_the_resume)
{
	for (size_t s = 0; s < LENGTH(samples); s++) {
		struct str text = file(samples[s]);
		const struct json *doc = parsed(text.at);
		struct resume r = resume_of(text.at);
		struct tree tree = composed(&r, "modern", NULL);

		for (size_t i = 0; i < tree.count; i++) {
			struct str at = str_copy(&test_mem, tree.at[i].source);
			bool signature = tree.at[i].role == TREE_SIGNATURE;

			if (!at.len || (!json_at(doc, at.at) && !signature))
				test_fail(__FILE__, __LINE__,
					"%s: '%.*s' is nowhere", samples[s],
					STR_ARG(at));
		}
	}
}

TEST(all_text_of_a_tree_is_well_formed_and_on_one_line)
{
	for (size_t s = 0; s < LENGTH(samples); s++) {
		struct resume r = resume_of(file(samples[s]).at);
		struct tree tree = composed(&r, "classic", NULL);

		for (size_t i = 0; i < tree.count; i++) {
			struct str t = text_of(tree.at[i].text);

			OK(t.len && utf8_ok(t));
			OK(t.at[0] != ' ' && t.at[t.len - 1] != ' ');
			for (size_t k = 0; k < t.len; k++)
				OK((unsigned char)t.at[k] >= ' ');
		}
	}
}

TEST(the_same_resume_gives_the_same_tree)
{
	struct resume r = resume_of(file("engineer").at);
	struct tree a = composed(&r, "modern", NULL),
		    b = composed(&r, "modern", NULL);

	SAME_STR(drawn(&a), drawn(&b));
}

/* ---- ceilings ----------------------------------------------------------- */

static bool composes(const struct resume *r, struct err *err)
{
	struct look look;
	struct tree tree;

	memset(err, 0, sizeof(*err));
	return template_look(&test_mem, found("modern"), r, NULL, &look, err) &&
	       press_compose(&test_mem, r, found("modern"), &look, &tree, err);
}

static struct str many(const char *piece, size_t bytes)
{
	struct buf b;

	buf_init(&b, &test_mem, bytes + 100);
	while (b.len < bytes)
		buf_add(&b, str_c(piece));
	return buf_str(&b);
}

TEST(a_document_of_7_MB_works_and_one_of_10_is_refused)
{
	struct resume r = { 0 };
	struct err err;

	r.basics.summary = many("Long and longer. ", 7 << 20);
	OK_ERR(composes(&r, &err), err);
	r.basics.summary = many("Long and longer. ", 10 << 20);
	OK(!composes(&r, &err));
	SAME_INT(err.code, ERR_TOO_BIG);
	OK(holds(str_c(err.text), "at most 8 MB of text"));
}

TEST(too_many_marks_are_refused_and_not_worked_on)
{
	struct resume r = { 0 };
	struct err err;

	r.basics.summary = many("*a ", 3 * 190000);
	OK_ERR(composes(&r, &err), err);
	r.basics.summary = many("*a ", 3 * 210000);
	OK(!composes(&r, &err));
	SAME_INT(err.code, ERR_TOO_BIG);
	OK(holds(str_c(err.text), "stars and brackets"));
}

TEST(ten_thousand_bullets_work_and_more_blocks_than_a_document_has_do_not)
{
	struct resume_entry job = { .position = STR("W") };
	struct resume r = { 0 };
	struct err err;

	job.highlights.count = 10000;
	job.highlights.at = ARENA_LIST(&test_mem, struct str, PRESS_BLOCKS);
	for (int i = 0; i < PRESS_BLOCKS; i++)
		job.highlights.at[i] = STR("Did it");
	r.section[RESUME_WORK] = (struct resume_entries){ &job, 1 };
	OK_ERR(composes(&r, &err), err);
	job.highlights.count = PRESS_BLOCKS;
	OK(!composes(&r, &err));
	SAME_INT(err.code, ERR_TOO_BIG);
	OK(holds(str_c(err.text), "at most 20000 paragraphs"));
}
