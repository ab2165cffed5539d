/* work/verify.c - see verify.h. */
#include "work/verify.h"

#include "intake/answer.h"
#include "work/intake.h"

bool work_verify_reads(enum press_format format)
{
	return format != PRESS_PNG && format != PRESS_SVG;
}

/* ---- reading ------------------------------------------------------------ */

/* What somebody who reads it has: lines, and what he made of them. */
struct read {
	struct intake_doc doc;
	struct intake_found found;
};

static bool read_here(struct arena *mem, const struct verify_ask *ask,
	bool letter, struct read *out, struct err *unread, struct err *err)
{
	enum intake_format_id format;

	if (!intake_format_find(ask->bytes, &format, err) ||
		!intake_formats[format].read(mem, ask->bytes, &out->doc, err))
		return false;
	if (letter)
		return true;
	if (!intake_parse(mem, &out->doc, &out->found, unread))
		out->found = (struct intake_found){ 0 };
	return intake_found_settle(mem, &out->found, err);
}

/* Lines may be there without a resume. */
static bool read_in_jail(struct arena *mem, const struct verify_ask *ask,
	bool letter, struct read *out, struct err *unread, struct err *err)
{
	struct work_intake_ask how = { .jail = ask->jail,
		.mode = INTAKE_OCR_NEVER,
		.lines = letter,
		.bytes_most = PRESS_FILE_BYTES };
	struct work_intake got;

	if (!work_intake(mem, &how, STR(""), ask->bytes, &got, unread)) {
		how.lines = true;
		if (unread->code != ERR_UNTRUSTED || letter) {
			*err = *unread;
			return false;
		}
		if (!work_intake(mem, &how, STR(""), ask->bytes, &got, err))
			return false;
	}
	out->doc = got.found.doc;
	if (got.found.parsed)
		out->found = got.found.found;
	return true;
}

bool work_verify(struct arena *mem, const struct verify_ask *ask,
	struct verified *out, struct err *err)
{
	bool letter = str_is(ask->source->meta.vitae.kind, "cover_letter");
	struct read r = { 0 };

	*out = (struct verified){ .letter = letter };
	if (!(ask->jail ? read_in_jail(mem, ask, letter, &r, &out->unread, err)
			: read_here(mem, ask, letter, &r, &out->unread, err)))
		return err_in(err, "reading back");
	work_verify_words(mem, ask->tree,
		ask->format == PRESS_DOCX || ask->format == PRESS_ODT, &r.doc,
		&out->words);
	if (ask->text && !intake_text(mem, &r.doc, &out->text, err))
		return err_in(err, "reading back");
	return letter ||
	       readback_compare(mem, ask->source, ask->tree, &r.found.resume,
		       &out->fields, err) ||
	       err_in(err, "reading back");
}

/* ---- for programs ------------------------------------------------------- */

static void put_words(struct json_out *to, const struct verify_words *w)
{
	static const char *const kinds[VERIFY_KINDS] = {
		[VERIFY_CHANGED] = "changed",
		[VERIFY_MISSING] = "missing",
		[VERIFY_OUT_OF_ORDER] = "out of order",
		[VERIFY_ADDED] = "added",
	};

	json_object(to);
	json_put_int(json_key(to, "count"), (int64_t)w->words);
	json_list(json_key(to, "differences"));
	for (size_t i = 0; i < w->count; i++) {
		const struct verify_change *c = &w->at[i];

		if (!kinds[c->kind])
			continue;
		json_object(to);
		json_put_text(json_key(to, "kind"), str_c(kinds[c->kind]));
		json_put_int(json_key(to, "page"), (int64_t)c->page);
		json_put_text(json_key(to, "source"), c->want);
		json_put_text(json_key(to, "read"), c->have);
		json_end(to);
	}
	json_end(to);
	json_end(to);
}

void work_verify_put(struct json_out *to, const struct verified *v)
{
	put_words(json_key(to, "words"), &v->words);
	if (v->text.at)
		json_put_text(json_key(to, "text"), v->text);
	if (v->unread.code)
		json_put_text(json_key(to, "unread"), str_c(v->unread.text));
	if (!v->letter)
		readback_put(json_key(to, "fields"), &v->fields);
}
