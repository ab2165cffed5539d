/*
 * app/document_fit.c - a body as it came is checked and becomes the canonical
 * one that is stored (DOC-4), with what is shown of it in lists. Asks no
 * database.
 */
#include "app/document_int.h"

#include "base/utf8.h"
#include "resume/variant.h"

#include <stdio.h>

/* ---- faults ------------------------------------------------------------- */

/* What a reader said of the body, as pointers into what was sent. Always
 * false. */
static bool below(const char *where, struct err *err)
{
	for (int i = 0; i < err->field_count; i++) {
		char was[sizeof(err->fields[i].at)];

		memcpy(was, err->fields[i].at, sizeof(was));
		snprintf(err->fields[i].at, sizeof(err->fields[i].at), "%s%.*s",
			where, (int)(sizeof(was) - 10), was);
	}
	if (!err->field_count && err->code == ERR_BAD_INPUT)
		return err_in(err, "%s", where);
	return false;
}

static struct str last_name(struct str at)
{
	while (at.len && memchr(at.at, '/', at.len))
		str_cut(&at, '/');
	return at;
}

static size_t count_like(
	const struct resume_faults *in, const struct resume_fault *f)
{
	size_t n = 0;

	for (size_t i = 0; i < in->count; i++)
		n += str_eq(in->at[i].why, f->why) &&
		     str_eq(last_name(in->at[i].at), last_name(f->at));
	return n;
}

static void tell_more(size_t count, struct err *err)
{
	size_t n = strlen(err->text);

	snprintf(err->text + n, sizeof(err->text) - n,
		", and %zu more fault%s not named here", count,
		count > 1 ? "s are" : " is");
}

/*
 * What an import had to leave as it was must not keep its owner from saving
 * all the rest: refused are faults of which the version before had fewer.
 */
static bool look_closely(struct arena *mem, struct str body,
	const struct json *doc, struct str was, struct err *err)
{
	struct resume_faults now, before = { 0 };
	size_t bad = 0;

	resume_check_read(mem, body, doc, &now);
	if (now.count && was.len)
		resume_check(mem, was, &before);
	for (size_t i = 0; i < now.count; i++) {
		const struct resume_fault *f = &now.at[i];

		if (count_like(&now, f) <= count_like(&before, f))
			continue;
		err_field(err, str_fmt(mem, "/resume%.*s", STR_ARG(f->at)).at,
			"%.*s", STR_ARG(f->why));
		bad++;
	}
	if (bad > ERR_FIELDS)
		tell_more(bad - ERR_FIELDS, err);
	return !bad;
}

/* ---- what lists show ---------------------------------------------------- */

/* A line of at most APP_DOCUMENT_TITLE characters. */
static struct str as_line(struct arena *mem, struct str s)
{
	struct str rest = utf8_first(s, APP_DOCUMENT_TITLE);
	struct buf b;
	uint32_t c;

	buf_init(&b, mem, 4 * APP_DOCUMENT_TITLE + 1);
	while (rest.len) {
		int n = utf8_decode(rest, &c);

		if (c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0x2028 ||
			c == 0x2029)
			buf_addc(&b, ' ');
		else
			buf_add(&b, str_of(rest.at, (size_t)n));
		rest = str_of(rest.at + n, rest.len - (size_t)n);
	}
	return b.len ? str_trim(buf_str(&b)) : STR("");
}

static struct str title_of(
	struct arena *mem, struct str kind, const struct resume *r)
{
	struct str name = str_trim(r->basics.name),
		   label = str_trim(r->basics.label),
		   subject = str_trim(r->meta.vitae.letter.subject);

	if (str_is(kind, "cover_letter") && subject.len)
		return as_line(mem, subject);
	if (name.len && label.len)
		return as_line(mem, str_fmt(mem, "%.*s, %.*s", STR_ARG(name),
					    STR_ARG(label)));
	if (name.len || label.len)
		return as_line(mem, name.len ? name : label);
	return str_is(kind, "cover_letter") ? STR("Cover letter")
	       : str_is(kind, "cv")         ? STR("CV")
					    : STR("Resume");
}

static bool show(struct arena *mem, struct document_draft *d, struct str kind,
	const struct resume *r)
{
	d->kind = kind;
	d->role = r->basics.label.len ? as_line(mem, r->basics.label) : STR("");
	d->title = title_of(mem, kind, r);
	return true;
}

/* ---- one that stands alone ---------------------------------------------- */

static bool take_body(const struct buf *b, struct str *out, struct err *err)
{
	*out = buf_str(b);
	return buf_ok(b) ||
	       err_set(err, ERR_TOO_BIG, "a document has at most %d kB",
		       APP_DOCUMENT_BODY >> 10);
}

/* The kind that was asked for is written into the body. */
static bool settle_kind(const struct document_draft *d, struct resume *r,
	struct str *out, struct err *err)
{
	struct str said = r->meta.vitae.kind;

	*out = d->kind.len     ? d->kind
	       : said.len      ? said
	       : d->before.len ? d->before
			       : STR("resume");
	if (said.len || !str_is(*out, "resume"))
		r->meta.vitae.kind = *out;
	return !str_is(*out, "cover_letter") || r->meta.vitae.letter.rest.at ||
	       err_field(err, "/resume/meta/vitae/letter",
		       "must be there: what a cover letter says");
}

