/*
 * resume/out_europass.c - a Candidate as Europass's editor writes it, by what
 * was observed of it: the frame and the person. The profile is
 * europass_profile.c's. What the editor would refuse (an impossible date, a
 * telephone number without its country) is not written for it.
 */
#include "resume/out_europass.h"
#include "resume/codes.h"
#include "resume/html_out.h"
#include "resume/shown.h"
#include "resume/words.h"

/* ---- elements ----------------------------------------------------------- */

static void indent(struct europass_writer *w)
{
	for (int i = 0; i < w->depth; i++)
		buf_add(w->to, STR("    "));
}

void resume_europass_open(
	struct europass_writer *w, const char *name, const char *attrs)
{
	indent(w);
	buf_addf(w->to, "<%s%s>\n", name, attrs);
	w->depth++;
}

void resume_europass_close(struct europass_writer *w, const char *name)
{
	w->depth--;
	indent(w);
	buf_addf(w->to, "</%s>\n", name);
}

void resume_europass_leaf_with(struct europass_writer *w, const char *name,
	const char *attrs, struct str text)
{
	if (!text.len)
		return;
	indent(w);
	buf_addf(w->to, "<%s%s>", name, attrs);
	resume_xml_escape(w->to, text);
	buf_addf(w->to, "</%s>\n", name);
}

void resume_europass_leaf(
	struct europass_writer *w, const char *name, struct str text)
{
	resume_europass_leaf_with(w, name, "", text);
}

void resume_europass_html(struct europass_writer *w, const char *name,
	struct str text, const struct resume_texts *bullets)
{
	struct buf html;

	buf_init(&html, w->mem, 4 * RESUME_TEXT);
	resume_html_write(w->mem, &html, text, bullets);
	if (html.len)
		resume_europass_leaf(w, name, buf_str(&html));
}

/* ---- the person --------------------------------------------------------- */

/* All but the last word are the given name. */
static void put_name(struct europass_writer *w)
{
	struct str name = str_trim(w->r->basics.name), family = name;

	for (size_t i = name.len; i > 0; i--)
		if (name.at[i - 1] == ' ') {
			family = str_of(name.at + i, name.len - i);
			name = str_trim(str_of(name.at, i));
			break;
		}
	resume_europass_open(w, "PersonName", "");
	if (family.at != name.at)
		resume_europass_leaf(w, "oa:GivenName", name);
	resume_europass_leaf(w, "hr:FamilyName", family);
	resume_europass_close(w, "PersonName");
}

static void put_channel(struct europass_writer *w, const char *channel,
	struct str use, struct str title, struct str uri)
{
	if (!uri.len)
		return;
	resume_europass_open(w, "Communication", "");
	resume_europass_leaf(w, "ChannelCode", str_c(channel));
	resume_europass_leaf(w, "UseCode", use);
	resume_europass_leaf(w, "OtherTitle", title);
	resume_europass_leaf(w, "oa:URI", uri);
	resume_europass_close(w, "Communication");
}

/* How many digits a country's code has (ITU-T E.164). */
static size_t dialing_digits(struct str digits)
{
	static const char two[] = "20 27 30 31 32 33 34 36 39 40 41 43 44 45 "
				  "46 47 48 49 51 52 53 54 55 56 57 58 60 61 "
				  "62 63 64 65 66 81 82 84 86 90 91 92 93 94 "
				  "95 98 ";
	char code[4] = { 0 };

	if (digits.len < 4)
		return 0;
	if (*digits.at == '1' || *digits.at == '7')
		return 1;
	code[0] = digits.at[0];
	code[1] = digits.at[1];
	code[2] = ' ';
	return strstr(two, code) ? 2 : 3;
}

static void put_phone(struct europass_writer *w)
{
	struct str phone = str_trim(w->r->basics.phone), number;
	size_t n;

	if (!phone.len)
		return;
	number = str_of(phone.at + 1, phone.len - 1);
	n = *phone.at == '+' ? dialing_digits(number) : 0;
	for (size_t i = 0; i < n; i++)
		if (number.at[i] < '0' || number.at[i] > '9')
			n = 0;
	if (!n) {
		resume_note(w->report, RESUME_LEFT, STR("/basics/phone"),
			"Europass takes no telephone number without its "
			"country, as in +353; this one only Vitae reads");
		return;
	}
	resume_europass_open(w, "Communication", "");
	resume_europass_leaf(w, "ChannelCode", STR("Telephone"));
	resume_europass_leaf(w, "UseCode", STR("mobile"));
	resume_europass_leaf(w, "CountryDialing", str_of(number.at, n));
	resume_europass_leaf(w, "oa:DialNumber",
		str_trim(str_of(number.at + n, number.len - n)));
	resume_europass_close(w, "Communication");
}

