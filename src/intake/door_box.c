/*
 * intake/door_box.c - what a ZIP archive or an OLE file is, by the names in it.
 * Unpacks nothing.
 */
#include "intake/door.h"
#include "intake/ole.h"

enum { END = 22, ENTRY = 46, LOCAL = 30, COMMENT = 65535, NAMES = 20000 };

/* ---- ZIP -----------------------------------------------------------------*/

struct names {
	struct str bytes;
	size_t at, left;
	bool directory; /* else one local header after the other */
};

static bool has(struct str s, size_t at, struct str mark)
{
	return at <= s.len && str_starts(str_of(s.at + at, s.len - at), mark);
}

static void begin(struct names *n, struct str s)
{
	size_t most = s.len > END + COMMENT ? s.len - END - COMMENT : 0;

	*n = (struct names){ .bytes = s, .left = NAMES };
	for (size_t at = s.len >= END ? s.len - END + 1 : 0; at-- > most;) {
		size_t from = ole_four(s, at + 16);

		if (!has(s, at, STR("PK\5\6")) || !has(s, from, STR("PK\1\2")))
			continue;
		n->at = from;
		n->directory = true;
		return;
	}
}

/* Of an archive that was cut off there is no directory. */
static bool next_local(struct names *n, struct str *out)
{
	struct str s = n->bytes;
	const char *p;
	size_t len;

	if (n->at >= s.len || !n->left--)
		return false;
	p = memmem(s.at + n->at, s.len - n->at, "PK\3\4", 4);
	if (!p || s.len - (size_t)(p - s.at) < LOCAL)
		return false;
	n->at = (size_t)(p - s.at) + LOCAL;
	len = ole_two(s, n->at - 4);
	if (len > s.len - n->at)
		return false;
	*out = str_of(s.at + n->at, len);
	return true;
}

static bool next(struct names *n, struct str *out)
{
	struct str s = n->bytes;
	size_t len;

	if (!n->directory)
		return next_local(n, out);
	if (!has(s, n->at, STR("PK\1\2")) || s.len - n->at < ENTRY ||
		!n->left--)
		return false;
	len = ole_two(s, n->at + 28);
	if (len > s.len - n->at - ENTRY)
		return false;
	*out = str_of(s.at + n->at + ENTRY, len);
	n->at += ENTRY + len + ole_two(s, n->at + 30) + ole_two(s, n->at + 32);
	return true;
}

/* The first entry that says of itself what all are: stored, not packed. */
static struct str mimetype(struct str s)
{
	static const char name[] = "mimetype";
	size_t from = LOCAL + sizeof(name) - 1, len = ole_four(s, 22);

	if (!has(s, LOCAL, str_c(name)) || ole_two(s, 26) != 8 || ole_two(s, 8))
		return STR("");
	from += ole_two(s, 28);
	if (from >= s.len)
		return STR("");
	if (!len || len > s.len - from)
		len = s.len - from;
	return str_of(s.at + from, len < 100 ? len : 100);
}

static bool of_mimetype(struct door *d, struct str type, bool *ok)
{
	static const struct {
		const char *begins;
		int refusal; /* or less than 0: a text */
	} types[] = {
		{ "application/vnd.oasis.opendocument.text", -1 },
		{ "application/vnd.oasis.opendocument.spreadsheet",
			REFUSAL_ODS },
		{ "application/vnd.oasis.opendocument.presentation",
			REFUSAL_ODP },
		{ "application/vnd.oasis.opendocument.graphics", REFUSAL_ODG },
		{ "application/vnd.oasis.opendocument.", REFUSAL_ODF },
		{ "application/epub+zip", REFUSAL_EPUB },
	};

	for (size_t i = 0; i < LENGTH(types); i++) {
		if (!str_starts(type, str_c(types[i].begins)))
			continue;
		*ok = types[i].refusal < 0
			      ? intake_door_take(d, "odt")
			      : intake_door_refuse(d,
					(enum intake_refusal)types[i].refusal);
		return true;
	}
	return false;
}

