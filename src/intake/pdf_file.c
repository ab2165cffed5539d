/*
 * intake/pdf_file.c - objects by their number: the tables at the end of a file
 * and of its updates, streams of tables, streams of objects. Where a table
 * lies, pdf_mend.c looks for the objects themselves.
 */
#include "intake/pdf_int.h"

enum { TABLES_MOST = 500, REFS_MOST = 20, TAIL = 2048 };

/* ---- values ------------------------------------------------------------- */

const struct pdf_obj *intake_pdf_see(struct pdf *pdf, const struct pdf_obj *o)
{
	for (int i = 0; o->kind == PDF_REF; i++)
		o = i < REFS_MOST ? intake_pdf_get(pdf, o->as.ref)
				  : &intake_pdf_null;
	return o;
}

const struct pdf_obj *intake_pdf_raw(const struct pdf_obj *dict, struct str key)
{
	const struct pdf_obj *o = dict;

	if (o->kind == PDF_STREAM)
		o = &o->as.stream->dict;
	if (o->kind == PDF_DICT)
		for (uint32_t i = 0; i < o->count; i += 2)
			if (str_eq(intake_pdf_str(&o->as.items[i]), key))
				return &o->as.items[i + 1];
	return &intake_pdf_null;
}

const struct pdf_obj *intake_pdf_key(
	struct pdf *pdf, const struct pdf_obj *dict, const char *key)
{
	const struct pdf_obj *o = intake_pdf_see(pdf, dict);

	intake_pdf_work(pdf, o->kind == PDF_DICT ? 1 + o->count / 2 : 1);
	return intake_pdf_see(pdf, intake_pdf_raw(o, str_c(key)));
}

const struct pdf_obj *intake_pdf_item(
	struct pdf *pdf, const struct pdf_obj *list, uint32_t i)
{
	if (list->kind != PDF_LIST || i >= list->count)
		return &intake_pdf_null;
	return intake_pdf_see(pdf, &list->as.items[i]);
}

/* ---- objects ------------------------------------------------------------ */

bool intake_pdf_entry(struct pdf *pdf, uint32_t number, struct pdf_entry e)
{
	struct pdf_entry *more;
	uint32_t room = pdf->entry_room;

	if (number >= INTAKE_PDF_OBJECTS)
		return false;
	if (number >= room) {
		while (number >= room)
			room = room ? room * 2 : 256;
		more = ARENA_LIST(&pdf->own, struct pdf_entry, room);
		if (pdf->entry_count)
			memcpy(more, pdf->entries,
				pdf->entry_count * sizeof(*more));
		pdf->entries = more;
		pdf->entry_room = room;
	}
	if (number >= pdf->entry_count)
		pdf->entry_count = number + 1;
	pdf->entries[number] = e;
	return true;
}

static bool ends_here(const unsigned char *p, const unsigned char *end)
{
	while (p < end && intake_pdf_is_blank(*p))
		p++;
	return end - p >= 9 && !memcmp(p, "endstream", 9);
}

/* Behind "stream": the bytes, as long as the dictionary says where that is
 * true. */
static struct str stream_bytes(
	struct pdf *pdf, struct pdf_lex *l, const struct pdf_obj *dict)
{
	const unsigned char *from = l->at, *end;
	int64_t len;

	from += from < l->end && *from == '\r';
	from += from < l->end && *from == '\n';
	len = intake_pdf_int(
		intake_pdf_key(pdf, dict, "Length"), 0, l->end - from, -1);
	if (len >= 0 && ends_here(from + len, l->end)) {
		l->at = from + len;
		return str_of((const char *)from, (size_t)len);
	}
	end = memmem(from, l->end - from, "endstream", 9);
	if (!end)
		end = memmem(from, l->end - from, "endobj", 6);
	if (!end)
		end = l->end;
	intake_pdf_work(pdf, (end - from) / 16);
	pdf->mended = true;
	l->at = end;
	return str_of((const char *)from, end - from);
}

static struct pdf_obj stream(struct pdf *pdf, struct pdf_lex *l,
	struct pdf_obj dict, uint32_t number, uint32_t generation)
{
	struct pdf_stream *s = ARENA_NEW(&pdf->own, struct pdf_stream);

