/* work/letter_generate.c - a cover letter for a posting (TAI-11). */
#include "work/agent.h"

static void tell_proofs(
	struct arena *mem, const struct letter *l, struct letter_told *out)
{
	out->proofs.at =
		ARENA_LIST(mem, struct letter_proof_told, l->proofs.count + 1);
	out->proofs.count = l->proofs.count;
	for (size_t i = 0; i < l->proofs.count; i++) {
		const struct letter_proof *p = &l->proofs.at[i];

		out->proofs.at[i] =
			(struct letter_proof_told){ (int64_t)p->paragraph,
				p->at, p->quote, p->asked };
	}
}

/* The resume with the letter in it, as documents hold letters. */
static struct str document_of(
	struct work_agent *a, const struct resume_letter *l)
{
	struct resume r = a->resume;

	r.meta.vitae.kind = STR("cover_letter");
	r.meta.vitae.letter = *l;
	return app_agent_resume(a->c->mem, &r);
}

static void tell(
	struct work_agent *a, const struct letter *l, struct letter_told *out)
{
	const struct resume_letter *r = &l->letter;

	*out = (struct letter_told){
		.title = r->subject.len ? r->subject : STR("Cover letter"),
		.document = document_of(a, r),
		.date = r->date,
		.subject = r->subject,
		.salutation = r->salutation,
		.closing = r->closing,
		.signature = r->signature,
		.addressee = r->addressee,
		.paragraphs = r->paragraphs,
		.engine = a->done.result.engine,
		.warnings = a->done.result.warnings
	};
	tell_proofs(a->c->mem, l, out);
}

static bool keep(struct work_agent *a, const struct letter *l, struct err *err)
{
	struct letter_told told;

	tell(a, l, &told);
	if (!app_call_write(a->c, err) ||
		!app_agent_keep_letter(a->c, &a->task, &told, &a->done, err) ||
		!work_agent_usage(a, err))
		return false;
	a->job->result = app_agent_json(a->c->mem, &app_letter_shape, &told);
	return true;
}

bool work_letter_generate(struct call *c, struct job *job, struct err *err)
{
	struct work_agent *a = ARENA_NEW(job->mem, struct work_agent);
	struct letter letter;
	bool ok = work_agent_begin(a, c, job, err);

	if (ok) {
		ok = work_letter(c->mem, &a->ask, &a->run, &letter, err);
		work_agent_count(a);
	}
	if (ok && a->told.code != ERR_NONE) {
		*err = a->told;
		return false;
	}
	return (ok && keep(a, &letter, err)) || work_agent_give_up(a, err);
}
