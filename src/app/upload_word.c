/* app/upload_word.c - Word files come back as Word files. See upload.h. */
#include "app/upload.h"

enum { STYLE_MOST = 256 };

/* What a document looks like that came from Word: with the margins that the
 * file had (DOC-16). NULL: with those of its template. */
static const struct json *style_of(struct call *c, const struct base *b)
{
	const struct upload_margins *m = b->upload.margins;
	const struct json *style;
	struct err ignored;
	struct buf text;

	if (!b->file.id.len || !m)
		return NULL;
	buf_init(&text, c->mem, STYLE_MOST);
	buf_addf(&text,
		"{\"margins\":{\"top\":\"%.2fpt\",\"right\":\"%.2fpt\","
		"\"bottom\":\"%.2fpt\",\"left\":\"%.2fpt\"}}",
		m->top, m->right, m->bottom, m->left);
	return json_parse(c->mem, buf_str(&text), &style, &ignored) ? style
								    : NULL;
}

bool app_upload_recreate(
	struct call *c, struct buf *out, struct rendered *said, struct err *err)
{
	const struct render_format *word = app_render_format(STR("docx"));
	struct render_ask ask = { 0 };
	struct base b;

	if (!app_call_read(c, err) || !app_upload_base(c, &b, err))
		return false;
	if (!str_is(b.upload.format, "docx"))
		return err_set(err, ERR_CONFLICT,
			"what you uploaded was no Word document: export your "
			"resume instead");
	ask.resume_id = b.document.id;
	ask.style = style_of(c, &b);
	if (app_render(c, &ask, word, RENDER_EXPORT, out, said, err))
		return true;
	if (!ask.style || err->code != ERR_BAD_INPUT)
		return false;
	/* margins of a page that was wider than ours leave no room */
	ask.style = NULL;
	out->len = 0;
	*err = (struct err){ 0 };
	return app_render(c, &ask, word, RENDER_EXPORT, out, said, err);
}
