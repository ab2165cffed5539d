/*
 * intake/parse.c - see parse.h. Runs the steps of parse_int.h, and notes which
 * lines nobody took.
 */
#include "intake/parse_int.h"

/* ---- notes -------------------------------------------------------------- */

static void note_left(struct parse *p)
{
	p->out->left.at = ARENA_LIST(p->mem, struct intake_left, p->count + 1);
	for (size_t i = 0; i < p->count; i++)
		if (!p->row[i].taken || p->row[i].rest)
			p->out->left.at[p->out->left.count++] =
				(struct intake_left){ p->row[i].page,
					p->row[i].line };
}

/* ---- sections ----------------------------------------------------------- */

static void keep(struct parse *p, const struct section *s)
{
	struct resume_custom *to;
	struct resume_entry *e;

	if (s->from == s->to)
		return;
	to = resume_custom_add(p->mem, &p->out->resume, s->title);
	parse_roles(p, s);
	for (size_t i = s->from; i < s->to;) {
		size_t end = i + 1;

		while (end < s->to && p->row[end].role == ROW_MORE)
			end++;
		e = resume_entry_add(p->mem, &to->entries);
		e->summary = parse_join(p, i, end);
		parse_note(p, e->summary, i, end, 0.5f);
		i = end;
	}
}

static void take_section(struct parse *p, const struct section *s)
{
	switch (s->what) {
	case RESUME_WORK:
	case RESUME_VOLUNTEER:
	case RESUME_EDUCATION:
	case RESUME_PROJECTS:
	case RESUME_AWARDS:
	case RESUME_CERTIFICATES:
	case RESUME_PUBLICATIONS:
		parse_entries(p, s);
		break;
	case RESUME_SKILLS:
	case RESUME_LANGUAGES:
	case RESUME_INTERESTS:
		parse_list(p, s);
		break;
	case RESUME_SUMMARY:
	case RESUME_CONTACT:
	case RESUME_PROFILES:
		break;
	default:
		keep(p, s);
	}
}

bool intake_parse(struct arena *mem, const struct intake_doc *doc,
	struct intake_found *out, struct err *err)
{
	struct parse p = { .mem = mem, .doc = doc, .out = out };
	bool ok;

	*out = (struct intake_found){ 0 };
	ok = parse_rows(&p, err);
	if (ok && !p.count)
		ok = err_set(err, ERR_UNTRUSTED, "there is no text in it");
	if (ok) {
		parse_sections(&p);
		parse_person(&p);
		for (size_t i = 1; i < p.sections; i++) {
			if (p.section[i].head != NO_ROW)
				p.row[p.section[i].head].taken = true;
			if (p.section[i].from < p.section[i].to)
				take_section(&p, &p.section[i]);
		}
		parse_traces(&p);
		note_left(&p);
	}
	arena_free(&p.own);
	return ok;
}

bool intake_names_section(struct str words)
{
	struct parse p = { .mem = &p.own };
	bool ok = parse_heading(&p, words) != RESUME_NO_HEADING;

	arena_free(&p.own);
	return ok;
}
