/*
 * intake/ocr_read.c - pixels become words: Tesseract finds them, a glyph for
 * lines_*.c each, with the size that its letters have.
 */
#include "intake/ocr_int.h"
#include "intake/pdf_scan.h"

#include "base/utf8.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>

/* One a process, loaded before the doors close. */
static struct TessBaseAPI *engine;
static bool english;

/* ---- languages ---------------------------------------------------------- */

static bool is_language(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!(s.at[i] >= 'a' && s.at[i] <= 'z') && s.at[i] != '_')
			return false;
	return s.len >= 2 && s.len <= 16;
}

bool intake_ocr_languages(struct str languages, struct err *err)
{
	struct str rest = languages;
	int count = 0;
	bool ok = !str_ends(languages, STR("+"));

	do
		ok &= is_language(str_cut(&rest, '+'));
	while (rest.len && ++count < INTAKE_OCR_LANGUAGES_MOST);
	return (ok && !rest.len) ||
	       err_set(err, ERR_BAD_INPUT,
		       "'%.*s' are no languages for OCR: up to %d of them look "
		       "like eng+deu",
		       STR_ARG(languages), INTAKE_OCR_LANGUAGES_MOST);
}

static bool missing(struct str language, struct err *err)
{
	char package[32];
	size_t len = 0;

	for (; len < language.len && len < sizeof(package) - 1; len++)
		package[len] = language.at[len] == '_' ? '-' : language.at[len];
	return err_set(err, ERR_NOT_BUILT,
		"OCR does not know the language '%.*s' here: install "
		"tesseract-ocr-%.*s",
		STR_ARG(language), (int)len, package);
}

static bool loaded(struct str language)
{
	char **list = TessBaseAPIGetLoadedLanguagesAsVector(engine);
	bool found = false;

	for (char **at = list; at && *at; at++)
		found |= str_is(language, *at);
	if (list)
		TessDeleteTextArray(list);
	return found;
}

static bool all_loaded(const char *names, struct err *err)
{
	struct str rest = str_c(names), one;

	do {
		one = str_cut(&rest, '+');
		english |= str_is(one, "eng");
		if (!loaded(one))
			return missing(one, err);
	} while (rest.len);
	return true;
}

static void give_back(void)
{
	if (engine)
		TessBaseAPIDelete(engine);
	engine = NULL;
	english = false;
}

bool intake_ocr_warm(const char *languages, struct err *err)
{
	const char *names = languages && *languages ? languages : "eng";
	struct str first = str_c(names);
	struct err later = { 0 };
	bool ok;

	if (!intake_ocr_languages(first, err) || !intake_tess_load(err))
		return false;
	/* without it all is read but letters that nobody names */
	intake_pdf_ink_load(&later);
	give_back();
	engine = TessBaseAPICreate();
	ok = TessBaseAPIInit2(engine, NULL, names, OEM_LSTM_ONLY)
		     ? missing(str_cut(&first, '+'), err)
		     : all_loaded(names, err);
	if (ok)
		TessBaseAPISetVariable(engine, "debug_file", "/dev/null");
	else
		give_back();
	return ok;
}

bool intake_ocr_ready(struct err *err)
{
	return engine || err_set(err, ERR_BROKEN, "OCR is not loaded");
}

/* ---- one word ----------------------------------------------------------- */

struct seen {
	struct str text;
	int left, top, right, bottom; /* pixels */
	double base;
	float sure;
};

/* How tall capitals are in most fonts, and small letters, in ems. */
static const double capital = 0.70, small_letter = 0.50;

/* In pixels, by its letters: 0 where they do not show it. */
static double size_of(const struct seen *w)
{
	double high = w->base - w->top;
	bool tall = false, small = false;

	for (size_t i = 0; i < w->text.len; i++) {
		unsigned char c = (unsigned char)w->text.at[i];

		if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
			(c && strchr("bdfhklt", c)))
			tall = true;
		else if (c && strchr("acemnorsuvwxz", c))
			small = true;
		else if (c >= 0x80)
			return 0;
	}
	return tall ? high / capital : small ? high / small_letter : 0;
}

static struct str read_text(struct arena *mem, struct TessResultIterator *it)
{
	char *text = TessResultIteratorGetUTF8Text(it, RIL_WORD);
	struct str out = text ? str_copy(mem, str_trim(str_c(text))) : STR("");

	if (text)
		TessDeleteText(text);
	return out;
}

static bool see(
	struct arena *mem, struct TessResultIterator *it, struct seen *out)
{
	const struct TessPageIterator *at =
		TessResultIteratorGetPageIteratorConst(it);
	int x1, y1, x2, y2;
	double middle;

