/* Letters, interviews and better wording (TAI-11): nothing in them that the
 * resume does not say. */
#include "tailor/letter.h"

#include "tailor/edit.h"
#include "tailor/interview.h"
#include "tailor/letter_model.h"
#include "tailor/revamp.h"
#include "tailor_made.h"

TEST(a_letter_names_the_job_and_quotes_what_proves_it)
{
	struct tailored t;
	struct letter l;

	NEED(tailor_begin(&t, TAILOR_PERSON, TAILOR_POSTING));
	NEED_ERR(letter_builtin(&test_mem, &t.ask, &l, &t.err), t.err);
	NEED(l.letter.paragraphs.count == 3);
	OK(tailor_has(l.letter.paragraphs.at[0], "Senior Data Engineer"));
	OK(tailor_has(l.letter.paragraphs.at[0], "Juniper Rail"));
	OK(tailor_has(l.letter.paragraphs.at[1], "At Larch Mills, I built"));
	SAME_STR(l.letter.signature, STR("Orla Fenwick"));
	OK(l.proofs.count > 0);
	for (size_t i = 0; i < l.proofs.count; i++) {
		struct str *is = edit_text(&t.source, l.proofs.at[i].at);

		NEED(is);
		SAME_STR(*is, l.proofs.at[i].quote);
	}
}

TEST(a_letter_for_a_posting_that_nothing_answers_claims_nothing)
{
	struct tailored t;
	struct letter l;

	NEED(tailor_begin(&t, TAILOR_PERSON,
		"Head Cook\n\nRequirements\n- Food safety and HACCP\n"));
	NEED_ERR(letter_builtin(&test_mem, &t.ask, &l, &t.err), t.err);
	SAME_INT(l.proofs.count, 0);
	for (size_t i = 0; i < l.letter.paragraphs.count; i++)
		OK(!tailor_has(l.letter.paragraphs.at[i], "HACCP"));
}

static bool write_by_model(struct tailored *t, const char *const *texts,
	size_t count, struct letter *out, struct letter_refusals *refused)
{
	struct letter_model_paragraph p[LETTER_PARAGRAPHS] = { 0 };
	struct letter_model_answer answer = { { p, count } };
	struct str at = STR("/work/0/highlights/1");

	for (size_t i = 0; i < count; i++) {
		p[i].text = str_c(texts[i]);
		p[i].evidence = (struct resume_texts){ &at, 1 };
	}
	return tailor_begin(t, TAILOR_PERSON, TAILOR_POSTING) &&
	       letter_model_read(
		       &test_mem, &t->ask, &answer, out, refused, &t->err);
}

TEST(a_models_paragraph_that_holds_stands_between_ours)
{
	static const char *const texts[] = {
		"At Larch Mills, I built pipelines in Python and Airflow to "
		"load 40 tables into PostgreSQL."
	};
	struct letter_refusals refused;
	struct tailored t;
	struct letter l;

	NEED_ERR(write_by_model(&t, texts, 1, &l, &refused), t.err);
	if (refused.count)
		test_fail(
			__FILE__, __LINE__, "%.*s", STR_ARG(refused.at[0].why));
	NEED(l.letter.paragraphs.count == 3);
	SAME_STR(l.letter.paragraphs.at[1], str_c(texts[0]));
	OK(tailor_has(l.letter.paragraphs.at[0], "I am applying"));
	SAME_STR(l.proofs.at[0].at, STR("/work/0/highlights/1"));
}

TEST(a_models_paragraph_that_invents_is_left_out_and_told)
{
	static const char *const texts[] = {
		"At Larch Mills, I led 14 engineers and cut costs by 30%.",
		"I am a certified COBOL expert.",
	};
	struct letter_refusals refused;
	struct letter l, ours;
	struct tailored t;

	NEED_ERR(write_by_model(&t, texts, 2, &l, &refused), t.err);
	SAME_INT(refused.count, 2);
	OK(refused.at[0].why.len && refused.at[1].why.len);
	NEED(letter_builtin(&test_mem, &t.ask, &ours, &t.err));
	SAME_STR(l.letter.paragraphs.at[1], ours.letter.paragraphs.at[1]);
}