/* Of what has a wrong type nothing else could be read, but all that is wrong
 * is told at once (DOC-4). */
static bool read_whole(struct arena *mem, struct str body,
	const struct json *given, const struct document_draft *d,
	struct resume *out, struct err *err)
{
	struct err why;

	if (resume_read(mem, given, out, &why))
		return true;
	if (why.code == ERR_BAD_INPUT && why.field_count && d->strict &&
		!look_closely(mem, body, given, d->was, err))
		return false;
	*err = why;
	return below("/resume", err);
}

static bool fit_whole(struct arena *mem, struct str body,
	struct document_draft *d, struct err *err)
{
	const struct json *given;
	struct resume r;
	struct str kind;
	struct buf b;

	if (!json_parse(mem, body, &given, err) || !json_check(mem, given, err))
		return below("/resume", err);
	if (!read_whole(mem, body, given, d, &r, err))
		return false;
	if (!settle_kind(d, &r, &kind, err) ||
		(d->strict && !look_closely(mem, body, given, d->was, err)))
		return false;
	buf_init(&b, mem, APP_DOCUMENT_BODY);
	resume_write_compact(&b, &r);
	return take_body(&b, &d->body, err) &&
	       json_parse(mem, d->body, &d->doc, err) && show(mem, d, kind, &r);
}

/* ---- one that differs from a master ------------------------------------- */

/* Who gave a bare pointer meant what stands there now. */
static void find_spots(struct arena *mem, const struct json *master,
	struct resume_spots *spots)
{
	struct resume_spot found;
	struct err ignored;

	for (size_t i = 0; i < spots->count; i++)
		if (!spots->at[i].keys &&
			resume_spot_make(
				mem, master, spots->at[i].at, &found, &ignored))
			spots->at[i].keys = found.keys;
}

static void find_overrides(struct arena *mem, const struct json *master,
	struct resume_overrides *list, bool was)
{
	struct resume_spot found;
	struct err ignored;

	for (size_t i = 0; i < list->count; i++) {
		struct resume_override *o = &list->at[i];

		if (!o->keys &&
			resume_spot_make(mem, master, o->at, &found, &ignored))
			o->keys = found.keys;
		if (was && !o->was)
			o->was = json_at(master, str_copy(mem, o->at).at);
	}
}

static bool read_variant(struct arena *mem, struct str body,
	struct resume_variant *out, struct err *err)
{
	const struct json *doc;

	return (json_parse(mem, body, &doc, err) && json_check(mem, doc, err) &&
		       resume_bounds_check(doc, err) &&
		       json_read(mem, doc, &resume_variant_shape, out, err)) ||
	       err_false(below("/variant", err));
}

static bool read_result(struct arena *mem, const struct json *doc,
	struct resume *out, struct err *err)
{
	if (json_check(mem, doc, err) && resume_read(mem, doc, out, err))
		return true;
	if (!err->field_count)
		return err_false(below("/variant", err));
	return err_set(err, ERR_BAD_INPUT,
		"what comes of this variant is no resume: '%s' %s",
		err->fields[0].at, err->fields[0].why);
}

static bool fit_variant(struct arena *mem, struct str body,
	struct document_draft *d, struct err *err)
{
	struct resume_variant_notes notes;
	const struct json *master;
	struct resume_variant v;
	struct resume r;
	struct buf b;

	if (!read_variant(mem, body, &v, err) ||
		!json_parse(mem, d->master, &master, err))
		return false;
	find_spots(mem, master, &v.on);
	find_spots(mem, master, &v.off);
	find_overrides(mem, master, &v.set, true);
	find_overrides(mem, master, &v.add, false);
	buf_init(&b, mem, APP_DOCUMENT_BODY);
	json_show(&b, &resume_variant_shape, &v);
	if (!take_body(&b, &d->body, err) ||
		!resume_variant_apply(
			mem, master, &v, STR_NONE, &d->doc, &notes, err) ||
		!read_result(mem, d->doc, &r, err))
		return false;
	show(mem, d,
		d->kind.len     ? d->kind
		: d->before.len ? d->before
				: STR("resume"),
		&r);
	if (str_trim(v.title).len)
		d->title = as_line(mem, str_trim(v.title));
	return true;
}

bool app_document_apply(struct arena *mem, struct str master, struct str body,
	const struct json **out, struct resume_variant_notes *notes,
	struct err *err)
{
	struct resume_variant v;
	const struct json *doc;

	return read_variant(mem, body, &v, err) &&
	       json_parse(mem, master, &doc, err) &&
	       resume_variant_apply(mem, doc, &v, STR_NONE, out, notes, err);
}

bool app_document_fit(struct arena *mem, struct str body,
	struct document_draft *d, struct err *err)
{
	if (!(d->master.at ? fit_variant(mem, body, d, err)
			   : fit_whole(mem, body, d, err)))
		return false;
	hash_sha256(d->body, d->hash);
	return true;
}

bool app_document_titled(
	struct arena *mem, struct str body, struct str *out, struct err *err)
{
	struct document_draft d = { .was = STR("") };

	if (!app_document_fit(mem, body, &d, err))
		return false;
	*out = d.title;
	return true;
}