static bool is_one_of(struct str word, const char *words)
{
	struct str rest = str_c(words);

	while (rest.len)
		if (str_eq(str_cut(&rest, '|'), word))
			return true;
	return false;
}

static void put_profile(
	struct europass_writer *w, const struct resume_profile *p)
{
	bool social = p->url.len > 0;
	struct str use = str_lower(w->mem, p->network);
	bool known =
		is_one_of(use, social ? "facebook|twitter|instagram|"
					"linkedin|youtube|pinterest|tumblr"
				      : "skype|whatsapp|wechat|line|viber");

	put_channel(w, social ? "Social Media" : "InstantMessage",
		known ? use : STR("other"), known ? STR("") : p->network,
		social ? p->url : p->username);
}

static void put_address(struct europass_writer *w)
{
	const struct resume_place *p = &w->r->basics.location;
	struct str rest = p->address;

	if (!rest.len && !p->city.len && !p->country_code.len &&
		!p->postal_code.len && !p->region.len)
		return;
	resume_europass_open(w, "Communication", "");
	resume_europass_leaf(w, "UseCode", STR("home"));
	resume_europass_open(w, "Address", " type=\"home\"");
	while (rest.len)
		resume_europass_leaf(
			w, "oa:AddressLine", str_trim(str_cut(&rest, '\n')));
	resume_europass_leaf(w, "oa:CityName", p->city);
	resume_europass_leaf(w, "oa:CountrySubDivisionCode", p->region);
	resume_europass_leaf(
		w, "CountryCode", str_lower(w->mem, p->country_code));
	resume_europass_leaf(w, "oa:PostalCode", p->postal_code);
	resume_europass_close(w, "Address");
	resume_europass_close(w, "Communication");
}

/* What an import from Europass kept of the person. */
static void put_kept(
	struct europass_writer *w, const char *name, const char *element)
{
	struct str text, at = str_fmt(w->mem, "CandidatePerson/%s", name);

	for (int n = 2;; n++) {
		text = json_text(resume_kept_of(w->r, "europass", at.at));
		if (!text.len)
			break;
		resume_europass_leaf(w, element, text);
		at = str_fmt(w->mem, "CandidatePerson/%s[%d]", name, n);
	}
}

static void put_mother_tongues(struct europass_writer *w)
{
	const struct resume_entries *list = &w->r->section[RESUME_LANGUAGES];

	for (size_t i = 0; i < list->count; i++) {
		const struct resume_entry *e = &list->at[i];
		struct str code = resume_language_code(e->language);

		if (resume_europass_is_native(w->mem, e->fluency))
			resume_europass_leaf_with(w, "PrimaryLanguageCode",
				code.len ? " name=\"NORMAL\""
					 : " name=\"FREE_TEXT\"",
				code.len ? code : e->language);
	}
}

static void put_person(struct europass_writer *w)
{
	const struct resume_basics *b = &w->r->basics;

	resume_europass_open(w, "CandidatePerson", "");
	put_name(w);
	put_channel(w, "Email", STR(""), STR(""), b->email);
	put_channel(w, "Web", STR(""), STR(""), b->url);
	for (size_t i = 0; i < b->profiles.count; i++)
		put_profile(w, &b->profiles.at[i]);
	put_phone(w);
	put_address(w);
	put_kept(w, "NationalityCode", "NationalityCode");
	put_kept(w, "BirthDate", "hr:BirthDate");
	put_kept(w, "GenderCode", "GenderCode");
	put_mother_tongues(w);
	resume_europass_close(w, "CandidatePerson");
}

/* ---- the frame ---------------------------------------------------------- */

static const char root_attrs[] =
	" xsi:schemaLocation=\"" EUROPASS_NEW " Candidate.xsd\""
	" xmlns=\"" EUROPASS_NEW "\""
	" xmlns:oa=\"http://www.openapplications.org/oagis/9\""
	" xmlns:eures=\"http://www.europass_eures.eu/1.0\""
	" xmlns:hr=\"http://www.hr-xml.org/3\""
	" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

static void put_supplier(struct europass_writer *w)
{
	resume_europass_open(w, "CandidateSupplier", "");
	indent(w);
	buf_add(w->to,
		STR("<hr:PartyID schemeID=\"Vitae\" schemeName=\"PartyID\" "
		    "schemeAgencyName=\"EUROPASS\" "
		    "schemeVersionID=\"1.0\"/>\n"));
	resume_europass_leaf(w, "hr:PartyName", STR("Owner"));
	resume_europass_open(w, "PersonContact", "");
	put_name(w);
	put_channel(w, "Email", STR(""), STR(""), w->r->basics.email);
	resume_europass_close(w, "PersonContact");
	resume_europass_leaf(w, "hr:PrecedenceCode", STR("1"));
	resume_europass_close(w, "CandidateSupplier");
}

