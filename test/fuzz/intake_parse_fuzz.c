/* Lines made straight from the bytes, as hostile as no reader would make them:
 * whatever they are, the parser ends, and says why or gives a resume of words
 * that stand there (found_checked.h). Bytes that are a document of a format
 * that is known come through its reader. */
#include "../found_checked.h"

#include "intake/intake.h"

#include <math.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LINES_MOST = 400, WORDS_MOST = 80, PAGES_MOST = 6 };

static const char *const words[] = { "Ada", "Byron", "Ngozi", "O'Neill",
	"María-José", "王小明", "Иванова", "محمد", "de", "van", "Jr.", "PhD",
	"•", "-", "–", "—", "*", "|", ",", "/", "·", "(", ")", ":", "+", "@",
	"Experience", "EXPERIENCE", "Work", "Employment", "History",
	"Education", "Skills", "Languages", "Projects", "Summary", "Contact",
	"Berufserfahrung", "Ausbildung", "Kenntnisse", "Sprachen", "Expérience",
	"professionnelle", "Formation", "Compétences", "Langues", "Experiencia",
	"Laboral", "Educación", "Idiomas", "Esperienze", "Istruzione",
	"Werkervaring", "Opleiding", "Vaardigheden", "Experiência", "Formação",
	"Idiomas", "Publications", "Awards", "Certificates", "Interests",
	"Volunteering", "References", "Hobbies", "Profile", "About", "&", "and",
	"und", "E", "X", "P", "Jan", "January", "Feb.", "März", "février",
	"mayo", "giugno", "2019", "2020", "2021", "'21", "1999", "03/2020",
	"2019-2021", "2019–", "31.12.2018", "2020-01", "Present", "heute",
	"aujourd'hui", "actualidad", "attuale", "heden", "atual", "since",
	"seit", "depuis", "Summer", "Fall", "Q3", "to", "bis", "2014年3月",
	"(2", "years)", "Senior", "Software", "Engineer", "Softwareentwickler",
	"Nurse", "Lehrerin", "Serveuse", "Manager", "Acme", "GmbH", "Ltd",
	"Inc.", "S.A.", "Hospital", "University", "of", "Universität", "École",
	"BSc", "Master", "Bachelor", "in", "Physics", "GPA", "3.8/4.0", "Lyon",
	"France", "Berlin", "Austin,", "TX", "78701", "12", "Rue", "Remote",
	"London", "Led", "a", "team", "the", "prefer-", "ably", "cross-",
	"func-", "tional", "word", "words.", "sentence,", "C++", "C#", "Go,",
	"Python;", "SQL", "Tools:", "Native", "fluent", "(C1)", "B2", "English",
	"Deutsch", "Español:", "ada@mail.example", "<ada@mail.example>",
	"email:x@y.example", "a@b", "Email:", "Phone:", "Tel", "+49", "030",
	"1234567", "(555)", "555-0199", "+1-555-010-0199", "LinkedIn",
	"linkedin.com/in/ada", "github.com/ada", "https://ada.example",
	"www.x.example", "GitHub", "Address:", "Highlights",
	"Courses:", "Technologies:", "1", "2/3", "Page", "of", "\xef\x82\xb7",
	"\xee\x80\x80", "\\faPhone", "●Led", "<b>", "{", "}", "\\",
	"\"quoted\"", "%", "\t", "\xc2\xa0", "." };

static const float sizes[] = { 10, 10, 10, 10, 12, 14, 24, 8.5f, 11, 9, 0, -4,
	3e7f, 0.001f, 100, 10.2f };
static const float steps[] = { 0, 12, 12, 12, 12, 14, 20, 30, -12, 0.1f, 400,
	-3e7f, 3e7f, 13, 12.5f, 24 };
static const float lefts[] = { 50, 50, 62, 74, 200, 320, 400, 500, 0, -50,
	-3e7f, 3e7f, 50.4f, 52, 150, 100 };
static const char *const urls[] = { "https://github.com/ada",
	"mailto:a@b.example", "tel:+49301234", "http://x.example/a?b",
	"javascript:1", "https://", "mailto:", "linkedin.com/in/ada",
	"https://www.linkedin.com/in/%41da/" };

struct making {
	struct arena *mem;
	const uint8_t *at, *end;
	struct intake_doc *doc;
	struct intake_page *page;
	struct intake_line *line;
	float x, y, size, left;
	unsigned flags, next;
	int column, block;
	size_t lines;
};

static unsigned byte(struct making *m) { return m->at < m->end ? *m->at++ : 0; }

static void end_line(struct making *m)
{
	struct intake_line *l = m->line;

	m->line = NULL;
	if (!l || !l->count)
		return;
	l->flags = ~0u;
	l->box = l->at[0].box;
	for (size_t i = 0; i < l->count; i++) {
		l->flags &= l->at[i].flags;
		l->box.x0 = fminf(l->box.x0, l->at[i].box.x0);
		l->box.x1 = fmaxf(l->box.x1, l->at[i].box.x1);
	}
	m->page->count++;
}

static void begin_page(struct making *m)
{
	end_line(m);
	if (m->doc->count == PAGES_MOST)
		return;
	m->page = &m->doc->at[m->doc->count++];
	m->page->at = ARENA_LIST(m->mem, struct intake_line, LINES_MOST);
	m->page->width = 595;
	m->page->height = 842;
	m->y = 40;
	m->left = 50;
	m->column = m->block = 0;
}