TEST(an_interview_asks_what_is_met_what_is_missing_and_no_more_than_it_may)
{
	struct interview *all = ARENA_NEW(&test_mem, struct interview);
	bool missing = false, proved = false;
	struct tailored t;

	NEED(tailor_begin(&t, TAILOR_PERSON, TAILOR_POSTING));
	NEED_ERR(interview_builtin(&test_mem, &t.ask, all, &t.err), t.err);
	OK(all->count > 2 && all->count <= INTERVIEW_MOST);
	for (size_t i = 0; i < all->count; i++) {
		OK(all->at[i].text.len && all->at[i].why.len);
		missing |= tailor_has(all->at[i].asked, "COBOL");
		if (!all->at[i].at.len)
			continue;
		proved = true;
		NEED(edit_text(&t.source, all->at[i].at));
		SAME_STR(
			*edit_text(&t.source, all->at[i].at), all->at[i].quote);
	}
	OK(missing && proved);
}

/* ---- revamp --------------------------------------------------------------
 */

#define WORDY                                                                 \
	"{\"basics\":{\"name\":\"Bo Crumb\"},\"work\":[{\"name\":\"Oak "      \
	"Kitchens\",\"position\":\"Cook\",\"highlights\":["                   \
	"\"I baked bread on a daily basis in order to feed guests.\","        \
	"\"Responsible for the ordering of flour.\","                         \
	"\"Baked cakes.\",\"Baked rolls.\",\"Baked pies for my friends.\"]}," \
	"{\"name\":\"Elm Inn\",\"position\":\"Helper\"}]}"

static bool suggests(
	const struct revamp *r, enum revamp_kind kind, const char *at)
{
	for (size_t i = 0; i < r->count; i++)
		if (r->at[i].kind == kind && str_is(r->at[i].at, at))
			return true;
	return false;
}

TEST(idle_words_and_i_go_and_duties_are_left_to_their_owner)
{
	struct tailored t;
	struct revamp r;

	NEED(tailor_begin(&t, WORDY, TAILOR_POSTING));
	t.ask.posting = NULL;
	revamp_builtin(&test_mem, &t.source, &r);
	NEED_ERR(tailor_apply(&test_mem, &t.ask, &r.changes, &t.result, &t.err),
		t.err);
	SAME_INT(t.result.changes.count, 1);
	if (!t.result.changes.at[0].accepted)
		test_fail(__FILE__, __LINE__, "%.*s",
			STR_ARG(t.result.changes.at[0].why));
	SAME_STR(t.result.resume.section[RESUME_WORK].at[0].highlights.at[0],
		STR("Baked bread daily to feed guests."));
	OK(suggests(&r, REVAMP_WEAK, "/work/0/highlights/1"));
	OK(suggests(&r, REVAMP_PERSON, "/work/0/highlights/4"));
	OK(suggests(&r, REVAMP_REPEATED, "/work/0/highlights/3"));
	OK(!suggests(&r, REVAMP_REPEATED, "/work/0/highlights/2"));
	OK(suggests(&r, REVAMP_NUMBER, "/work/0"));
	OK(suggests(&r, REVAMP_SUMMARY, "/basics/summary"));
	OK(suggests(&r, REVAMP_EMPTY, "/work/1"));
	OK(!suggests(&r, REVAMP_PERSON, "/work/0/highlights/0"));
}

TEST(good_wording_is_left_alone)
{
	struct tailored t;
	struct revamp r;

	NEED(tailor_begin(&t,
		"{\"basics\":{\"name\":\"Bo\",\"summary\":\"Baker of rye.\"},"
		"\"work\":[{\"name\":\"Oak\",\"highlights\":[\"Baked 40 "
		"loaves a day.\"]}]}",
		TAILOR_POSTING));
	revamp_builtin(&test_mem, &t.source, &r);
	SAME_INT(r.changes.count, 0);
	SAME_INT(r.count, 0);
}
