/*
 * match/facts.c - see facts.h. Lists of words, looked through one by one: lines
 * are short, and most words are in none of them.
 */
#include "match/facts.h"

enum { YEARS_MOST = 30 /* "100 years of tradition" asks for none */ };

static bool is_any(struct str word, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count && list[i]; i++)
		if (str_is(word, list[i]))
			return true;
	return false;
}
#define ANY(word, list) is_any(word, list, LENGTH(list))

static bool has_any(struct fact_words w, const char *const *list, size_t count)
{
	for (size_t i = 0; i < w.count; i++)
		if (is_any(w.at[i].text, list, count))
			return true;
	return false;
}
#define HAS_ANY(words, list) has_any(words, list, LENGTH(list))

/* ---- years --------------------------------------------------------------- */

static int number_of(struct str word)
{
	static const char *const names[][6] = { { "one", "eins", "ein", "une" },
		{ "two", "zwei", "deux", "dos", "due", "twee" },
		{ "three", "drei", "trois", "tres", "tre", "drie" },
		{ "four", "vier", "quatre", "cuatro", "quattro", "quatro" },
		{ "five", "funf", "cinq", "cinco", "cinque", "vijf" },
		{ "six", "sechs", "seis", "sei", "zes" },
		{ "seven", "sieben", "sept", "siete", "sette", "zeven" },
		{ "eight", "acht", "huit", "ocho", "otto", "oito" },
		{ "nine", "neun", "neuf", "nueve", "nove", "negen" },
		{ "ten", "zehn", "dix", "diez", "dieci", "tien" } };
	int n = 0;

	for (size_t i = 0; i < word.len; i++) {
		char c = word.at[i];

		if (c == '+' && i + 1 == word.len && i)
			break;
		if (c < '0' || c > '9' || n > 1000) {
			n = 0;
			break;
		}
		n = 10 * n + c - '0';
	}
	for (int k = 0; !n && k < (int)LENGTH(names); k++)
		for (size_t i = 0; i < LENGTH(names[0]) && names[k][i]; i++)
			if (str_is(word, names[k][i]))
				return k + 1;
	return n;
}

static bool is_year(struct str word)
{
	static const char *const all[] = { "year", "years", "yr", "yrs", "jahr",
		"jahre", "jahren", "ans", "an", "annees", "ano", "anos", "anni",
		"anno", "jaar", "jaren" };

	return ANY(word, all);
}

/* "5 years ago", "18 years old", "the past 3 years" */
static bool is_of_time(struct fact_words w, size_t number, size_t year)
{
	static const char *const before[] = { "past", "last", "next", "first",
		"for", "within", "every", "letzten", "ersten" };
	static const char *const after[] = { "ago", "old", "age", "alt" };
	size_t next = year + 1;

	if (number && ANY(w.at[number - 1].text, before))
		return true;
	if (next < w.count && str_is(w.at[next].text, "of"))
		next++;
	return next < w.count && ANY(w.at[next].text, after);
}

int fact_years(struct fact_words w)
{
	for (size_t i = 0; i < w.count; i++) {
		int n = number_of(w.at[i].text);

		if (n < 1 || n > YEARS_MOST)
			continue;
		for (size_t k = i + 1; k < w.count && k <= i + 4; k++)
			if (is_year(w.at[k].text) && !is_of_time(w, i, k))
				return n;
	}
	return 0;
}

/* ---- degrees ------------------------------------------------------------- */

static const struct {
	enum posting_degree degree;
	bool brief; /* an abbreviation that is also something else */
	const char *words[24];
} degrees[] = {
	{ DEGREE_DOCTOR, false,
		{ "phd", "doctorate", "doctoral", "doctor", "doktor",
			"promotion", "dphil", "doctorat", "doctorado",
			"dottorato", "doutorado", "promoviert" } },
	{ DEGREE_MASTER, false,
		{ "master", "masters", "msc", "meng", "mba", "mphil", "diplom",
			"magister", "mastere", "maestria", "maestro",
			"magistrale", "mestrado", "mlitt", "llm", "mag" } },
	{ DEGREE_MASTER, true, { "ms", "ma" } },
	{ DEGREE_BACHELOR, false,
		{ "bachelor", "bachelors", "bsc", "beng", "undergraduate",
			"licence", "licenciatura", "laurea", "grado", "studium",
			"hochschulstudium", "graduate", "degree", "university",
			"hochschulabschluss", "abschluss", "llb", "diplome",
			"bacharelado", "college" } },
	{ DEGREE_BACHELOR, true, { "bs", "ba", "bm", "bfa" } },
	{ DEGREE_ASSOCIATE, false,
		{ "associate", "associates", "hnd", "bts", "dut", "fachschule",
			"techniker", "foundation" } },
	{ DEGREE_SCHOOL, false,
		{ "ged", "diploma", "abitur", "baccalaureat", "bachillerato",
			"ausbildung", "lehre", "apprenticeship", "matura",
			"berufsausbildung" } },
};

