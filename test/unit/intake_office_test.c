/*
 * test/unit/intake_office_test.c - what this program writes as DOCX and ODT is
 * read back from there: every sample in every template, all words in their
 * order, headings, items, links.
 */
#include "parity.h"
#include "resumes.h"
#include "tree_sample.h"

#include "intake/docx.h"
#include "intake/odt.h"

static const struct format {
	const char *name;
	bool (*write)(struct arena *mem, const struct tree *t, struct buf *out,
		struct err *err);
	bool (*read)(struct arena *mem, struct str bytes,
		struct intake_doc *out, struct err *err);
} formats[] = { { "DOCX", press_docx, intake_docx },
	{ "ODT", press_odt, intake_odt } };

struct counts {
	int headings, items, links;
};

static bool is_heading(enum tree_role role)
{
	return role == TREE_NAME || role == TREE_SECTION ||
	       role == TREE_ENTRY || role == TREE_ROLE || role == TREE_SUBJECT;
}

static bool says_something(const struct tree_block *b)
{
	for (size_t i = 0; i < b->text.count; i++)
		if (str_trim(b->text.at[i].text).len)
			return true;
	return false;
}

static void count_links(struct counts *c, const struct tree_runs *runs)
{
	for (size_t i = 0; i < runs->count; i++)
		c->links +=
			runs->at[i].url.len &&
			(!i || !str_eq(runs->at[i].url, runs->at[i - 1].url));
}

static struct counts wanted(const struct tree *t)
{
	struct counts c = { 0 };

	for (size_t i = 0; i < t->count; i++) {
		const struct tree_block *b = &t->at[i];

		c.headings += is_heading(b->role) && says_something(b);
		c.items += b->role == TREE_BULLET && says_something(b);
		count_links(&c, &b->text);
		count_links(&c, &b->aside);
	}
	return c;
}

static struct counts had(const struct intake_doc *doc)
{
	struct counts c = { 0 };
	const struct intake_page *page = &doc->at[0];

	for (size_t i = 0; i < page->count; i++) {
		const struct intake_line *l = &page->at[i];

		c.headings += l->heading > 0;
		c.items += l->item > 0;
		for (size_t k = 0; k < l->count; k++)
			c.links +=
				l->at[k].url.len &&
				(!k || !str_eq(l->at[k].url, l->at[k - 1].url));
	}
	return c;
}

/* Without soft hyphens, places to break and ends of pages. */
static struct str plain(struct arena *mem, struct str s)
{
	static const char *const unseen[] = { "\u00ad", "\u200b", "\f" };
	struct buf b;

	buf_init(&b, mem, 2 * s.len + 16);
	buf_add(&b, STR(""));
	for (size_t i = 0, len; i < s.len; i += len) {
		struct str rest = str_of(s.at + i, s.len - i);

		len = 0;
		for (size_t k = 0; k < LENGTH(unseen); k++)
			if (str_starts(rest, str_c(unseen[k])))
				len = strlen(unseen[k]);
		if (!len)
			buf_addc(&b, s.at[i]);
		len += !len;
	}
	return parity_fold(mem, buf_str(&b));
}

static void check(const char *about, const struct tree *t,
	const struct format *f, struct arena *mem)
{
	struct err err = { 0 };
	struct intake_doc doc;
	struct counts want = wanted(t), have;
	struct str text, said;
	struct buf file;

	buf_init(&file, mem, 32 << 20);
	NEED_ERR(f->write(mem, t, &file, &err), err);
	NEED_ERR(f->read(mem, buf_str(&file), &doc, &err), err);
	NEED_ERR(intake_text(mem, &doc, &text, &err), err);
	text = plain(mem, text);
	said = plain(mem, parity_tree(mem, t));
	if (!str_eq(text, said))
		test_fail(__FILE__, __LINE__, "%s as %s: '%.*s' is not '%.*s'",
			about, f->name, STR_ARG(text), STR_ARG(said));
	have = had(&doc);
	if (have.headings != want.headings || have.items != want.items ||
		have.links < want.links)
		test_fail(__FILE__, __LINE__,
			"%s as %s: %d headings, not %d; %d items, not %d; %d "
			"links, not %d",
			about, f->name, have.headings, want.headings,
			have.items, want.items, have.links, want.links);
	OK(doc.count == 1 && !doc.mended && !doc.scan);
}

static void check_sample(const char *sample, const char *template)
{
	const struct template *t;
	struct err err = { 0 };
	struct resume r = resumes_read(sample);
	struct look look;
	struct tree tree;
	char name[200];

	NEED_ERR(
		template_find(&test_mem, str_c(template), NULL, &t, &err), err);
	NEED_ERR(template_look(&test_mem, t, &r, NULL, &look, &err), err);
	NEED_ERR(press_compose(&test_mem, &r, t, &look, &tree, &err), err);
	snprintf(name, sizeof(name), "%s in %s", sample, template);
	/* the footer is no part of the resume */
	tree.footer = tree.page_words = STR("");
	for (size_t i = 0; i < LENGTH(formats); i++) {
		struct arena mem = { 0 };

		check(name, &tree, &formats[i], &mem);
		arena_free(&mem);
	}
}

TEST(every_sample_in_every_template_is_read_back_from_docx_and_odt)
{
	const char *names[RESUMES_MOST];
	size_t count = resumes_names(names), templates = 0;

	for (; template_name(templates); templates++)
		for (size_t i = 0; i < count; i++)
			check_sample(names[i], template_name(templates));
	OK(count >= 10 && templates >= 4);
}
