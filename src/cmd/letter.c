/*
 * cmd/letter.c - 'vitae letter' and 'vitae interview': what else a resume and a
 * posting make.
 */
#include "tailor/letter.h"

#include "cmd/file.h"
#include "cmd/tailor.h"
#include "tailor/interview.h"

enum { LETTER_BYTES = 16 << 20 };

/* ---- letter -----------------------------------------------------------------
 */

static void put_paragraphs(struct buf *b, const struct resume_letter *l)
{
	for (size_t i = 0; i < l->addressee.count; i++)
		buf_addf(b, "%.*s\n", STR_ARG(l->addressee.at[i]));
	buf_addf(b, "\n%.*s\n\n%.*s\n", STR_ARG(l->subject),
		STR_ARG(l->salutation));
	for (size_t i = 0; i < l->paragraphs.count; i++)
		buf_addf(b, "\n%.*s\n", STR_ARG(l->paragraphs.at[i]));
	buf_addf(b, "\n%.*s\n%.*s\n", STR_ARG(l->closing),
		STR_ARG(l->signature));
}

/* The resume with the letter in it, as 'vitae render' makes a page of it. */
static void put_document(struct buf *b, const struct resume *source,
	const struct resume_letter *l)
{
	struct resume r = *source;

	r.meta.vitae.kind = STR("cover_letter");
	r.meta.vitae.letter = *l;
	resume_write(b, &r);
}

static bool write_letter(struct cmd *cmd, struct arena *mem,
	const struct resume *source, const struct letter *l, struct err *err)
{
	const char *to = cmd->option[CMD_TAILORED];
	struct buf b;

	buf_init(&b, mem, LETTER_BYTES);
	buf_add(&b, STR(""));
	if (cmd->option[CMD_JSON] || (to && strcmp(to, "-") != 0 &&
					     str_ends(str_c(to), STR(".json"))))
		put_document(&b, source, &l->letter);
	else
		put_paragraphs(&b, &l->letter);
	return cmd_file_write(to ? to : "-", buf_str(&b), err);
}

bool cmd_letter(struct cmd *cmd, struct err *err)
{
	struct arena mem = { 0 };
	struct tailor_files f;
	struct letter letter;
	struct work_run run;
	bool ok = cmd_tailor_open(cmd, &mem, "letter", &f, err);

	if (ok) {
		ok = work_letter(&mem, &f.ask, &run, &letter, err);
		cmd_tailor_show_run(&run, false);
		ok = ok && write_letter(cmd, &mem, f.ask.source, &letter, err);
		cmd_tailor_close(&f);
	}
	arena_free(&mem);
	return ok;
}

/* ---- interview ---------------------------------------------------------- */

static void put_question(struct buf *b, const struct interview_question *q)
{
	buf_addf(b, "%.*s\n  why: %.*s\n", STR_ARG(q->text), STR_ARG(q->why));
	if (q->asked.len)
		buf_addf(b, "  posting: \"%.*s\"\n", STR_ARG(q->asked));
	if (q->quote.len)
		buf_addf(b, "  resume:  \"%.*s\"\n", STR_ARG(q->quote));
	buf_addc(b, '\n');
}

static void put_questions(struct buf *b, const struct interview *all)
{
	struct json_out o = json_begin(b, JSON_PRETTY);

	json_list(&o);
	for (size_t i = 0; i < all->count; i++) {
		const struct interview_question *q = &all->at[i];

		json_object(&o);
		json_put_text(json_key(&o, "question"), q->text);
		json_put_text(json_key(&o, "why"), q->why);
		json_put_text(json_key(&o, "posting"), q->asked);
		json_put_text(json_key(&o, "path"), q->at);
		json_put_text(json_key(&o, "quote"), q->quote);
		json_end(&o);
	}
	json_end(&o);
	buf_addc(b, '\n');
}

bool cmd_interview(struct cmd *cmd, struct err *err)
{
	struct arena mem = { 0 };
	struct tailor_files f;
	struct interview *all = ARENA_NEW(&mem, struct interview);
	struct work_run run;
	bool ok = cmd_tailor_open(cmd, &mem, "interview", &f, err);

	if (ok) {
		ok = work_questions(&mem, &f.ask, &run, all, err);
		cmd_tailor_show_run(&run, false);
		if (ok && cmd->option[CMD_JSON])
			put_questions(&cmd->out, all);
		for (size_t i = 0;
			ok && !cmd->option[CMD_JSON] && i < all->count; i++)
			put_question(&cmd->out, &all->at[i]);
		cmd_tailor_close(&f);
	}
	arena_free(&mem);
	return ok;
}
