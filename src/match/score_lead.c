/*
 * match/score_lead.c - a line that asks for somebody who led people: who led
 * some has, who taught or stood in for their leader has in part, and who worked
 * in a team has not.
 */
#include "match/facts.h"
#include "match/profile_int.h"
#include "match/score_int.h"

enum { REACH = 6 /* words from the verb to whom it leads */ };

static bool leads(struct str word)
{
	return fact_is_one_of(word,
		"lead leads leading led leadership manage "
		"manages managing managed management supervise "
		"supervises supervising supervised supervision "
		"head headed heading oversee oversaw overseeing "
		"direct directed directing charge responsible "
		"foreman forewoman captain grew");
}

/* Comes near to leading. */
static bool helps(struct str word)
{
	return fact_is_one_of(word,
		"mentor mentored mentoring coach coached "
		"guided guiding "
		"coaching "
		"precept precepted instruct instructed "
		"allocate allocated allocating deputy deputise "
		"deputised cover covered stand stood induct "
		"inducted coordinate coordinated coordinating "
		"apprentice apprentices trainees intern interns");
}

/* Ends as a word for those who do something, in the plural. */
static bool ends_as_people(struct str word)
{
	static const struct str ends[] = { { "ers", 3 }, { "ors", 3 },
		{ "ists", 4 }, { "ants", 4 }, { "ians", 4 }, { "ysts", 4 },
		{ "nurses", 6 }, { "cooks", 5 }, { "chefs", 5 },
		{ "clerks", 6 }, { "guards", 6 }, { "agents", 6 } };

	for (size_t i = 0; i < LENGTH(ends); i++)
		if (word.len > 4 && str_ends(word, ends[i]))
			return true;
	return false;
}

bool score_is_people(struct str word)
{
	return fact_is_one_of(word,
		       "team teams staff people employees personnel "
		       "crew crews brigade squad squads department "
		       "departments colleagues apprentices associates "
		       "assistants reports workforce shift shifts "
		       "interns trainees") ||
	       (ends_as_people(word) &&
		       !fact_is_one_of(word,
			       "customers suppliers vendors "
			       "contractors subcontractors orders "
			       "stakeholders servers containers "
			       "papers computers numbers matters "
			       "drivers offers partners users "
			       "consumers investors distributors "
			       "dealers carriers processors motors "
			       "sensors errors factors newsletters "
			       "letters covers tumors disorders "
			       "parameters routers printers "
			       "transformers boilers chambers "
			       "influencers publishers reporters "
			       "owners founders borrowers buyers "
			       "callers readers passengers prisoners "
			       "auditors volunteers visitors donors plants "
			       "restaurants grants consultants "
			       "applicants participants tenants "
			       "variants infants centers registers "
			       "monitors doors floors tractors "
			       "reactors vectors mirrors others"));
}

/* "Led 400 people out" of a fire. */
static bool is_crowd(const struct resume_wording *w, size_t i)
{
	return w->at[i].flags & WORD_NUMBER && w->at[i].text.len > 2 &&
	       i + 1 < w->count &&
	       fact_is_one_of(w->at[i + 1].text, "people persons guests");
}

/* "Leading programmes that span teams" leads a programme. */
static bool is_thing(struct str word)
{
	return fact_is_one_of(word,
		"program programs programme programmes project projects "
		"initiative initiatives workshop workshops campaign campaigns "
		"migration migrations rollout rollouts strategy roadmap "
		"effort efforts meetings reviews audits implementation "
		"implementations across");
}

/* Whom the verb leads; 0: nobody. */
static size_t led_by(const struct resume_wording *w, size_t verb)
{
	for (size_t i = verb + 1; i < w->count && i <= verb + REACH; i++) {
		if (w->at[i].flags & WORD_START || is_crowd(w, i) ||
			is_thing(w->at[i].text))
			return 0;
		if (score_is_people(w->at[i].text))
			return i;
	}
	return 0;
}

static bool asks_to_lead(const struct judging *j)
{
	const struct resume_word *w = j->words.at;

	for (size_t i = 0; i < j->words.count; i++)
		if (leads(w[i].text) &&
			(led_by(&j->words, i) ||
				(i && fact_is_one_of(w[i - 1].text,
					      "line people staff team"))))
			return true;
	return false;
}

/* "Team leader", "Head of Sales", and no account manager. */
static bool is_leader(const struct profile_passage *t)
{
	for (size_t i = 0; t->kind == PROFILE_TITLE && i < t->words.count; i++)
		if (fact_is_one_of(t->words.at[i].text,
			    "head supervisor foreman forewoman director "
			    "superintendent teamleiter teamleiterin leiter "
			    "leiterin leader lead chief captain sergeant "
			    "cto cio ciso vp") ||
			(fact_is_one_of(t->words.at[i].text, "manager") && i &&
				fact_is_one_of(t->words.at[i - 1].text,
					"store shop restaurant hotel branch "
					"shift team general operations plant "
					"site kitchen bar department ward "
					"warehouse people hr engineering")))
			return true;
	return false;
}

/* Those of one's own trade: who teaches pupils leads none. */
static bool taught_by(const struct resume_wording *w, size_t verb)
{
	for (size_t i = verb + 1; i < w->count && i <= verb + REACH; i++)
		if (score_is_people(w->at[i].text) ||
			fact_is_one_of(w->at[i].text,
				"new junior juniors students "
				"residents novices graduates "
				"starters newcomers hires "
				"commis recruits cadets "
				"receptionist clerk helper helpers"))
			return true;
	return false;
}

