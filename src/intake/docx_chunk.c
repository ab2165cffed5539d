/*
 * intake/docx_chunk.c - what a Word document holds of another format: a web
 * page, a rich text or a plain one, which Word takes in when it opens the file.
 * Programs that make Word documents of web pages leave it at that. Its lines
 * become paragraphs.
 */
#include "intake/docx_int.h"

#include "intake/intake.h"

enum { CHUNKS = 64, HEAD_BYTES = 4096 };

/* ---- a saved web page --------------------------------------------------- */

static int hex_of(char c)
{
	return c >= '0' && c <= '9'                 ? c - '0'
	       : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
						    : -1;
}

/* "=3D" is "=", and "=" at the end of a line goes on. */
static struct str unquote(struct arena *mem, struct str s)
{
	char *to = arena_bytes(mem, s.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		int high = i + 2 < s.len ? hex_of(s.at[i + 1]) : -1;
		int low = i + 2 < s.len ? hex_of(s.at[i + 2]) : -1;

		if (s.at[i] != '=') {
			to[n++] = s.at[i];
		} else if (high >= 0 && low >= 0) {
			to[n++] = (char)(high << 4 | low);
			i += 2;
		} else {
			while (i + 1 < s.len &&
				(s.at[i + 1] == '\r' || s.at[i + 1] == ' '))
				i++;
			i += i + 1 < s.len && s.at[i + 1] == '\n';
		}
	}
	return str_of(to, n);
}

static struct str unbase64(struct arena *mem, struct str s)
{
	static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnop"
				    "qrstuvwxyz0123456789+/";
	char *to = arena_bytes(mem, s.len + 1);
	uint32_t bits = 0, count = 0;
	size_t n = 0;

	for (size_t i = 0; i < s.len && s.at[i] != '='; i++) {
		const char *sign = s.at[i] ? strchr(signs, s.at[i]) : NULL;

		if (!sign)
			continue;
		bits = (bits << 6 | (uint32_t)(sign - signs)) & 0xffffff;
		count += 6;
		if (count >= 8) {
			count -= 8;
			to[n++] = (char)(bits >> count);
		}
	}
	return str_of(to, n);
}

/* Where a text stands, whatever the case of its letters; NULL: nowhere. */
static const char *find(struct str s, const char *text)
{
	size_t len = strlen(text);

	for (size_t i = 0; i + len <= s.len; i++)
		if (str_eq_nocase(str_of(s.at + i, len), str_of(text, len)))
			return s.at + i;
	return NULL;
}

static struct str from(struct str s, const char *at)
{
	return str_of(at, (size_t)(s.at + s.len - at));
}

/* Behind the empty line that ends a head. */
static struct str behind_head(struct str s, struct str *head)
{
	const char *at = memmem(s.at, s.len, "\n\r\n", 3);
	size_t mark = 3;
	const char *other = memmem(s.at, s.len, "\n\n", 2);

	if (other && (!at || other < at)) {
		at = other;
		mark = 2;
	}
	*head = at ? str_of(s.at, (size_t)(at - s.at)) : s;
	return at ? from(s, at + mark) : STR("");
}

/* The web page within a mail; STR_NONE: it is no mail, or has none. */
static struct str page_of_mail(struct arena *mem, struct str s)
{
	struct str top = str_of(s.at, s.len < HEAD_BYTES ? s.len : HEAD_BYTES),
		   head, body;
	const char *html, *end;

	if (!find(top, "MIME-Version:") ||
		!(html = find(s, "Content-Type: text/html")))
		return STR_NONE;
	body = behind_head(from(s, html), &head);
	/* the rest of the head may stand before the type */
	if (!find(head, "Transfer-Encoding"))
		head = top;
	end = memmem(body.at, body.len, "\n--", 3);
	if (end)
		body.len = (size_t)(end - body.at);
	if (find(head, "quoted-printable"))
		return unquote(mem, body);
	return find(head, "base64") ? unbase64(mem, body) : body;
}

/* ---- lines become paragraphs -------------------------------------------- */

static void add_line(struct docx *d, const struct intake_line *l)
{
	struct office_para para = {
		.size = l->size, .heading = l->heading, .item = l->item
	};

	intake_office_para_open(&d->sheet, &para);
	for (size_t i = 0; i < l->count; i++) {
		const struct intake_word *w = &l->at[i];
		struct office_look look = {
			.flags = w->flags &
				 (INTAKE_BOLD | INTAKE_ITALIC | INTAKE_HIDDEN),
			.size = w->size
		};

		if (w->url.len)
			look.url = intake_office_url(&d->sheet, w->url);
		if (i && w->flags & INTAKE_CELL)
			intake_office_tab(&d->sheet);
		else if (i && !(w->flags & INTAKE_GLUED))
			intake_office_text(&d->sheet, STR(" "), &look);
		intake_office_text(&d->sheet, w->text, &look);
	}
	intake_office_para_close(&d->sheet);
	intake_docx_check(d);
}

static bool read_chunk(struct docx *d, struct str bytes, struct intake_doc *out)
{
	struct str page = page_of_mail(d->file.own, bytes);
	enum intake_format_id id;
	struct err why;

	if (page.at)
		bytes = page;
	return intake_format_find(bytes, &id, &why) &&
	       (id == INTAKE_FORMAT_HTML || id == INTAKE_FORMAT_RTF ||
		       id == INTAKE_FORMAT_TEXT ||
		       id == INTAKE_FORMAT_MARKDOWN) &&
	       intake_formats[id].read(d->file.own, bytes, out, &why);
}

void intake_docx_chunk(struct docx *d)
{
	struct str id = ATTR(d->xml, R, ID), bytes;
	const struct docx_relation *r =
		id.at ? intake_office_map_find(&d->relations, id) : NULL;
	struct intake_doc doc = { 0 };
	struct err why;

	if (!r || r->outside)
		return;
	if (d->chunks++ == CHUNKS) {
		d->sheet.over = "parts of other formats";
		intake_docx_check(d);
		return;
	}
	if (!intake_office_file_part(&d->file, r->target, &bytes, &why) ||
		!read_chunk(d, bytes, &doc)) {
		d->file.mended = true;
		return;
	}
	for (size_t p = 0; p < doc.count; p++)
		for (size_t i = 0; i < doc.at[p].count && !d->sheet.over; i++) {
			d->sheet.to->apart |=
				i && doc.at[p].at[i].block !=
					     doc.at[p].at[i - 1].block;
			add_line(d, &doc.at[p].at[i]);
		}
}
