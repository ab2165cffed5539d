/*
 * intake/parse_heading.c - what a heading says that its section is, by its
 * words alone. Knows no page: how a heading looks is parse_sections.c's.
 */
#include "intake/parse_text.h"

enum { MISREAD_LEAST = 7, MISREAD_BYTES = 24 }; /* letters */

/* "1. Experience", "Experience:", "// Experience" */
struct str parse_heading_text(struct str s)
{
	while (s.len && !((s.at[0] | 32) >= 'a' && (s.at[0] | 32) <= 'z') &&
		(unsigned char)s.at[0] < 0x80)
		s = str_of(s.at + 1, s.len - 1);
	while (s.len && strchr(" :.-_/|]", s.at[s.len - 1]))
		s.len--;
	/* "Projects (3)" */
	for (size_t i = s.len; i-- > 1 && strchr("()0123456789 ", s.at[i]);)
		if (s.at[i] == '(' && i + 2 < s.len)
			s.len = i;
	return str_trim(s);
}

/* Without words that only say which: "Relevant Work Experience". */
static int without_which(struct parse *p, struct str s)
{
	static const char which[] =
		"professional relevant selected additional other technical "
		"academic personal key core recent main notable my "
		"international previous current full general volunteer "
		"industrial practical extensive detailed brief special "
		"specific job-related wichtige weitere ausgewahlte relevante "
		"autres "
		"principales otras altre outras overige a the";
	static const char ends[] =
		"history overview background details "
		"information highlights section list summary "
		"record timeline";
	int what = lexicon_heading(&p->own, s);

	for (int i = 0; what == RESUME_NO_HEADING && i < 3; i++) {
		struct str rest = s, first = str_cut(&rest, ' ');

		if (rest.len &&
			parse_is_listed(resume_fold(&p->own, first), which)) {
			s = str_trim(rest);
			what = lexicon_heading(&p->own, s);
			continue;
		}
		for (size_t k = s.len; k-- > 1;)
			if (s.at[k] == ' ' &&
				parse_is_listed(resume_fold(&p->own,
							str_of(s.at + k + 1,
								s.len - k - 1)),
					ends)) {
				s.len = k;
				what = lexicon_heading(&p->own, s);
				break;
			}
	}
	return what;
}

/* "Education & Certificates" is about the first. */
static int of_two(struct parse *p, struct str s)
{
	static const char *const between[] = { " & ", " and ", " und ", " et ",
		" y ", " e ", " en ", " / ", "/", ", ", " | ", " + ", " - ",
		" – ", " — ", "&" };
	int what = RESUME_NO_HEADING;

	for (size_t i = 0; i < LENGTH(between); i++) {
		struct str mark = str_c(between[i]);
		const char *at = memmem(s.at, s.len, mark.at, mark.len);
		struct str rest;

		if (!at)
			continue;
		what = without_which(
			p, str_trim(str_of(s.at, (size_t)(at - s.at))));
		if (what != RESUME_NO_HEADING)
			return what;
		rest = str_of(
			at + mark.len, (size_t)(s.at + s.len - at) - mark.len);
		what = without_which(p, str_trim(rest));
		if (what != RESUME_NO_HEADING)
			return what;
	}
	return what;
}

/* "学 歴": signs set apart as letters of Latin headings are. */
static struct str without_gaps(struct parse *p, struct str s)
{
	char *to = arena_bytes(&p->own, s.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		bool sign = (unsigned char)s.at[i] >= 0xe3 && i + 3 <= s.len &&
			    (i + 3 == s.len || s.at[i + 3] == ' ');

		if (s.at[i] == ' ')
			continue;
		if (!sign)
			return s;
		memcpy(to + n, s.at + i, 3);
		n += 3;
		i += 2;
	}
	return str_of(to, n);
}

/* ---- misread ------------------------------------------------------------ */

/* Letters of a text, folded, without what stands between them. */
static struct str letters_of(struct parse *p, struct str text)
{
	struct str s = resume_fold(&p->own, text);
	char *to = arena_bytes(&p->own, s.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] >= 'a' && s.at[i] <= 'z')
			to[n++] = s.at[i];
	return str_of(to, n);
}