/* "Train business users", "coach clients" */
static bool is_for_others(const struct resume_wording *w, size_t verb)
{
	for (size_t i = verb + 1; i < w->count && i <= verb + 3; i++)
		if (fact_is_one_of(w->at[i].text,
			    "users customers clients pupils patients children "
			    "athletes adults guests buyers"))
			return true;
	return false;
}

static enum score_verdict leading_in(const struct profile_passage *t)
{
	enum score_verdict best = is_leader(t) ? SCORE_MET : SCORE_MISSING;

	for (size_t i = 0; i < t->words.count; i++) {
		struct str word = t->words.at[i].text;

		if (leads(word) && led_by(&t->words, i))
			return SCORE_MET;
		if ((helps(word) && !is_for_others(&t->words, i)) ||
			(t->words.at[i].flags & WORD_START &&
				str_is(word, "guide")) ||
			fact_is_one_of(word, "supervise supervised") ||
			(fact_is_one_of(word, "teach teaching taught train "
					      "trained training") &&
				taught_by(&t->words, i)))
			best = best ? best : SCORE_PARTIAL;
	}
	return best;
}

bool score_leads_in(const struct profile_passage *t)
{
	return leading_in(t) == SCORE_MET;
}

/* "Mentoring junior developers": who works beside developers has not. */
static bool asks_to_mentor(const struct judging *j)
{
	for (size_t i = 0; i < j->words.count; i++)
		if (fact_is_one_of(j->words.at[i].text,
			    "mentor mentors mentored mentoring mentorship"))
			return true;
	return false;
}

static enum score_verdict mentoring_in(const struct profile_passage *t)
{
	return leading_in(t) ? SCORE_MET : SCORE_MISSING;
}

static bool shows_topic(const struct judging *j)
{
	struct said_topics t;

	said_asked(j->p->said, &j->words, &t);
	return t.topics > 0;
}

static bool is_leaders(struct str word)
{
	return fact_is_one_of(
		word, "managers leads leaders directors supervisors foremen");
}

/* "Engineering managers" lead people, "product managers" as a rule none; what
 * counts them does not matter. */
static bool names_trade(struct str word)
{
	return !fact_is_one_of(word,
		"product project account case community content program "
		"programme office store the their our senior with other "
		"and of to from by for");
}

/* "Through five", "with four team" */
static bool is_through(const struct resume_wording *w, size_t i)
{
	for (size_t k = i; k-- > 0 && i - k <= 3;)
		if (fact_is_one_of(w->at[k].text,
			    "through via lead leads led leading manage manages "
			    "managed managing"))
			return true;
	return false;
}

/* "Managing managers": who led others has led none. */
static bool leads_leaders(const struct resume_wording *w)
{
	for (size_t i = 0; i + 1 < w->count; i++) {
		if (!is_leaders(w->at[i + 1].text))
			continue;
		if (leads(w->at[i].text))
			return true;
		/* "lead 45 engineers through five engineering managers" */
		if (i && names_trade(w->at[i].text) &&
			(leads(w->at[i - 1].text) || is_through(w, i)))
			return true;
	}
	return false;
}

/* Whom a line asks to have led. */
enum whom { WHOM_PEOPLE, WHOM_LEADERS, WHOM_MENTEES };

static enum score_verdict led_in(
	const struct profile_passage *t, enum whom whom)
{
	if (t->kind < PROFILE_SUMMARY)
		return SCORE_MISSING;
	if (whom == WHOM_LEADERS)
		return leads_leaders(&t->words) ? SCORE_MET : SCORE_MISSING;
	return whom == WHOM_MENTEES ? mentoring_in(t) : leading_in(t);
}

/* Months of the jobs in which they led. */
static int months_led(const struct judging *j)
{
	int(*span)[2] = (int(*)[2])ARENA_LIST(
		j->mem, int, 2 * j->p->passages.count + 2);
	size_t count = 0;

	for (size_t i = 0; i < j->p->passages.count; i++) {
		const struct profile_passage *t = &j->p->passages.at[i];

		if (t->to < t->from || led_in(t, WHOM_PEOPLE) < SCORE_MET)
			continue;
		span[count][0] = t->from;
		span[count++][1] = t->to;
	}
	return profile_union(span, count);
}

/* Years of it: who never did is judged by other years. */
static bool judge_years_led(struct judging *j, uint32_t where)
{
	int months = months_led(j);

	if (!months)
		return false;
	score_judge(j, months >= 12 * j->n->years ? SCORE_MET : SCORE_PARTIAL,
		where,
		str_fmt(j->mem, "%d of %d years are shown", months / 12,
			j->n->years));
	return true;
}

bool score_lead(struct judging *j)
{
	enum score_verdict best = SCORE_MISSING;
	uint32_t where = 0;
	enum whom whom = asks_to_mentor(j)          ? WHOM_MENTEES
			 : leads_leaders(&j->words) ? WHOM_LEADERS
						    : WHOM_PEOPLE;

	if (whom == WHOM_PEOPLE && !asks_to_lead(j))
		return false;
	for (size_t i = 0; i < j->p->passages.count; i++) {
		enum score_verdict one = led_in(&j->p->passages.at[i], whom);

		if (one > best) {
			best = one;
			where = (uint32_t)i + 1;
		}
	}
	if (j->n->years)
		return judge_years_led(j, where);
	if (whom == WHOM_MENTEES && !best && shows_topic(j))
		return false;
	score_judge(j, best, where,
		best == SCORE_MET       ? STR("the resume says who was led")
		: best == SCORE_PARTIAL ? STR("the resume says who was taught "
					      "or stood in for")
					: STR("the resume says of nobody who "
					      "was led"));
	return true;
}