/* "MS in Physics", "BS or MS", "BA/BSc", and not "MS Office". */
static bool is_meant(struct fact_words w, size_t i)
{
	static const char *const beside[] = { "in", "degree", "or", "of", "and",
		"ms", "ma", "bs", "ba", "phd", "bsc", "msc", "mba" };

	return w.at[i].flags & WORD_CAPS &&
	       (i + 1 == w.count || w.at[i + 1].flags & WORD_BREAK ||
		       ANY(w.at[i + 1].text, beside) ||
		       (i && ANY(w.at[i - 1].text, beside)));
}

/* "B.S.", "M.A.", "Ph.D.", and "high school" */
static enum posting_degree in_two(struct fact_words w, size_t i)
{
	static const struct {
		enum posting_degree degree;
		const char *first, *second;
	} all[] = { { DEGREE_BACHELOR, "b", "s" },
		{ DEGREE_BACHELOR, "b", "a" }, { DEGREE_BACHELOR, "b", "sc" },
		{ DEGREE_BACHELOR, "b", "m" }, { DEGREE_BACHELOR, "b", "eng" },
		{ DEGREE_BACHELOR, "b", "tech" },
		{ DEGREE_BACHELOR, "b", "com" }, { DEGREE_BACHELOR, "b", "ed" },
		{ DEGREE_MASTER, "m", "s" }, { DEGREE_MASTER, "m", "a" },
		{ DEGREE_MASTER, "m", "sc" }, { DEGREE_MASTER, "m", "eng" },
		{ DEGREE_MASTER, "m", "tech" }, { DEGREE_MASTER, "m", "ed" },
		{ DEGREE_DOCTOR, "ph", "d" },
		{ DEGREE_SCHOOL, "high", "school" } };

	for (size_t k = 0; i + 1 < w.count && k < LENGTH(all); k++)
		if (str_is(w.at[i].text, all[k].first) &&
			str_is(w.at[i + 1].text, all[k].second))
			return all[k].degree;
	return DEGREE_NONE;
}

static enum posting_degree degree_at(struct fact_words w, size_t i)
{
	enum posting_degree two = in_two(w, i);

	for (size_t k = 0; !two && k < LENGTH(degrees); k++)
		for (size_t n = 0;
			n < LENGTH(degrees[0].words) && degrees[k].words[n];
			n++)
			if (str_is(w.at[i].text, degrees[k].words[n]) &&
				(!degrees[k].brief || is_meant(w, i)))
				return degrees[k].degree;
	return two;
}

/* "Sales associate", "Scrum master" and "master data" are none. */
static bool is_of_study(struct fact_words w)
{
	static const char *const about[] = { "degree", "degrees", "in", "of",
		"university", "college", "studium", "diploma", "bachelor",
		"bachelors", "equivalent", "or", "field", "pursuing",
		"education", "diplome", "school", "phd", "msc", "bsc", "ged",
		"abschluss", "hochschulstudium", "ausbildung", "titulo",
		"level", "completed", "abgeschlossenes", "abgeschlossene" };

	return w.count <= 4 || HAS_ANY(w, about);
}

enum posting_degree fact_degree(struct fact_words w, bool highest)
{
	enum posting_degree best = DEGREE_NONE;

	for (size_t i = 0; i < w.count; i++) {
		enum posting_degree d = degree_at(w, i);
		bool plain = str_is(w.at[i].text, "degree") ||
			     str_is(w.at[i].text, "university") ||
			     str_is(w.at[i].text, "college") ||
			     str_is(w.at[i].text, "abschluss");

		/* "Master's degree": the plain word says no less */
		if (d == DEGREE_NONE || (plain && best))
			continue;
		if (!best || (highest ? d > best : d < best))
			best = d;
		if (!highest && !plain && best == DEGREE_BACHELOR && d > best &&
			i && !str_is(w.at[i - 1].text, "or"))
			best = d;
	}
	return best && is_of_study(w) ? best : DEGREE_NONE;
}

bool fact_degree_or(struct fact_words w)
{
	static const char *const alike[] = { "equivalent", "comparable",
		"vergleichbare", "equivalente", "equivalent", "instead",
		"alternatively", "vergelijkbaar" };

	return HAS_ANY(w, alike);
}

bool fact_studying(struct fact_words w)
{
	static const char *const all[] = { "pursuing", "enrolled", "student",
		"studying", "working", "progress", "eingeschrieben", "expected",
		"candidate", "studierende", "immatrikuliert" };

	return HAS_ANY(w, all);
}

/* ---- languages ------------------------------------------------------------
 */