/* The name of a section that its editor has and that this writes for it. */
static struct str their_name(const struct resume_part *p)
{
	static const struct {
		const char *theirs, *ours;
	} orders[] = {
#define LIST(...)
#define ORDER(theirs, ours) { theirs, ours },
#include "resume/europass.def"
#undef LIST
#undef ORDER
	};

	if (p->what == RESUME_AWARDS || p->what == RESUME_CERTIFICATES)
		return STR_NONE;
	for (size_t i = 0; i < LENGTH(orders); i++)
		if (str_is(p->id, orders[i].ours))
			return str_c(orders[i].theirs);
	return STR_NONE;
}

static bool has_driving(const struct resume *r)
{
	const struct resume_entries *skills = &r->section[RESUME_SKILLS];

	for (size_t i = 0; i < skills->count; i++)
		if (resume_europass_is_driving(&skills->at[i]))
			return true;
	return false;
}

static void put_section(struct europass_writer *w, struct str title, bool own)
{
	resume_europass_open(w, "Section", "");
	resume_europass_leaf(w, "Title", title);
	if (own)
		resume_europass_leaf(w, "Custom", STR("true"));
	resume_europass_close(w, "Section");
}

/* The editor shows no section that is not listed here. */
static void put_order(struct europass_writer *w)
{
	resume_europass_open(w, "RenderingInformation", "");
	resume_europass_open(w, "Design", "");
	resume_europass_leaf(w, "Template", STR("Template1"));
	resume_europass_leaf(w, "Color", STR("Default"));
	resume_europass_leaf(w, "FontSize", STR("Medium"));
	resume_europass_leaf(w, "Logo", STR("FirstPage"));
	resume_europass_leaf(w, "PageNumbers", STR("false"));
	resume_europass_open(w, "SectionsOrder", "");
	for (size_t i = 0; i < w->parts.count; i++) {
		const struct resume_part *p = &w->parts.at[i];
		struct str name = their_name(p);

		if (!p->hidden && p->what != RESUME_SUMMARY)
			put_section(w, name.len ? name : p->title, !name.len);
	}
	if (has_driving(w->r))
		put_section(w, STR("driving-licence"), false);
	resume_europass_close(w, "SectionsOrder");
	resume_europass_close(w, "Design");
	resume_europass_close(w, "RenderingInformation");
}

/* ---- the whole ---------------------------------------------------------- */

/* Without the sections that nobody is to see. */
static void show_only(struct europass_writer *w, struct resume *r)
{
	struct resume_vitae *v = &r->meta.vitae;
	struct resume_custom *own = ARENA_LIST(
		w->mem, struct resume_custom, v->custom_sections.count + 1);
	size_t count = 0, n = 0;

	for (size_t i = 0; i < w->parts.count; i++) {
		const struct resume_part *p = &w->parts.at[i];

		if (!p->hidden)
			continue;
		resume_note(w->report, RESUME_LEFT, p->at,
			"Europass has no hidden sections; this one is left "
			"out");
		if (p->what == RESUME_SUMMARY)
			r->basics.summary = STR_NONE;
		else if (p->what != RESUME_OWN)
			r->section[p->what].count = 0;
	}
	for (size_t i = 0; i < v->custom_sections.count; i++) {
		for (n = 0; n < v->hidden_sections.count; n++)
			if (str_eq(v->hidden_sections.at[n],
				    v->custom_sections.at[i].id))
				break;
		if (n == v->hidden_sections.count)
			own[count++] = v->custom_sections.at[i];
	}
	if (count < v->custom_sections.count)
		v->custom_sections.at = own;
	v->custom_sections.count = count;
	v->hidden_sections.count = 0;
}

static bool put_candidate(struct europass_writer *w, struct err *err)
{
	size_t begin = w->to->len;

	buf_add(w->to, STR("<?xml version=\"1.0\" encoding=\"UTF-8\" "
			   "standalone=\"yes\"?>\n"));
	resume_europass_open(w, "Candidate", root_attrs);
	indent(w);
	buf_add(w->to, STR("<hr:DocumentID schemeID=\"Vitae\" "
			   "schemeName=\"DocumentIdentifier\" "
			   "schemeAgencyName=\"EUROPASS\" "
			   "schemeVersionID=\"4.0\"/>\n"));
	put_supplier(w);
	put_person(w);
	resume_europass_profile(w);
	put_order(w);
	return resume_europass_put_own(w, begin, err);
}

bool resume_europass_write(struct arena *mem, const struct resume *r,
	struct buf *out, struct resume_report *report, struct err *err)
{
	struct resume shown = *r;
	struct europass_writer w = {
		.mem = mem, .to = out, .report = report, .r = &shown
	};

	resume_show_only(mem, &shown, report);
	resume_parts_list(mem, &shown, &w.parts);
	show_only(&w, &shown);
	return put_candidate(&w, err);
}
