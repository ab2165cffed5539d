/*
 * resume/europass_own.c - the element in a Candidate that only Vitae reads
 * (out_europass.h).
 */
#include "resume/out_europass.h"

#include "base/code.h"
#include "base/hash.h"

/* Stands for a picture that is in the file anyway. */
#define PICTURE "attachment:"

/* ---- the sum ------------------------------------------------------------ */

static void add(struct hash *h, struct str s)
{
	uint64_t len = s.len;

	hash_more(h, str_of((const char *)&len, sizeof(len)));
	hash_more(h, s);
}

static struct str trimmed(struct str s)
{
	while (s.len && strchr(" \t\r\n", *s.at))
		s = str_of(s.at + 1, s.len - 1);
	while (s.len && strchr(" \t\r\n", s.at[s.len - 1]))
		s.len--;
	return s;
}

/* Of what is said; not of prefixes, indents and our own element's sum. */
static void add_element(struct hash *h, const struct xml *x)
{
	bool own = str_is(x->uri, EUROPASS_OWN);

	add(h, x->name);
	add(h, x->uri);
	add(h, trimmed(x->text));
	for (const struct xml *a = x->attrs; a && !own; a = a->next) {
		add(h, a->name);
		add(h, a->text);
	}
	for (const struct xml *in = x->first; in; in = in->next)
		add_element(h, in);
	add(h, STR("/"));
}

static struct str sum_of(struct arena *mem, const struct xml *root)
{
	unsigned char sum[HASH_SHA256_SIZE];
	struct hash h;

	hash_begin(&h);
	add_element(&h, root);
	hash_end(&h, sum);
	return code_text(mem, CODE_HEX, str_of((const char *)sum, sizeof(sum)));
}

/* ---- reading ------------------------------------------------------------ */

static struct xml *own_of(const struct xml *root)
{
	struct xml *x = root->first;

	while (x && (!str_is(x->uri, EUROPASS_OWN) ||
			    !str_is(x->name, EUROPASS_OWN_NAME)))
		x = x->next;
	return x;
}

void resume_europass_own(struct europass *e)
{
	struct xml *x = own_of(e->root);
	struct str image = e->out->basics.image;
	struct resume own = { 0 };
	struct err ignored;

	if (!x)
		return;
	resume_xml_take_all(x);
	if (!str_eq(resume_xml_attr(x, "sum"), sum_of(e->mem, e->root)) ||
		!resume_read_text(e->mem, x->text, &own, &ignored)) {
		resume_note(e->report, RESUME_LEFT, resume_xml_path(e->mem, x),
			"this file was changed after Vitae wrote it; what "
			"Europass has no place for is left out");
		return;
	}
	if (str_is(own.basics.image, PICTURE))
		own.basics.image = image;
	resume_xml_take_all(e->root);
	*e->out = own;
}

/* ---- writing ------------------------------------------------------------ */

/* What is for nobody else's eyes, though it is in the document. */
static struct resume public_part(struct europass_writer *w)
{
	struct resume r = *w->r;
	struct json_rest *rest = &r.meta.rest;

	for (size_t i = 0; i < rest->count; i++)
		resume_note(w->report, RESUME_LEFT,
			str_fmt(w->mem, "/meta/%.*s",
				STR_ARG(json_name(rest->at[i]))),
			"not written into a file for others");
	if (r.meta.vitae.letter.paragraphs.count)
		resume_note(w->report, RESUME_LEFT, STR("/meta/vitae/letter"),
			"a CV of Europass holds no letter");
	*rest = (struct json_rest){ 0 };
	r.meta.vitae.letter = (struct resume_letter){ 0 };
	if (resume_europass_has_picture(w))
		r.basics.image = STR(PICTURE);
	return r;
}

/* Two characters that JSON may hold and XML may not. */
static void put_json(struct buf *to, struct str json)
{
	size_t from = 0;

	for (size_t i = 0; i + 2 < json.len; i++) {
		unsigned char last = (unsigned char)json.at[i + 2];

		if (json.at[i] != '\xef' || json.at[i + 1] != '\xbf' ||
			last < 0xbe)
			continue;
		resume_xml_escape(to, str_of(json.at + from, i - from));
		buf_add(to, last == 0xbe ? STR("\\ufffe") : STR("\\uffff"));
		from = i + 3;
	}
	resume_xml_escape(to, str_of(json.at + from, json.len - from));
}

/* The sum is of what is read, so what was written is read for it. */
bool resume_europass_put_own(
	struct europass_writer *w, size_t begin, struct err *err)
{
	static const char zeros[CODE_HEX_LEN(HASH_SHA256_SIZE) + 1] =
		"0000000000000000000000000000000000000000000000000000000000000"
		"000";
	struct resume r = public_part(w);
	struct xml *root;
	struct buf text;
	struct str sum;
	size_t at;

	buf_init(&text, w->mem, RESUME_BYTES);
	resume_write(&text, &r);
	buf_add(w->to, STR("    <own:" EUROPASS_OWN_NAME
			   " xmlns:own=\"" EUROPASS_OWN "\" sum=\""));
	at = w->to->len;
	buf_addf(w->to, "%s\">", zeros);
	put_json(w->to, buf_str(&text));
	buf_add(w->to, STR("</own:" EUROPASS_OWN_NAME ">\n</Candidate>\n"));
	if (!buf_ok(&text) || !buf_ok(w->to) ||
		w->to->len - begin > RESUME_BYTES)
		return err_set(err, ERR_TOO_BIG,
			"more than %d MB of Europass XML", RESUME_BYTES >> 20);
	if (!resume_xml_read(w->mem,
		    str_of(w->to->at + begin, w->to->len - begin), &root, err))
		return false;
	sum = sum_of(w->mem, root);
	memcpy(w->to->at + at, sum.at, sum.len);
	return true;
}