	out->text = intake_ocr_mend(mem, read_text(mem, it));
	out->sure = TessResultIteratorConfidence(it, RIL_WORD);
	if (!out->text.len || !utf8_ok(out->text) ||
		!TessPageIteratorBoundingBox(at, RIL_WORD, &out->left,
			&out->top, &out->right, &out->bottom))
		return false;
	out->base = out->bottom;
	middle = (out->left + out->right) / 2.0;
	if (TessPageIteratorBaseline(at, RIL_WORD, &x1, &y1, &x2, &y2))
		out->base = x2 == x1 ? y1
				     : y1 + (double)(y2 - y1) * (middle - x1) /
						       (x2 - x1);
	if (out->base <= out->top)
		out->base = out->bottom;
	return true;
}

static bool is_sign(struct str s)
{
	return utf8_count(s) == 1 && !isalnum((unsigned char)s.at[0]) &&
	       !strchr("'\"`,", s.at[0]);
}

/* A sign alone means what its shape says, not what it was taken for. */
static void mend_sign(
	struct seen *w, const struct seen *next, bool first, double size)
{
	double wide = w->right - w->left, high = w->bottom - w->top;
	double lift = w->base - w->bottom;

	if (first && next && utf8_count(w->text) <= 2 &&
		next->left - w->right > 0.15 * size &&
		intake_ocr_is_bullet(wide, high, lift, size))
		w->text = STR("\xE2\x80\xA2");
	else if (next && !first && is_sign(w->text) &&
		 intake_ocr_is_bullet(wide, high, lift, size))
		w->text = high < 0.3 * size ? STR("\xC2\xB7")
					    : STR("\xE2\x80\xA2");
	else if (english && next && str_is(w->text, "|") &&
		 islower((unsigned char)next->text.at[0]) &&
		 intake_ocr_is_capital(wide, high, lift, size))
		w->text = STR("I");
}

static void take(const struct ocr_page *page, struct glyphs *g,
	const struct seen *w, double size)
{
	double by = 72 / page->dpi;
	struct glyph *to = intake_glyph_add(g);

	to->x0 = (float)(w->left * by);
	to->x1 = (float)(w->right * by);
	to->y = (float)(w->base * by);
	to->size = (float)(size * by);
	to->space = to->size / 4;
	to->flags = GLYPH_BEGINS;
	to->sure = (uint8_t)(w->sure < 1 ? 1 : w->sure > 100 ? 100 : w->sure);
	to->text = intake_glyph_text(g, w->text);
	intake_glyph_note(g, to);
}

/* ---- a line of them ----------------------------------------------------- */

enum { LINE_MOST = 1000 };

static int by_number(const void *a, const void *b)
{
	double p = *(const double *)a, q = *(const double *)b;

	return p < q ? -1 : p > q;
}

/* The words of a line are of one size, unless one is far off. */
static void take_line(const struct ocr_page *page, struct glyphs *g,
	struct seen *at, size_t count)
{
	double sizes[LINE_MOST], size, own;
	size_t n = 0;

	for (size_t i = 0; i < count; i++)
		if ((own = size_of(&at[i])) > 0)
			sizes[n++] = own;
	qsort(sizes, n, sizeof(*sizes), by_number);
	size = n ? sizes[n / 2] : 0;
	for (size_t i = 0; i < count; i++) {
		own = size_of(&at[i]);
		if (size <= 0)
			own = (at[i].base - at[i].top) / capital;
		else if (own <= 0 || fabs(own - size) < 0.25 * size)
			own = size;
		mend_sign(
			&at[i], i + 1 < count ? &at[i + 1] : NULL, i == 0, own);
		take(page, g, &at[i], own);
	}
}

bool intake_pix_words(
	const struct ocr_page *page, struct glyphs *g, struct err *err)
{
	struct seen *line = ARENA_LIST(g->mem, struct seen, LINE_MOST);
	struct TessResultIterator *it;
	size_t count = 0;

	TessBaseAPISetPageSegMode(engine, PSM_AUTO);
	TessBaseAPISetImage2(engine, page->pix);
	TessBaseAPISetSourceResolution(engine, (int)page->dpi);
	if (TessBaseAPIRecognize(engine, NULL))
		return err_set(
			err, ERR_UNTRUSTED, "the picture cannot be read");
	it = TessBaseAPIGetIterator(engine);
	while (it) {
		if (count < LINE_MOST && see(g->mem, it, &line[count]))
			count++;
		if (TessPageIteratorIsAtFinalElement(
			    TessResultIteratorGetPageIteratorConst(it),
			    RIL_TEXTLINE, RIL_WORD)) {
			take_line(page, g, line, count);
			count = 0;
		}
		if (!TessResultIteratorNext(it, RIL_WORD))
			break;
	}
	if (it)
		TessResultIteratorDelete(it);
	TessBaseAPIClear(engine);
	return true;
}
