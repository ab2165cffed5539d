/*
 * press/compose_letter.c - a cover letter: date, whom it is to, subject,
 * salutation, paragraphs, closing, signature (DOC-2).
 */
#include "press/compose_int.h"

static void add(struct compose *c, enum tree_role role, struct str text,
	const char *field)
{
	struct compose_block b = { .role = role };

	b.source = compose_path(c, STR("/meta/vitae/letter"), field);
	b.text = compose_runs(c, text);
	compose_add(c, &b);
}

static void add_paragraphs(struct compose *c, const struct resume_texts *list)
{
	struct str source = STR("/meta/vitae/letter/paragraphs");

	for (size_t i = 0; i < list->count && !c->failed; i++)
		compose_paragraphs(c, TREE_LETTER, list->at[i],
			compose_source(c, source, i), false);
}

/* The date stands beside the first line of the address. */
static void add_address(struct compose *c, const struct resume_letter *l)
{
	struct str source = STR("/meta/vitae/letter/addressee");
	struct tree_runs date =
		compose_runs(c, press_date_whole(c->mem, c->words,
					c->r->meta.vitae.locale, l->date));

	for (size_t i = 0; i < l->addressee.count && !c->failed; i++) {
		struct compose_block b = { .role = TREE_ADDRESS,
			.text = compose_runs(c, l->addressee.at[i]),
			.source = compose_source(c, source, i),
			.joined = i > 0 };

		if (!b.text.count)
			continue;
		b.aside = date;
		date.count = 0;
		compose_add(c, &b);
	}
	if (date.count)
		compose_add(
			c, &(struct compose_block){ .role = TREE_ADDRESS,
				   .text = date,
				   .source = STR("/meta/vitae/letter/date") });
}

void compose_letter(struct compose *c)
{
	const struct resume_letter *l = &c->r->meta.vitae.letter;

	c->region = TREE_MAIN;
	c->section = STR("letter");
	add_address(c, l);
	add(c, TREE_SUBJECT, l->subject, "subject");
	add(c, TREE_LETTER, l->salutation, "salutation");
	add_paragraphs(c, &l->paragraphs);
	add(c, TREE_LETTER, l->closing, "closing");
	add(c, TREE_SIGNATURE,
		l->signature.len ? l->signature : c->r->basics.name,
		"signature");
}