	s->dict = dict;
	s->number = number;
	s->generation = generation;
	s->raw = stream_bytes(pdf, l, &dict);
	s->plain = intake_pdf_is(intake_pdf_raw(&dict, STR("Type")), "XRef");
	return (struct pdf_obj){ .kind = PDF_STREAM, .as.stream = s };
}

bool intake_pdf_at(
	struct pdf *pdf, size_t where, uint32_t *number, struct pdf_obj *out)
{
	struct pdf_lex l = { .at = (const unsigned char *)pdf->bytes.at,
		.mem = &pdf->own,
		.pdf = pdf },
		       behind;
	struct pdf_obj first, second, word;

	if (where >= pdf->bytes.len)
		return false;
	l.end = l.at + pdf->bytes.len;
	l.at += where;
	first = intake_pdf_lex(&l);
	second = intake_pdf_lex(&l);
	word = intake_pdf_lex(&l);
	if (first.kind != PDF_NUMBER || second.kind != PDF_NUMBER ||
		word.kind != PDF_WORD || word.count < 3 ||
		memcmp(word.as.text, "obj", 3) != 0 || first.as.number < 0 ||
		first.as.number >= INTAKE_PDF_OBJECTS)
		return false;
	/* "obj123" needs no blank */
	l.at = (const unsigned char *)word.as.text + 3;
	*number = (uint32_t)first.as.number;
	l.generation = (uint32_t)intake_pdf_int(&second, 0, 65535, 0);
	l.number = pdf->lock ? *number : 0;
	*out = intake_pdf_lex(&l);
	behind = l;
	if (out->kind != PDF_DICT)
		return true;
	word = intake_pdf_lex(&behind);
	if (word.kind == PDF_WORD && word.count >= 6 &&
		!memcmp(word.as.text, "stream", 6)) {
		l.at = (const unsigned char *)word.as.text + 6;
		*out = stream(pdf, &l, *out, *number, l.generation);
	}
	return true;
}

/* One of the objects that a stream holds. */
static struct pdf_obj packed(struct pdf *pdf, uint32_t of, uint32_t number)
{
	const struct pdf_obj *holder = intake_pdf_get(pdf, of);
	struct str bytes = intake_pdf_unpack(pdf, holder);
	int64_t first = intake_pdf_int(
		intake_pdf_key(pdf, holder, "First"), 0, bytes.len, 0);
	int64_t count = intake_pdf_int(
		intake_pdf_key(pdf, holder, "N"), 0, INTAKE_PDF_OBJECTS, 0);
	struct pdf_lex l = { .at = (const unsigned char *)bytes.at,
		.mem = &pdf->own,
		.pdf = pdf,
		.most = 1 };
	struct pdf_obj id, at;

	l.end = l.at + first;
	for (int64_t i = 0; i < count; i++) {
		id = intake_pdf_lex(&l);
		at = intake_pdf_lex(&l);
		if (at.kind != PDF_NUMBER || pdf->spent)
			break;
		if (intake_pdf_number(&id, -1) != (double)number ||
			at.as.number < 0 ||
			at.as.number > (double)(bytes.len - (size_t)first))
			continue;
		l.at = (const unsigned char *)bytes.at + first +
		       (size_t)at.as.number;
		l.end = (const unsigned char *)bytes.at + bytes.len;
		l.most = 0;
		return intake_pdf_lex(&l);
	}
	return intake_pdf_null;
}

static struct pdf_obj fetch(struct pdf *pdf, uint32_t number)
{
	struct pdf_entry e = pdf->entries[number];
	struct pdf_obj o = intake_pdf_null;
	uint32_t found = number;

	if (e.at == PDF_AT_STREAM)
		return packed(pdf, e.where, number);
	if (intake_pdf_at(pdf, e.where, &found, &o) && found == number)
		return o;
	if (pdf->tried_to_mend)
		return intake_pdf_null;
	intake_pdf_mend(pdf);
	e = pdf->entries[number];
	if (e.at == PDF_AT_STREAM)
		return packed(pdf, e.where, number);
	return e.at == PDF_AT_BYTE && intake_pdf_at(pdf, e.where, &found, &o) &&
			       found == number
		       ? o
		       : intake_pdf_null;
}