const char *fact_language(struct str word)
{
	static const struct {
		const char *code, *names[10];
	} all[] = { { "en", { "english", "englisch", "anglais", "ingles",
				    "inglese", "engels", "englischkenntnisse",
				    "englischkenntnissen", "anglaise" } },
		{ "de", { "german", "deutsch", "allemand", "aleman", "tedesco",
				"duits", "deutschkenntnisse",
				"deutschkenntnissen", "alemao" } },
		{ "fr", { "french", "franzosisch", "francais", "frances",
				"francese", "frans" } },
		{ "es", { "spanish", "spanisch", "espagnol", "espanol",
				"spagnolo", "spaans", "castellano",
				"espanhol" } },
		{ "it", { "italian", "italienisch", "italien", "italiano",
				"italiaans" } },
		{ "pt", { "portuguese", "portugiesisch", "portugais",
				"portugues", "portoghese", "portugees" } },
		{ "nl", { "dutch", "niederlandisch", "neerlandais",
				"neerlandes", "olandese", "nederlands" } },
		{ "pl", { "polish", "polnisch", "polonais", "polski" } },
		{ "sv", { "swedish", "schwedisch", "svenska" } },
		{ "da", { "danish", "danisch", "dansk" } },
		{ "no", { "norwegian", "norwegisch", "norsk" } },
		{ "fi", { "finnish", "finnisch", "suomi" } },
		{ "cs", { "czech", "tschechisch" } },
		{ "ru", { "russian", "russisch", "russe", "ruso" } },
		{ "uk", { "ukrainian", "ukrainisch" } },
		{ "tr", { "turkish", "turkisch" } },
		{ "ar", { "arabic", "arabisch", "arabe" } },
		{ "he", { "hebrew" } }, { "hi", { "hindi" } },
		{ "zh", { "chinese", "mandarin", "chinesisch", "cantonese" } },
		{ "ja", { "japanese", "japanisch", "japonais" } },
		{ "ko", { "korean", "koreanisch" } },
		{ "vi", { "vietnamese" } }, { "tl", { "tagalog" } },
		{ "ro", { "romanian", "rumanisch" } },
		{ "hu", { "hungarian", "ungarisch" } },
		{ "el", { "greek", "griechisch" } } };

	for (size_t i = 0; word.len > 3 && i < LENGTH(all); i++)
		for (size_t k = 0; k < LENGTH(all[0].names) && all[i].names[k];
			k++)
			if (str_is(word, all[i].names[k]))
				return all[i].code;
	return NULL;
}

bool fact_speaks(struct fact_words w)
{
	static const char *const all[] = { "fluent", "fluency", "fluently",
		"native", "proficiency", "proficient", "written", "writing",
		"spoken", "speak", "speaking", "speaker", "language",
		"languages", "bilingual", "a1", "a2", "b1", "b2", "c1", "c2",
		"command", "mother", "tongue", "verbal", "oral", "sprache",
		"fliessend", "fliessende", "fliessendes", "wort", "schrift",
		"verhandlungssicher", "verhandlungssichere", "muttersprache",
		"deutschkenntnisse", "englischkenntnisse", "sprachkenntnisse",
		"kenntnisse", "courant", "couramment", "bilingue", "langue",
		"fluido", "nivel", "idioma", "idiomas", "lingua", "conoscenza",
		"vloeiend", "taal", "beheersing", "good", "excellent", "strong",
		"gute", "sehr", "deutschkenntnissen" };

	return HAS_ANY(w, all);
}

/* ---- levels ----------------------------------------------------------------
 */

enum match_level fact_level(struct fact_words w)
{
	static const struct {
		enum match_level level;
		const char *words[14];
	} all[] = { { LEVEL_CHIEF, { "chief", "ceo", "cto", "cfo", "coo", "cio",
					   "president", "vp", "founder",
					   "cofounder", "geschaftsfuhrer" } },
		{ LEVEL_HEAD,
			{ "head", "director", "leiter", "leiterin", "directeur",
				"directrice", "direttore", "superintendent" } },
		{ LEVEL_LEAD,
			{ "lead", "principal", "staff", "teamleiter",
				"teamlead", "supervisor", "chef", "foreman" } },
		{ LEVEL_SENIOR, { "senior", "sr", "snr", "expert",
					"experienced", "confirme" } },
		{ LEVEL_INTERN,
			{ "intern", "internship", "trainee", "praktikant",
				"praktikantin", "praktikum", "stagiaire",
				"stage", "werkstudent", "werkstudentin",
				"practicante", "apprentice", "azubi" } },
		{ LEVEL_JUNIOR,
			{ "junior", "jr", "entry", "graduate", "assistant",
				"associate", "berufseinsteiger" } } };

	for (size_t k = 0; k < LENGTH(all); k++)
		for (size_t i = 0; i < w.count; i++)
			if (is_any(w.at[i].text, all[k].words,
				    LENGTH(all[0].words)))
				return all[k].level;
	return LEVEL_USUAL;
}