/* How many letters have to be changed, left out or put in. */
static size_t distance(struct str a, struct str b)
{
	size_t row[MISREAD_BYTES + 1];

	for (size_t k = 0; k <= b.len; k++)
		row[k] = k;
	for (size_t i = 1; i <= a.len; i++) {
		size_t above = row[0];

		row[0] = i;
		for (size_t k = 1; k <= b.len; k++) {
			size_t best =
				above + (a.at[i - 1] != b.at[k - 1] ? 1 : 0);

			above = row[k];
			if (row[k] + 1 < best)
				best = row[k] + 1;
			if (row[k - 1] + 1 < best)
				best = row[k - 1] + 1;
			row[k] = best;
		}
	}
	return row[b.len];
}

int parse_heading_misread(struct parse *p, struct str text)
{
	static const char *const names[] = { "experience", "work experience",
		"professional experience", "work history", "employment",
		"employment history", "education", "projects",
		"technical skills", "languages", "certifications",
		"certificates", "publications", "interests", "volunteering",
		"references", "professional summary", "berufserfahrung",
		"ausbildung", "kenntnisse", "formation", "competences",
		"experiencia", "educacion", "formacion", "habilidades",
		"esperienza", "istruzione", "formazione", "competenze",
		"werkervaring", "opleiding", "vaardigheden", "formacao" };
	struct str s = letters_of(p, text);

	if (s.len < MISREAD_LEAST || s.len > MISREAD_BYTES)
		return RESUME_NO_HEADING;
	for (size_t i = 0; i < LENGTH(names); i++) {
		struct str name = letters_of(p, str_c(names[i]));
		size_t far = name.len < MISREAD_LEAST ? 0 : name.len / 4;

		if (name.at[name.len - 1] == s.at[s.len - 1] &&
			name.len + far >= s.len && s.len + far >= name.len &&
			distance(s, name) <= far)
			return lexicon_heading(&p->own, str_c(names[i]));
	}
	return RESUME_NO_HEADING;
}

/* ---- one of its words --------------------------------------------------- */

/* "Clinical Skills", "Compétences cliniques", "Pflegekenntnisse". */
static const struct {
	int what;
	const char *last, *first, *end;
} kinds[] = { { RESUME_SKILLS,
		      "skills competencies competences expertise "
		      "proficiencies abilities vaardigheden umiejetnosci",
		      "competences competencias competenze habilidades "
		      "conocimientos conoscenze conhecimentos aptitudes",
		      "kenntnisse kompetenzen fahigkeiten" },
	{ RESUME_WORK, "experience employment career positions ervaring",
		"experience experiences experiencia experiencias esperienza "
		"esperienze",
		"erfahrung erfahrungen" },
	{ RESUME_CERTIFICATES,
		"certifications certificates licenses licences training "
		"trainings",
		"certifications certificats certificaciones certificazioni",
		"zertifikate" },
	{ RESUME_EDUCATION, "education", "formation formacion formacao",
		"ausbildung" },
	{ RESUME_PROJECTS, "projects", "projets proyectos progetti projetos",
		"projekte" },
	{ RESUME_PUBLICATIONS, "publications", "publications publicaciones",
		"publikationen" } };

static bool ends_in(struct str word, const char *list)
{
	struct str rest = str_c(list);

	while (rest.len) {
		struct str end = str_cut(&rest, ' ');

		if (word.len > end.len + 2 && str_ends(word, end))
			return true;
	}
	return false;
}

int parse_heading_kind(struct parse *p, struct str text)
{
	static const char of_others[] =
		"user customer client candidate guest patient employee years "
		"year life brand digital";
	struct str s = resume_fold(&p->own, parse_heading_text(text)), rest = s,
		   first = str_cut(&rest, ' '), last = first;
	size_t words = 1;

	for (; rest.len; words++)
		last = str_cut(&rest, ' ');
	if (words > 4 || parse_has_digit(s) ||
		parse_is_listed(first, of_others))
		return RESUME_NO_HEADING;
	for (size_t i = 0; i < LENGTH(kinds); i++)
		if ((words > 1 &&
			    (parse_is_listed(last, kinds[i].last) ||
				    parse_is_listed(first, kinds[i].first))) ||
			ends_in(last, kinds[i].end))
			return kinds[i].what;
	return RESUME_NO_HEADING;
}

int parse_heading(struct parse *p, struct str text)
{
	struct str s = without_gaps(p, parse_heading_text(text));
	size_t words = 1;
	int what;

	if (!s.len || s.len > HEADING_BYTES)
		return RESUME_NO_HEADING;
	for (size_t i = 0; i < s.len; i++)
		words += s.at[i] == ' ';
	if (words > HEADING_WORDS)
		return RESUME_NO_HEADING;
	what = without_which(p, s);
	return what != RESUME_NO_HEADING ? what
					 : of_two(p, resume_fold(&p->own, s));
}