const struct pdf_obj *intake_pdf_get(struct pdf *pdf, uint32_t number)
{
	struct pdf_obj *kept;

	if (number >= pdf->entry_count || !intake_pdf_work(pdf, 1))
		return &intake_pdf_null;
	if (pdf->entries[number].obj)
		return pdf->entries[number].obj;
	if (pdf->entries[number].busy ||
		pdf->entries[number].at == PDF_AT_NOWHERE)
		return &intake_pdf_null;
	pdf->entries[number].busy = true;
	kept = ARENA_NEW(&pdf->own, struct pdf_obj);
	*kept = fetch(pdf, number);
	/* the table may have been made anew meanwhile */
	pdf->entries[number].busy = false;
	pdf->entries[number].obj = kept;
	return kept;
}

/* ---- tables ------------------------------------------------------------- */

static void enter(struct pdf *pdf, uint32_t number, struct pdf_entry e)
{
	/* later updates are read first */
	if (number < pdf->entry_count &&
		(pdf->entries[number].at || pdf->entries[number].busy))
		return;
	if (e.at == PDF_AT_NOWHERE)
		e.busy = true; /* freed by an update: hides what was before */
	intake_pdf_entry(pdf, number, e);
}

/* Behind "xref": sections of lines of twenty bytes, more or less. */
static bool classic(struct pdf *pdf, struct pdf_lex *l, struct pdf_obj *trailer)
{
	struct pdf_obj first, count, where, gen, use;

	for (;;) {
		first = intake_pdf_lex(l);
		if (first.kind != PDF_NUMBER)
			break;
		count = intake_pdf_lex(l);
		if (count.kind != PDF_NUMBER || first.as.number < 0 ||
			count.as.number < 0)
			return false;
		int64_t rows = intake_pdf_int(
			&count, 0, INTAKE_PDF_OBJECTS, INTAKE_PDF_OBJECTS);

		for (int64_t i = 0; i < rows; i++) {
			double number = first.as.number + (double)i;

			where = intake_pdf_lex(l);
			gen = intake_pdf_lex(l);
			use = intake_pdf_lex(l);
			if (use.kind != PDF_WORD || where.kind != PDF_NUMBER ||
				number >= INTAKE_PDF_OBJECTS)
				return false;
			enter(pdf, (uint32_t)number,
				(struct pdf_entry){
					.at = *use.as.text == 'n'
						      ? PDF_AT_BYTE
						      : PDF_AT_NOWHERE,
					.generation = (uint32_t)intake_pdf_int(
						&gen, 0, 65535, 0),
					.where = (uint32_t)intake_pdf_int(
						&where, 0, UINT32_MAX, 0) });
		}
	}
	if (first.kind != PDF_WORD ||
		!str_is(intake_pdf_str(&first), "trailer"))
		return false;
	l->most = 0;
	*trailer = intake_pdf_lex(l);
	return trailer->kind == PDF_DICT;
}

static uint32_t field(const unsigned char *p, int width, uint32_t none)
{
	uint64_t value = 0;

	for (int i = 0; i < width; i++)
		value = value << 8 | p[i];
	return width ? (uint32_t)(value > UINT32_MAX ? UINT32_MAX : value)
		     : none;
}

static bool streamed(struct pdf *pdf, const struct pdf_obj *table)
{
	const struct pdf_obj *w = intake_pdf_key(pdf, table, "W");
	const struct pdf_obj *index = intake_pdf_key(pdf, table, "Index");
	struct str bytes = intake_pdf_unpack(pdf, table);
	const unsigned char *p = (const unsigned char *)bytes.at;
	uint32_t parts = index->kind == PDF_LIST ? index->count / 2 : 1;
	int width[3], whole = 0;

	for (uint32_t i = 0; i < 3; i++)
		whole += width[i] = (int)intake_pdf_int(
			intake_pdf_item(pdf, w, i), 0, 8, 0);
	if (!whole || !bytes.len)
		return false;
	for (uint32_t k = 0; k < parts; k++) {
		int64_t first = intake_pdf_int(
			intake_pdf_item(pdf, index, 2 * k), 0, UINT32_MAX, 0);
		int64_t count =
			intake_pdf_int(intake_pdf_item(pdf, index, 2 * k + 1),
				0, UINT32_MAX, INTAKE_PDF_OBJECTS);

		for (; count-- &&
			(size_t)(p - (const unsigned char *)bytes.at) + whole <=
				bytes.len;
			p += whole, first++) {
			uint32_t kind = field(p, width[0], 1);

			if (first >= INTAKE_PDF_OBJECTS ||
				!intake_pdf_work(pdf, whole))
				return false;
			enter(pdf, (uint32_t)first,
				(struct pdf_entry){
					.at = (uint8_t)(kind < 3 ? kind : 0),
					.where = field(
						p + width[0], width[1], 0),
					.generation =
						field(p + width[0] + width[1],
							width[2], 0) });
		}
	}
	return true;
}