/* What is in an archive; the first row that one of its names has counts. */
static const struct {
	const char *begins;
	const char *format; /* or NULL */
	enum intake_refusal refusal;
} inside[] = {
	{ "word/", "docx", 0 },
	{ "xl/", NULL, REFUSAL_EXCEL },
	{ "ppt/", NULL, REFUSAL_SLIDES },
	{ "visio/", NULL, REFUSAL_VISIO },
	{ "FixedDocSeq.fdseq", NULL, REFUSAL_XPS },
	{ "FixedDocumentSequence.fdseq", NULL, REFUSAL_XPS },
	{ "Documents/1/", NULL, REFUSAL_XPS },
	{ "META-INF/container.xml", NULL, REFUSAL_EPUB },
	{ "Index/Document.iwa", NULL, REFUSAL_PAGES },
	{ "Index.zip", NULL, REFUSAL_PAGES },
	{ "index.apxl", NULL, REFUSAL_PAGES },
	{ "AndroidManifest.xml", NULL, REFUSAL_JAR },
	{ "META-INF/MANIFEST.MF", NULL, REFUSAL_JAR },
	{ "META-INF/manifest.xml", "odt", 0 },
	/* whose main part has a name of its own */
	{ "[Content_Types].xml", "docx", 0 },
};

bool intake_door_zip(struct door *d)
{
	size_t best = LENGTH(inside);
	struct names names;
	struct str name;
	bool ok = false;

	if (of_mimetype(d, mimetype(d->bytes), &ok))
		return ok;
	begin(&names, d->bytes);
	while (next(&names, &name))
		for (size_t i = 0; i < best; i++)
			if (str_starts(name, str_c(inside[i].begins)))
				best = i;
	if (best == LENGTH(inside))
		return intake_door_refuse(d, REFUSAL_ZIP);
	return inside[best].format
		       ? intake_door_take(d, inside[best].format)
		       : intake_door_refuse(d, inside[best].refusal);
}

/* ---- OLE -----------------------------------------------------------------*/

static const struct {
	const char *stream;
	int refusal; /* or less than 0: a Word document */
} streams[] = {
	{ "EncryptedPackage", REFUSAL_LOCKED },
	{ "WordDocument", -1 },
	{ "Workbook", REFUSAL_EXCEL },
	{ "Book", REFUSAL_EXCEL },
	{ "PowerPoint Document", REFUSAL_SLIDES },
	{ "PP40", REFUSAL_SLIDES },
	{ "__properties_version1.0", REFUSAL_OUTLOOK },
	{ "VisioDocument", REFUSAL_VISIO },
	{ "Quill", REFUSAL_PUBLISHER },
	{ "MatOST", REFUSAL_WORKS },
	{ "MN0", REFUSAL_WORKS },
};

/* A name as it stands in a directory that cannot be read, with its end: a
 * font's name may begin like one. */
static bool mentions(struct str bytes, const char *name)
{
	char wide[64];
	size_t len = strlen(name) + 1;

	for (size_t i = 0; i < len; i++) {
		wide[2 * i] = name[i];
		wide[2 * i + 1] = '\0';
	}
	return memmem(bytes.at, bytes.len, wide, 2 * len) != NULL;
}

bool intake_door_ole(struct door *d)
{
	struct arena mem = { 0 };
	struct ole ole;
	struct err none = { 0 };
	bool open = intake_ole_open(&mem, d->bytes, &ole, &none);
	size_t found = LENGTH(streams);

	for (size_t i = 0; i < found; i++)
		if (open ? intake_ole_find(&ole, streams[i].stream) != NULL
			 : mentions(d->bytes, streams[i].stream))
			found = i;
	arena_free(&mem);
	if (found == LENGTH(streams))
		return intake_door_refuse(
			d, open ? REFUSAL_OLE : REFUSAL_OLE_DAMAGED);
	return streams[found].refusal < 0
		       ? intake_door_take(d, "doc")
		       : intake_door_refuse(d,
				 (enum intake_refusal)streams[found].refusal);
}
