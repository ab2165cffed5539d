/*
 * resume/in_europass.c - Europass XML in both dialects. Tells them apart and
 * has what both need. Elements go by their local name: exports of the editor
 * do not agree on prefixes, order, or presence.
 */
#include "resume/europass.h"
#include "resume/blocks.h"
#include "resume/charset.h"
#include "resume/codes.h"

const char *const resume_europass_levels[EUROPASS_LEVELS] = { "listening",
	"reading", "spoken interaction", "spoken production", "writing" };

/* ---- texts -------------------------------------------------------------- */

void resume_europass_body(struct europass *e, struct xml *x, struct str *text,
	struct resume_texts *bullets)
{
	struct str html = resume_xml_take(x, "");

	if (html.len)
		resume_body_take(e->report, resume_xml_path(e->mem, x), html,
			text, bullets);
}

struct str resume_europass_text(struct europass *e, struct xml *x)
{
	struct str html = resume_xml_take(x, ""), text;
	struct resume_blocks blocks = { 0 };

	if (!html.len)
		return STR_NONE;
	resume_blocks_read(e->mem, html, &blocks);
	if (blocks.more)
		resume_note(e->report, RESUME_CHANGED,
			resume_xml_path(e->mem, x),
			"the text is all there, what it looked like is not");
	text = resume_blocks_lines(e->mem, &blocks);
	return text.len ? text : STR_NONE;
}

struct resume_texts resume_europass_lines(struct europass *e, struct xml *x)
{
	struct resume_blocks blocks = { 0 };
	struct resume_texts list = { 0 };
	struct str html = resume_xml_take(x, "");

	if (html.len)
		resume_blocks_read(e->mem, html, &blocks);
	for (size_t i = 0; i < blocks.count; i++)
		resume_text_add(e->mem, &list, blocks.at[i].text);
	return list;
}

struct str resume_europass_place(
	struct arena *mem, struct str city, struct str country)
{
	country = resume_country_name(country);
	return city.len && country.len
		       ? str_fmt(mem, "%.*s, %.*s", STR_ARG(city),
				 STR_ARG(country))
	       : city.len    ? city
	       : country.len ? country
			     : STR_NONE;
}

struct str resume_europass_picture(
	struct arena *mem, struct str mime, struct str base64)
{
	struct buf b;

	if (!base64.len || !str_starts(mime, STR("image/")))
		return STR_NONE;
	buf_init(&b, mem, XML_BYTES);
	buf_add(&b, STR("data:"));
	buf_add(&b, mime);
	buf_add(&b, STR(";base64,"));
	for (size_t i = 0; i < base64.len; i++)
		if (!strchr(" \t\r\n", base64.at[i]))
			buf_addc(&b, base64.at[i]);
	return buf_str(&b);
}

/* ---- entries ------------------------------------------------------------ */

void resume_europass_web(struct europass *e, struct str url, struct str name)
{
	struct resume_basics *b = &e->out->basics;
	struct resume_profile p = { 0 };

	if (!url.len)
		return;
	if (!resume_profile_read(e->mem, url, &p)) {
		if (!name.len && !b->url.len) {
			b->url = url;
			return;
		}
		p.network = name.len ? name : STR("Web");
		*(memchr(url.at, '/', url.len) ? &p.url : &p.username) = url;
	}
	*resume_profile_add(e->mem, b) = p;
}

struct resume_entry *resume_europass_skill(struct europass *e, struct str name)
{
	struct resume_entries *skills = &e->out->section[RESUME_SKILLS];
	struct resume_entry *entry;

	/* More are refused at the end. */
	for (size_t i = 0; i < skills->count && i < RESUME_ENTRIES; i++)
		if (str_eq(skills->at[i].name, name))
			return &skills->at[i];
	entry = resume_entry_add(e->mem, skills);
	entry->name = name;
	return entry;
}

/* "C1" where all are that, else "listening C2, reading C1, ..." */
static struct str fluency_of(struct arena *mem, const struct str *levels)
{
	struct buf b;
	bool same = levels[0].len > 0;

	for (int i = 1; i < EUROPASS_LEVELS; i++)
		same &= str_eq(levels[i], levels[0]);
	if (same)
		return levels[0];
	buf_init(&b, mem, RESUME_LINE);
	for (int i = 0; i < EUROPASS_LEVELS; i++)
		if (levels[i].len)
			buf_addf(&b, "%s%s %.*s", b.len ? ", " : "",
				resume_europass_levels[i], STR_ARG(levels[i]));
	return b.len ? buf_str(&b) : STR_NONE;
}

void resume_europass_language(
	struct europass *e, struct str name, const struct str *levels)
{
	struct resume_entry *entry;

	if (!name.len)
		return;
	entry = resume_entry_add(e->mem, &e->out->section[RESUME_LANGUAGES]);
	entry->language = name;
	entry->fluency =
		levels ? fluency_of(e->mem, levels) : STR(EUROPASS_NATIVE);
}

/* ---- the format --------------------------------------------------------- */

static bool has(struct str bytes, struct str part)
{
	return memmem(bytes.at, bytes.len, part.at, part.len) != NULL;
}

/* The root is near the beginning; a letter about Europass has no brackets. */
int resume_europass_sniff(struct arena *mem, struct resume_source source)
{
	enum { NEAR = 4096 };
	enum resume_charset charset;
	struct str near = source.bytes.len < NEAR
				  ? source.bytes
				  : str_of(source.bytes.at, NEAR);

	near = resume_charset_read(mem, near, &charset);
	while (near.len && strchr(" \t\r\n", *near.at))
		near = str_of(near.at + 1, near.len - 1);
	if (!near.len || *near.at != '<')
		return 0;
	return (has(near, STR("<SkillsPassport")) ||
		       has(near, STR(":SkillsPassport"))) &&
			       has(near, STR(EUROPASS_OLD))
		       ? 100
	       : has(near, STR("Candidate")) && has(near, STR(EUROPASS_NEW))
		       ? 100
	       : has(near, STR("europass")) ? 40
					    : 0;
}

bool resume_europass_read(struct arena *mem, struct resume_source source,
	struct resume *out, struct resume_report *report, struct err *err)
{
	struct europass e = { .mem = mem, .out = out, .report = report };

	if (!resume_xml_read(mem, source.bytes, &e.root, err))
		return false;
	if (str_is(e.root->name, "Candidate") &&
		str_is(e.root->uri, EUROPASS_NEW))
		resume_europass_candidate(&e);
	else if (str_is(e.root->name, "SkillsPassport") &&
		 str_is(e.root->uri, EUROPASS_OLD))
		resume_europass_passport(&e);
	else
		return err_set(err, ERR_BAD_TYPE,
			"expected a Candidate or a SkillsPassport of Europass, "
			"but this is '%.*s'",
			STR_ARG(e.root->name));
	resume_xml_keep(mem, e.root, report);
	return true;
}