/* The table at a byte, of whichever kind; what says where the one before is. */
static bool table(struct pdf *pdf, size_t where, struct pdf_obj *trailer)
{
	struct pdf_lex l = { .at = (const unsigned char *)pdf->bytes.at,
		.mem = &pdf->own,
		.pdf = pdf,
		.most = 1 };
	struct pdf_obj word;
	uint32_t number;

	if (where >= pdf->bytes.len)
		return false;
	l.end = l.at + pdf->bytes.len;
	l.at += where;
	word = intake_pdf_lex(&l);
	if (word.kind == PDF_WORD && str_is(intake_pdf_str(&word), "xref"))
		return classic(pdf, &l, trailer);
	if (!intake_pdf_at(pdf, where, &number, &word) ||
		word.kind != PDF_STREAM || !streamed(pdf, &word))
		return false;
	*trailer = word.as.stream->dict;
	return true;
}

static bool tables(struct pdf *pdf, int64_t where)
{
	struct pdf_obj trailer;
	int64_t beside;

	for (int i = 0; where >= 0; i++) {
		if (i == TABLES_MOST || !table(pdf, (size_t)where, &trailer))
			return false;
		if (!i)
			pdf->trailer = trailer;
		beside =
			intake_pdf_int(intake_pdf_raw(&trailer, STR("XRefStm")),
				0, UINT32_MAX, -1);
		where = intake_pdf_int(intake_pdf_raw(&trailer, STR("Prev")), 0,
			UINT32_MAX, -1);
		if (beside >= 0 && !table(pdf, (size_t)beside, &trailer))
			return false;
	}
	return true;
}

static int64_t start(const struct pdf *pdf)
{
	size_t from = pdf->bytes.len > TAIL ? pdf->bytes.len - TAIL : 0;
	struct str rest = str_of(pdf->bytes.at + from, pdf->bytes.len - from);
	const char *found = NULL, *p;
	int64_t value = 0;

	while ((p = memmem(rest.at, rest.len, "startxref", 9))) {
		found = p + 9;
		rest.len -= (size_t)(found - rest.at);
		rest.at = found;
	}
	if (!found)
		return -1;
	for (p = found; p < rest.at + rest.len && intake_pdf_is_blank(*p);)
		p++;
	if (p == rest.at + rest.len || *p < '0' || *p > '9')
		return -1;
	for (; p < rest.at + rest.len && *p >= '0' && *p <= '9'; p++)
		if (value < UINT32_MAX)
			value = value * 10 + (*p - '0');
	return value;
}

bool intake_pdf_open(struct pdf *pdf, struct err *err)
{
	size_t look = pdf->bytes.len < 1024 ? pdf->bytes.len : 1024;
	const char *head = memmem(pdf->bytes.at, look, "%PDF-", 5);
	int64_t where;

	if (!head)
		return err_set(err, ERR_UNTRUSTED, "this is no PDF");
	/* what stands before the file counts for nothing */
	pdf->bytes.len -= (size_t)(head - pdf->bytes.at);
	pdf->bytes.at = head;
	where = start(pdf);
	if (where < 0 || !tables(pdf, where) ||
		intake_pdf_raw(&pdf->trailer, STR("Root"))->kind != PDF_REF)
		intake_pdf_mend(pdf);
	return intake_pdf_unlock(pdf, err);
}
