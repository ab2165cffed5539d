/*
 * intake/answer_ask.c - requests: a line of JSON, the pages that were read as
 * pictures, the file. See answer.h.
 */
#include "base/json.h"
#include "intake/answer.h"

enum { HEAD_MOST = 64 * 1024 };

static const char *const modes[] = {
	[INTAKE_OCR_AUTO] = "auto",
	[INTAKE_OCR_ALWAYS] = "always",
	[INTAKE_OCR_NEVER] = "never",
	NULL,
};

struct head_seen {
	int64_t page, size;
};

static const struct json_field seen_fields[] = {
	JSON(head_seen, page, JSON_MUST, 0, INTAKE_PAGES - 1),
	JSON(head_seen, size, JSON_MUST, 0, INTAKE_ANSWER_BYTES),
	{ 0 },
};
static const struct json_shape seen_shape = JSON_SHAPE(
	head_seen, "IntakeSeen", "A page read as a picture.", seen_fields);

struct head {
	struct str ocr;
	bool lines;
	struct {
		struct head_seen *at;
		size_t count;
	} seen;
};

static const struct json_field head_fields[] = {
	JSON(head, ocr, JSON_MUST, 1, 10, .words = modes),
	JSON(head, lines, JSON_MUST, 0, 0),
	JSON_ROWS(head, seen, JSON_MUST, INTAKE_PAGES, &seen_shape),
	{ 0 },
};
static const struct json_shape head_shape =
	JSON_SHAPE(head, "IntakeRequest", "What is wanted.", head_fields);

void intake_request_write(struct buf *out, const struct intake_request *q)
{
	struct json_out o = json_begin(out, JSON_COMPACT);

	json_object(&o);
	json_put_text(json_key(&o, "ocr"), str_c(modes[q->ocr]));
	json_put_bool(json_key(&o, "lines"), q->lines);
	json_list(json_key(&o, "seen"));
	for (size_t i = 0; i < q->seen.count; i++) {
		json_object(&o);
		json_put_int(json_key(&o, "page"), q->seen.at[i].page);
		json_put_int(
			json_key(&o, "size"), (int64_t)q->seen.at[i].text.len);
		json_end(&o);
	}
	json_end(&o);
	json_end(&o);
	buf_addc(out, '\n');
	for (size_t i = 0; i < q->seen.count; i++)
		buf_add(out, q->seen.at[i].text);
	buf_add(out, q->file);
}

static bool take_seen(
	struct arena *mem, const struct head *head, struct intake_request *out)
{
	out->seen.at = ARENA_LIST(mem, struct intake_seen, head->seen.count);
	out->seen.count = head->seen.count;
	for (size_t i = 0; i < head->seen.count; i++) {
		size_t size = (size_t)head->seen.at[i].size;

		if (size > out->file.len)
			return false;
		out->seen.at[i] = (struct intake_seen){
			(uint32_t)head->seen.at[i].page,
			str_of(out->file.at, size),
		};
		out->file = str_of(out->file.at + size, out->file.len - size);
	}
	return true;
}

bool intake_request_read(struct arena *mem, struct str bytes,
	struct intake_request *out, struct err *err)
{
	struct str line = bytes;
	const char *end;
	struct head head;

	end = bytes.len ? memchr(bytes.at, '\n',
				  bytes.len < HEAD_MOST ? bytes.len : HEAD_MOST)
			: NULL;
	if (!end)
		return err_set(err, ERR_BROKEN, "the request has no head");
	line.len = (size_t)(end - bytes.at);
	if (!json_read_text(mem, line, &head_shape, &head, err))
		return false;
	*out = (struct intake_request){ .lines = head.lines };
	while (!str_is(head.ocr, modes[out->ocr]))
		out->ocr++;
	out->file = str_of(end + 1, bytes.len - line.len - 1);
	return take_seen(mem, &head, out) ||
	       err_set(err, ERR_BROKEN, "the request is cut short");
}
