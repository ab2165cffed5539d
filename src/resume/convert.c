/*
 * resume/convert.c - the table of formats, and which of them some bytes are.
 * Reads and writes none of them itself.
 */
#include "resume/convert_int.h"
#include "resume/yaml.h"

#define READS(id, title, endings) \
	{ #id, title, endings, resume_##id##_sniff, resume_##id##_read, NULL },
#define WRITES(id, title, endings) \
	{ #id, title, endings, NULL, NULL, resume_##id##_write },
#define BOTH(id, title, endings)                                        \
	{ #id, title, endings, resume_##id##_sniff, resume_##id##_read, \
		resume_##id##_write },
const struct resume_format resume_formats[] = {
#include "resume/formats.def"
	{ NULL },
};
#undef READS
#undef WRITES
#undef BOTH
const size_t resume_format_count = LENGTH(resume_formats) - 1;

const struct resume_format *resume_format_find(struct str name)
{
	for (const struct resume_format *f = resume_formats; f->name; f++)
		if (str_is(name, f->name))
			return f;
	return NULL;
}

/* ---- sources as documents ----------------------------------------------- */

/* Deeper than any format goes, and so shallow that what is kept of it can be
 * written further inside. */
enum { SOURCE_DEPTH = 64 };

static struct str without_mark(struct str s)
{
	return str_starts(s, STR("\xef\xbb\xbf")) ? str_of(s.at + 3, s.len - 3)
						  : s;
}

static struct str without_blanks(struct str s)
{
	s = without_mark(s);
	while (s.len && (*s.at == ' ' || *s.at == '\t' || *s.at == '\r' ||
				*s.at == '\n'))
		s = str_of(s.at + 1, s.len - 1);
	return s;
}

/* Not every text that begins so: RTF does, too. */
static bool looks_like_json(struct str s)
{
	s = without_blanks(s);
	return s.len && *s.at == '{' && !(s.len > 1 && s.at[1] == '\\');
}

static bool too_deep(const struct json *v, int depth)
{
	const struct json *part;

	if (json_kind(v) < JSON_LIST)
		return false;
	if (depth == SOURCE_DEPTH)
		return true;
	for (part = json_first(v); part; part = json_next(v, part))
		if (too_deep(part, depth + 1))
			return true;
	return false;
}

static bool check_doc(
	struct arena *mem, const struct json *doc, struct err *err)
{
	if (too_deep(doc, 0))
		return err_set(err, ERR_BAD_INPUT, "nested more than %d deep",
			SOURCE_DEPTH);
	return json_check(mem, doc, err);
}

bool resume_source_doc(struct arena *mem, struct resume_source source,
	const struct json **out, struct err *err)
{
	const struct json *doc = source.doc;

	if (!doc && looks_like_json(source.bytes)) {
		if (!json_parse(mem, without_mark(source.bytes), &doc, err))
			return false;
	} else if (!doc && !resume_yaml_read(mem, source.bytes, &doc, err)) {
		return false;
	}
	if (!check_doc(mem, doc, err))
		return false;
	*out = doc;
	return true;
}

/* A key at the beginning of a line, with or without quotes. */
static bool has_key(struct str text, const char *name)
{
	struct str key = str_c(name), line;
	char mark;

	while (text.len) {
		line = str_cut(&text, '\n');
		mark = line.len && (*line.at == '"' || *line.at == '\'')
			       ? *line.at
			       : '\0';
		if (mark)
			line = str_of(line.at + 1, line.len - 1);
		if (!str_starts(line, key))
			continue;
		line = str_of(line.at + key.len, line.len - key.len);
		if (mark && line.len && *line.at == mark)
			line = str_of(line.at + 1, line.len - 1);
		if (line.len && *line.at == ':' &&
			(line.len == 1 || line.at[1] == ' ' ||
				line.at[1] == '\t' || line.at[1] == '\r'))
			return true;
	}
	return false;
}

bool resume_source_has(struct resume_source source, const char *name)
{
	if (source.doc)
		return json_find(source.doc, name) != NULL;
	return !looks_like_json(source.bytes) &&
	       has_key(without_mark(source.bytes), name);
}

/* ---- which one ---------------------------------------------------------- */

static bool ending_fits(const struct resume_format *f, struct str name)
{
	struct str endings = str_c(f->endings), ending, tail;

	while (endings.len) {
		ending = str_cut(&endings, ' ');
		if (!ending.len || name.len < ending.len)
			continue;
		tail = str_of(name.at + name.len - ending.len, ending.len);
		if (str_eq_nocase(tail, ending))
			return true;
	}
	return false;
}

const struct resume_format *resume_format_guess(
	struct arena *mem, struct resume_source source)
{
	const struct resume_format *best = NULL;
	struct err ignored;
	bool best_fits = false;
	int best_sure = 0;

	if (!source.doc && looks_like_json(source.bytes) &&
		!json_parse(
			mem, without_mark(source.bytes), &source.doc, &ignored))
		return NULL;
	for (const struct resume_format *f = resume_formats; f->name; f++) {
		int sure = f->sniff ? f->sniff(mem, source) : 0;
		bool fits = ending_fits(f, source.name);

		if (sure > best_sure ||
			(sure == best_sure && sure && fits && !best_fits)) {
			best = f;
			best_sure = sure;
			best_fits = fits;
		}
	}
	return best;
}

/* ---- importing ---------------------------------------------------------- */

static bool check_size(struct resume_source source, struct err *err)
{
	if (source.bytes.len > RESUME_BYTES)
		return err_set(err, ERR_TOO_BIG,
			"more than %d MB to import at once",
			RESUME_BYTES >> 20);
	if (!without_blanks(source.bytes).len)
		return err_set(err, ERR_BAD_INPUT,
			"expected a resume, but there is nothing");
	return true;
}

static bool check_count(size_t count, const char *of, struct err *err)
{
	return count <= RESUME_ENTRIES ||
	       err_set(err, ERR_TOO_BIG, "more than %d entries of '%s'",
		       RESUME_ENTRIES, of);
}

/* No list is longer than what can be read again. */
static bool check_counts(const struct resume *r, struct err *err)
{
	const struct resume_vitae *v = &r->meta.vitae;

	for (size_t i = 0; i < RESUME_SECTIONS; i++)
		if (!check_count(
			    r->section[i].count, resume_sections[i].name, err))
			return false;
	for (size_t i = 0; i < v->custom_sections.count; i++)
		if (!check_count(v->custom_sections.at[i].entries.count,
			    "custom_sections", err))
			return false;
	return check_count(v->custom_sections.count, "custom_sections", err) &&
	       check_count(r->basics.profiles.count, "profiles", err);
}

/* What came of it is a document, that is, one that can be read again: a name
 * may have been longer than names are. */
static bool check_result(
	struct arena *mem, const struct resume *r, struct err *err)
{
	struct resume again = { 0 };
	struct buf text;

	buf_init(&text, mem, RESUME_BYTES);
	resume_write(&text, r);
	if (!buf_ok(&text))
		return err_set(err, ERR_TOO_BIG, "a document has at most %d MB",
			RESUME_BYTES >> 20);
	return resume_read_text(mem, buf_str(&text), &again, err) ||
	       err_in(err, "what would be imported");
}

bool resume_import_as(struct arena *mem, const struct resume_format *format,
	struct resume_source source, struct resume *out,
	struct resume_report *report, struct err *err)
{
	struct resume r = { 0 };

	if (!format->read)
		return err_set(err, ERR_BAD_TYPE,
			"%s is written here, but not read", format->title);
	report->format = format->name;
	if (!check_size(source, err) ||
		!format->read(mem, source, &r, report, err) ||
		!check_counts(&r, err) || !resume_keep_all(report, &r, err) ||
		!check_result(mem, &r, err))
		return false;
	*out = r;
	return true;
}

bool resume_import(struct arena *mem, struct resume_source source,
	struct resume *out, struct resume_report *report, struct err *err)
{
	const struct resume_format *format;

	if (!check_size(source, err))
		return false;
	if (!source.doc && looks_like_json(source.bytes) &&
		!json_parse(mem, without_mark(source.bytes), &source.doc, err))
		return err_in(err, "this looks like JSON");
	format = resume_format_guess(mem, source);
	if (!format)
		return err_set(err, ERR_BAD_TYPE,
			"no format that is known here; see the list of "
			"formats");
	return resume_import_as(mem, format, source, out, report, err);
}
