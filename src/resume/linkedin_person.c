/* resume/linkedin_person.c - who it is: the tables of LinkedIn's export that
 * become no entries. */
#include "resume/linkedin_int.h"
#include "resume/build.h"
#include "resume/codes.h"

/* The next of "[WORK:https://a.example,BLOG:https://b.example]": what stands
 * before the colon, where it is a word in capitals, and what behind. */
static bool next_of_list(struct str *rest, struct str *label, struct str *value)
{
	size_t n = 0;

	while (rest->len &&
		(*rest->at == '[' || *rest->at == ',' || *rest->at == ' '))
		*rest = str_of(rest->at + 1, rest->len - 1);
	*value = str_cut(rest, ',');
	if (value->len && value->at[value->len - 1] == ']')
		value->len--;
	while (n < value->len && value->at[n] >= 'A' && value->at[n] <= 'Z')
		n++;
	*label = STR("");
	if (n && n < value->len && value->at[n] == ':') {
		*label = str_of(value->at, n);
		*value = str_of(value->at + n + 1, value->len - n - 1);
	}
	*value = str_trim(*value);
	return value->len > 0;
}

static struct str capital(struct arena *mem, struct str label)
{
	char *at = (char *)(uintptr_t)str_lower(mem, label).at;

	if (label.len)
		*at -= 32;
	return str_of(at, label.len);
}

static void take_websites(struct linkedin *t, struct resume_basics *b)
{
	struct str rest = resume_linkedin_cell(t, "Websites"), label, value;
	struct resume_profile *p;

	while (next_of_list(&rest, &label, &value)) {
		if (!b->url.len &&
			(str_is(label, "PORTFOLIO") ||
				str_is(label, "PERSONAL") ||
				str_is(label, "BLOG") || !label.len)) {
			b->url = value;
			continue;
		}
		p = resume_profile_add(t->mem, b);
		if (resume_profile_read(t->mem, value, p))
			continue;
		p->network = label.len ? capital(t->mem, label) : STR("Web");
		p->url = value;
	}
}

static void take_handles(struct linkedin *t, struct resume_basics *b)
{
	struct str rest = resume_linkedin_cell(t, "Twitter Handles"), label,
		   value;
	struct resume_profile *p;

	while (next_of_list(&rest, &label, &value)) {
		if (*value.at == '@')
			value = str_of(value.at + 1, value.len - 1);
		p = resume_profile_add(t->mem, b);
		p->network = STR("X");
		p->username = value;
		p->url = str_fmt(t->mem, "https://x.com/%.*s", STR_ARG(value));
	}
	rest = resume_linkedin_cell(t, "Instant Messengers");
	while (next_of_list(&rest, &label, &value)) {
		p = resume_profile_add(t->mem, b);
		p->network =
			label.len ? capital(t->mem, label) : STR("Messenger");
		p->username = value;
	}
}

static void take_place(struct linkedin *t, struct resume_place *to)
{
	struct str country = resume_linkedin_cell(t, "Country");

	to->address = resume_linkedin_cell(t, "Address");
	to->postal_code = resume_linkedin_cell(t, "Zip Code");
	resume_place_read(resume_linkedin_cell(t, "Geo Location"), to);
	if (!to->country_code.len && country.len) {
		to->country_code = resume_country_find(country);
		if (!to->country_code.len)
			resume_keep_text(t->report,
				resume_linkedin_place(t, "Country"),
				STR("Country"), country);
	}
}

void resume_linkedin_profile(struct linkedin *t)
{
	struct resume_basics *b = &t->out->basics;
	struct str first = resume_linkedin_cell(t, "First Name"),
		   last = resume_linkedin_cell(t, "Last Name");

	b->name = first.len && last.len ? str_fmt(t->mem, "%.*s %.*s",
						  STR_ARG(first), STR_ARG(last))
		  : first.len           ? first
					: last;
	b->label = resume_linkedin_cell(t, "Headline");
	b->summary = resume_linkedin_cell(t, "Summary");
	take_place(t, &b->location);
	take_websites(t, b);
	take_handles(t, b);
}

/* How much an address is the one to write to. */
static int weight(struct linkedin *t)
{
	bool primary = str_eq_nocase(
		     resume_linkedin_cell(t, "Primary"), STR("yes")),
	     confirmed = str_eq_nocase(
		     resume_linkedin_cell(t, "Confirmed"), STR("yes"));

	return resume_linkedin_cell(t, "Email Address").len
		       ? 1 + confirmed + 2 * primary
		       : 0;
}

/* The best address of the table; what else is in it is kept. */
void resume_linkedin_emails(
	struct linkedin *t, const struct csv *csv, size_t from)
{
	struct str *email = &t->out->basics.email;
	size_t best = csv->count;
	int most = 0;

	for (size_t i = from; i < csv->count; i++) {
		int w;

		t->row = &csv->rows[i];
		w = weight(t);
		if (w > most) {
			most = w;
			best = i;
		}
	}
	for (size_t i = from; i < csv->count; i++) {
		t->row = &csv->rows[i];
		memset(t->taken, 0, sizeof(t->taken));
		if (i == best && !email->len) {
			weight(t);
			*email = resume_linkedin_cell(t, "Email Address");
		}
		resume_linkedin_keep(t);
	}
}

void resume_linkedin_phone(struct linkedin *t)
{
	struct str *phone = &t->out->basics.phone,
		   number = resume_linkedin_cell(t, "Number"),
		   extension = resume_linkedin_cell(t, "Extension");

	if (extension.len)
		number = str_fmt(t->mem, "%.*s ext. %.*s", STR_ARG(number),
			STR_ARG(extension));
	if (!phone->len)
		*phone = number;
	else if (!str_eq(*phone, number))
		memset(t->taken, 0, sizeof(t->taken));
}
