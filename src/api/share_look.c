/*
 * api/share_look.c - how the pages of shared links look, and in which of our
 * languages they speak to a visitor. Knows no share and no rights.
 */
#include "api/share_int.h"

#include "embed.h"

enum { PAGE_MOST = 32 * 1024, SHEET_MORE = 8 * 1024 };

static const struct {
	const char *tag, *direction;
} languages[] = { { "en", "ltr" }, { "fr", "ltr" }, { "ar", "rtl" } };

static const char *const words[][LENGTH(languages)] = {
#define WORDS(id, ...) [SHARE_##id] = { __VA_ARGS__ },
#include "api/share_words.def"
#undef WORDS
};

/* The name is beside it. */
#define MARK                                                              \
	"<svg width=\"26\" height=\"26\" viewBox=\"0 0 32 32\" "          \
	"aria-hidden=\"true\"><rect width=\"32\" height=\"32\" rx=\"7\" " \
	"fill=\"#1f5c4d\"/><path d=\"M8 8l8 17 8-17\" fill=\"none\" "     \
	"stroke=\"#fff\" stroke-width=\"3.4\" stroke-linecap=\"round\" "  \
	"stroke-linejoin=\"round\"/></svg>"

static struct str embedded(const char *path)
{
	for (size_t i = 0; i < embed_count; i++)
		if (!strcmp(embed_files[i].path, path))
			return str_of(embed_files[i].at, embed_files[i].len);
	return STR("");
}

/* ---- whose words -------------------------------------------------------- */

static int language_of(struct str tag)
{
	tag = str_trim(tag);
	for (size_t i = 0; i < LENGTH(languages); i++)
		if (tag.len >= 2 &&
			(tag.len == 2 || tag.at[2] == '-' ||
				tag.at[2] == ';') &&
			str_eq_nocase(
				str_of(tag.at, 2), str_c(languages[i].tag)))
			return (int)i;
	return -1;
}

/* Browsers name what they like best first. */
struct share_look api_share_look(const struct http_req *req, struct arena *mem)
{
	struct str rest = http_header_find(req, "accept-language");
	struct share_look l = { .mem = mem };

	while (rest.len) {
		int found = language_of(str_cut(&rest, ','));

		if (found < 0)
			continue;
		l.language = found;
		break;
	}
	return l;
}

static const char *say(const struct share_look *l, enum share_words which)
{
	return words[which][l->language];
}

/* ---- pages -------------------------------------------------------------- */

static struct buf begin(const struct share_look *l, const char *title)
{
	struct str style = embedded("web/plain/share-page.css");
	struct buf b;

	buf_init(&b, l->mem, PAGE_MOST);
	buf_addf(&b,
		"<!doctype html>\n<html lang=\"%s\" dir=\"%s\">\n<head>\n"
		"<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
		"content=\"width=device-width, initial-scale=1\">\n"
		"<meta name=\"robots\" content=\"noindex\">\n"
		"<title>%s</title>\n<style>%.*s</style>\n</head>\n<body>\n"
		"<main>\n" MARK "\n<h1>%s</h1>\n",
		languages[l->language].tag, languages[l->language].direction,
		title, STR_ARG(style), title);
	return b;
}

static struct str end(struct buf *b)
{
	buf_add(b, STR("</main>\n</body>\n</html>\n"));
	return buf_str(b);
}

struct str api_share_words(const struct share_look *l, enum share_words title,
	enum share_words why)
{
	struct buf b = begin(l, say(l, title));

	buf_addf(&b, "<p>%s</p>\n", say(l, why));
	return end(&b);
}

struct str api_share_form(
	const struct share_look *l, struct str token, enum share_words why)
{
	struct buf b = begin(l, say(l, SHARE_ASK));

	buf_addf(&b, "<p%s>%s</p>\n",
		why == SHARE_ASK_WHY ? "" : " class=\"wrong\" role=\"alert\"",
		say(l, why));
	buf_addf(&b,
		"<form method=\"post\" action=\"/s/%.*s\">\n"
		"<label for=\"password\">%s</label>\n"
		"<input id=\"password\" type=\"password\" name=\"password\" "
		"required autofocus autocomplete=\"off\">\n"
		"<button>%s</button>\n</form>\n",
		STR_ARG(token), say(l, SHARE_PASSWORD), say(l, SHARE_SHOW));
	return end(&b);
}

/* ---- the document ------------------------------------------------------- */

static void add_bar(struct buf *b, const struct share_look *l, struct str token,
	bool download)
{
	buf_addf(b,
		"\n<nav class=\"vitae-bar\" aria-label=\"Vitae\" lang=\"%s\" "
		"dir=\"%s\"><span class=\"vitae-mark\">" MARK "Vitae</span>",
		languages[l->language].tag, languages[l->language].direction);
	if (download)
		buf_addf(b, "<a href=\"/s/%.*s/pdf\">%s</a>", STR_ARG(token),
			say(l, SHARE_DOWNLOAD));
	buf_add(b, STR("</nav>\n"));
}

/* Where `mark` ends (or begins), from `from` on. */
static size_t place(struct str html, size_t from, const char *mark)
{
	const char *at =
		memmem(html.at + from, html.len - from, mark, strlen(mark));

	return at ? (size_t)(at - html.at) : html.len;
}

struct str api_share_sheet(const struct share_look *l, struct str html,
	struct str token, bool download)
{
	struct str style = embedded("web/plain/share-sheet.css");
	size_t styled = place(html, 0, "</style>");
	size_t body = place(html, styled, "<body");
	size_t inside = place(html, body, ">");
	struct buf b;

	if (inside == html.len)
		return html;
	buf_init(&b, l->mem, html.len + style.len + SHEET_MORE);
	buf_add(&b, str_of(html.at, styled));
	buf_add(&b, style);
	buf_add(&b, str_of(html.at + styled, inside + 1 - styled));
	add_bar(&b, l, token, download);
	buf_add(&b, str_of(html.at + inside + 1, html.len - inside - 1));
	return buf_str(&b);
}