static void begin_line(struct making *m)
{
	end_line(m);
	if (m->lines == LINES_MOST)
		return;
	m->lines++;
	m->line = &m->page->at[m->page->count];
	m->y += 12;
	m->x = m->left;
	*m->line = (struct intake_line){ .base = m->y,
		.size = m->size,
		.column = m->column,
		.block = m->block,
		.at = ARENA_LIST(m->mem, struct intake_word, WORDS_MOST) };
}

static void add_word(struct making *m, struct str text)
{
	struct intake_word *w;

	if (!m->line)
		begin_line(m);
	if (!m->line || m->line->count == WORDS_MOST || !text.len)
		return;
	w = &m->line->at[m->line->count++];
	*w = (struct intake_word){ .text = text,
		.base = m->y,
		.size = m->size,
		.flags = m->flags | (m->line->count > 1 ? m->next : 0) };
	w->box = (struct intake_box){ m->x, m->y - 8,
		m->x + 5 * (float)text.len, m->y + 2 };
	m->x = w->box.x1 + 2.5f;
	m->next = 0;
}

/* Some bytes as they are, if they are a word: readers give no others. */
static void add_own(struct making *m)
{
	size_t len = byte(m) % 40, left = (size_t)(m->end - m->at);
	struct str text;
	bool ok;

	len = len < left ? len : left;
	text = str_of((const char *)m->at, len);
	m->at += len;
	ok = utf8_ok(text);
	for (size_t i = 0; i < len; i++)
		ok &= text.at[i] != 0x7f && (unsigned char)text.at[i] > ' ';
	if (ok)
		add_word(m, text);
}

static void add_repeated(struct making *m)
{
	size_t n = byte(m) % 40, what = byte(m);

	for (size_t i = 0; i < n; i++)
		add_word(m, str_c(words[(what + i) % LENGTH(words)]));
}

static void look(struct making *m, unsigned what)
{
	switch (what % 5) {
	case 0:
		m->flags ^= INTAKE_BOLD;
		break;
	case 1:
		m->flags ^= INTAKE_ITALIC;
		break;
	case 2:
		m->flags ^= INTAKE_HIDDEN;
		break;
	case 3:
		m->next = INTAKE_CELL;
		m->x += 80;
		break;
	default:
		m->next = INTAKE_GLUED;
	}
}

static void mark_line(struct making *m, unsigned what)
{
	if (!m->line)
		begin_line(m);
	if (!m->line)
		return;
	switch (what % 6) {
	case 0:
		m->line->heading = (uint8_t)(1 + what / 64);
		break;
	case 1:
		m->line->item = (uint8_t)(1 + what / 64);
		break;
	case 2:
		m->line->joined = true;
		break;
	case 3:
		m->line->repeated = true;
		break;
	case 4:
		m->line->rtl = true;
		break;
	default:
		if (m->line->count)
			m->line->at[m->line->count - 1].sure =
				(uint8_t)(what % 101);
	}
}

static void place(struct making *m, unsigned what)
{
	switch (what % 4) {
	case 0:
		m->y += steps[what / 4 % LENGTH(steps)];
		break;
	case 1:
		m->left = lefts[what / 4 % LENGTH(lefts)];
		break;
	case 2:
		m->x = lefts[what / 4 % LENGTH(lefts)];
		m->next = INTAKE_CELL;
		break;
	default:
		m->column = (int)(what / 4 % 5);
		m->block++;
	}
}

static void step(struct making *m)
{
	unsigned op = byte(m);

	if (op < LENGTH(words)) {
		add_word(m, str_c(words[op]));
		return;
	}
	switch (op % 12) {
	case 0:
	case 1:
		begin_line(m);
		break;
	case 2:
		begin_page(m);
		break;
	case 3:
		m->size = sizes[byte(m) % LENGTH(sizes)];
		break;
	case 4:
	case 5:
		look(m, byte(m));
		break;
	case 6:
		mark_line(m, byte(m));
		break;
	case 7:
	case 8:
		place(m, byte(m));
		break;
	case 9:
		if (m->line && m->line->count)
			m->line->at[m->line->count - 1].url =
				str_c(urls[byte(m) % LENGTH(urls)]);
		break;
	case 10:
		add_repeated(m);
		break;
	default:
		add_own(m);
	}
}

static void make(struct arena *mem, const uint8_t *data, size_t size,
	struct intake_doc *doc)
{
	struct making m = { .mem = mem,
		.at = data,
		.end = data + size,
		.doc = doc,
		.size = 10 };

	*doc = (struct intake_doc){ 0 };
	doc->at = ARENA_LIST(mem, struct intake_page, PAGES_MOST);
	begin_page(&m);
	while (m.at < m.end)
		step(&m);
	end_line(&m);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = str_of((const char *)data, size);
	struct arena mem = { 0 };
	enum intake_format_id format;
	struct intake_doc doc = { 0 };
	struct intake_found f;
	struct err err = { 0 };

	make(&mem, data, size, &doc);
	checked_parse(&mem, &doc, &f, &err);
	if (intake_format_find(bytes, &format, &err) &&
		intake_formats[format].read &&
		intake_formats[format].read(&mem, bytes, &doc, &err))
		checked_parse(&mem, &doc, &f, &err);
	arena_free(&mem);
	return 0;
}
