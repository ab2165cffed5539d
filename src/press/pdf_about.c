/*
 * press/pdf_about.c - what a file says of itself: title, author and dates, once
 * as XMP and once the old way, and both alike; which standards it keeps to;
 * what its colours mean.
 */
#include "press/pdf_int.h"

#include "base/time.h"
#include "base/utf8.h"

#include <stdio.h>

struct str pdf_title(const struct tree *tree)
{
	return tree->title.len    ? tree->title
	       : tree->author.len ? tree->author
				  : STR("Document");
}

static bool alnum(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* A tag as RFC 3066 wants it; "und", undetermined, where the tree has none. */
struct str pdf_language(const struct tree *tree)
{
	struct str tag = tree->language;
	size_t part = 0;

	for (size_t i = 0; i < tag.len; i++)
		if (tag.at[i] == '-' ? part == 0 : !alnum(tag.at[i]))
			return STR("und");
		else if ((part = tag.at[i] == '-' ? 0 : part + 1) > 8)
			return STR("und");
	return part ? tag : STR("und");
}

/* ---- XMP ---------------------------------------------------------------- */

static void put_xml(struct buf *b, struct str text)
{
	uint32_t c;
	int n;

	for (; (n = utf8_decode(text, &c)) != 0; text.len -= (size_t)n) {
		n = n < 0 ? -n : n;
		if (c == '&')
			buf_add(b, STR("&amp;"));
		else if (c == '<')
			buf_add(b, STR("&lt;"));
		else if (c == '>')
			buf_add(b, STR("&gt;"));
		else if (c >= ' ' && pdf_character(c) == c)
			buf_add(b, str_of(text.at, (size_t)n));
		else
			buf_add(b, STR("\xef\xbf\xbd"));
		text.at += n;
	}
}

static void put_value(
	struct buf *b, struct str before, struct str text, struct str behind)
{
	if (!text.len)
		return;
	buf_add(b, before);
	put_xml(b, text);
	buf_add(b, behind);
}

#define ALTERNATIVE "<rdf:Alt><rdf:li xml:lang=\"x-default\">"
#define ALTERNATIVE_END "</rdf:li></rdf:Alt>"

static void put_description(struct buf *b, const struct tree *t)
{
	put_value(b, STR("<dc:title>" ALTERNATIVE), pdf_title(t),
		STR(ALTERNATIVE_END "</dc:title>"));
	put_value(b, STR("<dc:creator><rdf:Seq><rdf:li>"), t->author,
		STR("</rdf:li></rdf:Seq></dc:creator>"));
	put_value(b, STR("<dc:description>" ALTERNATIVE), t->subject,
		STR(ALTERNATIVE_END "</dc:description>"));
	put_value(
		b, STR("<pdf:Keywords>"), t->keywords, STR("</pdf:Keywords>"));
	put_value(b, STR("<dc:language><rdf:Bag><rdf:li>"), pdf_language(t),
		STR("</rdf:li></rdf:Bag></dc:language>"));
}

static void put_dates(struct buf *b, int64_t ms)
{
	char text[TIME_TEXT + 1];

	if (!ms)
		return;
	time_write(ms, text);
	buf_addf(b,
		"<xmp:CreateDate>%.19sZ</xmp:CreateDate>"
		"<xmp:ModifyDate>%.19sZ</xmp:ModifyDate>",
		text, text);
}

/* PDF/A wants the namespace of PDF/UA explained. */
static const struct str standards = {
#define TEXT                                                                   \
	"<pdf:Producer>Vitae</pdf:Producer><pdfaid:part>2</pdfaid:part>"       \
	"<pdfaid:conformance>A</pdfaid:conformance>"                           \
	"<pdfuaid:part>1</pdfuaid:part><pdfaExtension:schemas><rdf:Bag>"       \
	"<rdf:li rdf:parseType=\"Resource\">"                                  \
	"<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"  \
	"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/"            \
	"</pdfaSchema:namespaceURI>"                                           \
	"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"                       \
	"<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"    \
	"<pdfaProperty:name>part</pdfaProperty:name>"                          \
	"<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"             \
	"<pdfaProperty:category>internal</pdfaProperty:category>"              \
	"<pdfaProperty:description>Part of ISO 14289"                          \
	"</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>" \
	"</rdf:li></rdf:Bag></pdfaExtension:schemas>"
	TEXT, sizeof(TEXT) - 1
#undef TEXT
};

int pdf_about_xmp(struct pdf_doc *d)
{
	int number = pdf_number(d);
	struct buf *b = &d->pdf->content;

	b->len = 0;
	buf_add(b,
		STR("<?xpacket begin=\"\xef\xbb\xbf\" "
		    "id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
		    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf="
		    "\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
		    "<rdf:Description rdf:about=\"\" "
		    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
		    "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" "
		    "xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
		    "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" "
		    "xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" "
		    "xmlns:pdfaExtension="
		    "\"http://www.aiim.org/pdfa/ns/extension/\" "
		    "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" "
		    "xmlns:pdfaProperty="
		    "\"http://www.aiim.org/pdfa/ns/property#\">"));
	put_description(b, d->pages->tree);
	put_dates(b, d->pages->tree->date_ms);
	buf_add(b, standards);
	buf_add(b, STR("</rdf:Description></rdf:RDF></x:xmpmeta>"
		       "<?xpacket end=\"r\"?>"));
	pdf_stream_as_it_is(
		d, number, STR("/Type/Metadata/Subtype/XML"), buf_str(b));
	return number;
}

/* ---- the old way -------------------------------------------------------- */

static void put_entry(struct buf *b, struct str key, struct str text)
{
	if (!text.len)
		return;
	buf_add(b, key);
	pdf_text(b, text);
}

int pdf_about_info(struct pdf_doc *d)
{
	const struct tree *t = d->pages->tree;
	int number = pdf_number(d);
	struct buf *b = pdf_object(d, number);
	char text[TIME_TEXT + 1];

	buf_add(b, STR("<</Producer(Vitae)"));
	put_entry(b, STR("/Title"), pdf_title(t));
	put_entry(b, STR("/Author"), t->author);
	put_entry(b, STR("/Subject"), t->subject);
	put_entry(b, STR("/Keywords"), t->keywords);
	if (t->date_ms) {
		time_write(t->date_ms, text);
		for (const char *key = "/CreationDate"; key;
			key = key[1] == 'C' ? "/ModDate" : NULL)
			buf_addf(b, "%s(D:%.4s%.2s%.2s%.2s%.2s%.2sZ)", key,
				text, text + 5, text + 8, text + 11, text + 14,
				text + 17);
	}
	buf_add(b, STR(">>\n"));
	return number;
}

/* ---- sRGB --------------------------------------------------------------- */

static void put32(struct buf *b, const uint32_t *at, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (int shift = 24; shift >= 0; shift -= 8)
			buf_addc(b, (char)(at[i] >> shift));
}

#define TAG(a, b, c, d) \
	((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (d))
#define XYZ TAG('X', 'Y', 'Z', ' ')
#define PUT(b, ...)                                   \
	put32((b), (const uint32_t[]){ __VA_ARGS__ }, \
		sizeof((const uint32_t[]){ __VA_ARGS__ }) / sizeof(uint32_t))

/* ICC version 4: primaries as D50 sees them, the exact curve. */
enum {
	ICC_DESC = 128 + 4 + 10 * 12,
	ICC_TEXT = 36,
	ICC_COPY = ICC_DESC + ICC_TEXT,
	ICC_WHITE = ICC_COPY + ICC_TEXT,
	ICC_RED = ICC_WHITE + 20,
	ICC_GREEN = ICC_RED + 20,
	ICC_BLUE = ICC_GREEN + 20,
	ICC_CURVE = ICC_BLUE + 20,
	ICC_CHAD = ICC_CURVE + 32,
	ICC_SIZE = ICC_CHAD + 44
};

static void put_profile_head(struct buf *b)
{
	PUT(b, ICC_SIZE, 0, 0x04200000, TAG('m', 'n', 't', 'r'),
		TAG('R', 'G', 'B', ' '), XYZ);
	PUT(b, 2000 << 16 | 1, 1 << 16, 0, TAG('a', 'c', 's', 'p'), 0, 0, 0, 0,
		0, 0, 0, 0xf6d6, 0x10000, 0xd32d);
	PUT(b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}

static void put_profile_tags(struct buf *b)
{
	PUT(b, 10, TAG('d', 'e', 's', 'c'), ICC_DESC, ICC_TEXT,
		TAG('c', 'p', 'r', 't'), ICC_COPY, ICC_TEXT,
		TAG('w', 't', 'p', 't'), ICC_WHITE, 20, TAG('r', 'X', 'Y', 'Z'),
		ICC_RED, 20, TAG('g', 'X', 'Y', 'Z'), ICC_GREEN, 20,
		TAG('b', 'X', 'Y', 'Z'), ICC_BLUE, 20, TAG('r', 'T', 'R', 'C'),
		ICC_CURVE, 32, TAG('g', 'T', 'R', 'C'), ICC_CURVE, 32,
		TAG('b', 'T', 'R', 'C'), ICC_CURVE, 32, TAG('c', 'h', 'a', 'd'),
		ICC_CHAD, 44);
}

static void put_profile(struct buf *b)
{
	static const struct str words[] = { { "\0s\0R\0G\0B", 8 },
		{ "\0C\0C\0"
		  "0\0 ",
			8 } };

	put_profile_head(b);
	put_profile_tags(b);
	for (size_t i = 0; i < LENGTH(words); i++) {
		PUT(b, TAG('m', 'l', 'u', 'c'), 0, 1, 12,
			TAG('e', 'n', 'U', 'S'), 8, 28);
		buf_add(b, words[i]);
	}
	PUT(b, XYZ, 0, 0xf6d6, 0x10000, 0xd32d);
	PUT(b, XYZ, 0, 0x6fa2, 0x38f5, 0x390);
	PUT(b, XYZ, 0, 0x6299, 0xb785, 0x18da);
	PUT(b, XYZ, 0, 0x24a0, 0xf84, 0xb6cf);
	PUT(b, TAG('p', 'a', 'r', 'a'), 0, 3 << 16, 0x26666, 0xf2a7, 0xd59,
		0x13d0, 0xa5b);
	PUT(b, TAG('s', 'f', '3', '2'), 0, 0x10c42, 0x5de, 0xfffff325, 0x793,
		0xfd90, 0xfffffba1, 0xfffffda2, 0x3dc, 0xc06e);
}

int pdf_about_profile(struct pdf_doc *d)
{
	int number = pdf_number(d);
	struct buf *b = &d->pdf->content;

	b->len = 0;
	put_profile(b);
	pdf_stream(d, number, STR("/N 3"), buf_str(b));
	return number;
}
