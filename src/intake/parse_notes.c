/*
 * intake/parse_notes.c - what an entry says that none of its fields is made
 * for: words of its head that are no title, employer or place, and texts below
 * heads whose section has no bullets. Each goes where the model has room for
 * it; where it has none, its row is one that found no place.
 */
#include "intake/parse_slots.h"
#include "intake/parse_text.h"
#include "resume/contact.h"

enum { NOTE_BYTES = 3 }; /* fewer say nothing */

/* "По настоящее время": a word of the period beside it. */
static bool says(struct parse *p, struct str s)
{
	return s.len >= NOTE_BYTES && !resume_url_is(s) &&
	       !parse_is_listed(resume_fold(&p->own, s), "время time");
}

/* Behind what is said already. */
static void append(
	struct parse *p, struct str *to, const char *mark, struct str text)
{
	*to = to->len ? str_fmt(p->mem, "%.*s%s%.*s", STR_ARG(*to), mark,
				STR_ARG(text))
		      : text;
}

/* "cum laude", "with distinction", "First class honours" */
static bool is_grade(struct parse *p, struct str s)
{
	static const char *const grades[] = { "laude", "distinction", "honours",
		"honors", "merit", "mention", "auszeichnung", "lode",
		"sobresaliente" };
	struct str f = resume_fold(&p->own, s);

	for (size_t i = 0; i < LENGTH(grades); i++)
		if (memmem(f.at, f.len, grades[i], strlen(grades[i])))
			return true;
	return false;
}

/* "ACLS (valid to 2027)": a certificate has no field for more. */
static void append_to_name(
	struct parse *p, const struct atom *a, struct resume_entry *to)
{
	to->name = str_fmt(p->mem,
		a->at->text.at[0] == '(' ? "%.*s (%.*s)" : "%.*s, %.*s",
		STR_ARG(to->name), STR_ARG(a->text));
}

static bool place(
	struct parse *p, int what, struct str s, struct resume_entry *to)
{
	switch (what) {
	case RESUME_WORK:
	case RESUME_PROJECTS:
		append(p, &to->description, ", ", s);
		return true;
	case RESUME_VOLUNTEER:
	case RESUME_AWARDS:
	case RESUME_PUBLICATIONS:
		append(p, &to->summary, "\n", s);
		return true;
	case RESUME_EDUCATION:
		if (!to->score.len && is_grade(p, s))
			to->score = s;
		else
			resume_text_add(p->mem, &to->courses, s);
		return true;
	default:
		return false;
	}
}

void parse_notes(struct parse *p, int what, const struct entry *e,
	struct resume_entry *to)
{
	for (size_t i = e->parts; i-- > 0;) {
		const struct part *part = &e->part[i];

		for (size_t k = part->from;
			k < part->to && part->slot == SLOT_NOTE; k++) {
			const struct atom *a = &e->atom[k];

			if (!says(p, a->text))
				continue;
			if (to && what == RESUME_CERTIFICATES && to->name.len)
				append_to_name(p, a, to);
			else if (to && !parse_has(a->text, '@') &&
				 place(p, what, a->text, to))
				parse_note(p, a->text, a->row, a->row + 1,
					part->sure);
			else
				p->row[a->row].rest = true;
		}
	}
}

void parse_bodies(struct parse *p, int what, const struct entry *e,
	struct resume_entry *to)
{
	struct resume_texts *list = &to->highlights;

	if (what != RESUME_EDUCATION && what != RESUME_AWARDS &&
		what != RESUME_PUBLICATIONS && what != RESUME_CERTIFICATES)
		return;
	if (what == RESUME_CERTIFICATES) {
		for (size_t i = e->body; i < e->to; i++)
			p->row[i].rest |= list->count || to->summary.len;
		return;
	}
	for (size_t i = 0; i < list->count; i++)
		place(p, what, list->at[i], to);
	list->count = 0;
	if (what != RESUME_EDUCATION || !to->summary.len)
		return;
	resume_text_add(p->mem, &to->courses, to->summary);
	to->summary = STR_NONE;
}
