/*
 * intake/pdf_mend.c - a file whose table is missing or wrong: every "12 0 obj"
 * in its bytes is found, the last of a number counts, and so do the objects in
 * streams and whatever says where the root is. Guesses nothing else.
 */
#include "intake/pdf_int.h"

static bool digit(char c) { return c >= '0' && c <= '9'; }

/* Back from "obj": where "12 0 " begins; NULL: it is no object. */
static const char *begins(const char *from, const char *p)
{
	const char *mark = p;

	while (p > from && intake_pdf_is_blank(p[-1]))
		p--;
	if (p == mark || p == from || !digit(p[-1]))
		return NULL;
	while (p > from && digit(p[-1]))
		p--;
	mark = p;
	while (p > from && intake_pdf_is_blank(p[-1]))
		p--;
	if (p == mark || p == from || !digit(p[-1]))
		return NULL;
	while (p > from && digit(p[-1]))
		p--;
	return p;
}

static void keep_root(struct pdf *pdf, const struct pdf_obj *dict)
{
	if (intake_pdf_raw(dict, STR("Root"))->kind == PDF_REF)
		pdf->trailer = dict->kind == PDF_STREAM ? dict->as.stream->dict
							: *dict;
}

/* What a catalog would be, where no trailer names one. */
static void make_root(struct pdf *pdf, uint32_t number)
{
	struct pdf_obj *pair = ARENA_LIST(&pdf->own, struct pdf_obj, 2);

	pair[0] = (struct pdf_obj){
		.kind = PDF_NAME, .count = 4, .as.text = "Root"
	};
	pair[1] = (struct pdf_obj){ .kind = PDF_REF, .as.ref = number };
	pdf->trailer = (struct pdf_obj){
		.kind = PDF_DICT, .count = 2, .as.items = pair
	};
}

/* The numbers of the objects that a stream holds. */
static void holds(struct pdf *pdf, uint32_t number, const struct pdf_obj *o)
{
	struct str bytes = intake_pdf_unpack(pdf, o);
	int64_t count = intake_pdf_int(
		intake_pdf_key(pdf, o, "N"), 0, INTAKE_PDF_OBJECTS, 0);
	struct pdf_lex l = { .at = (const unsigned char *)bytes.at,
		.mem = &pdf->own,
		.pdf = pdf,
		.most = 1 };
	struct pdf_obj id;

	l.end = l.at + bytes.len;
	for (int64_t i = 0; i < count && !pdf->spent; i++) {
		int64_t n;

		id = intake_pdf_lex(&l);
		if (intake_pdf_lex(&l).kind != PDF_NUMBER)
			break;
		n = intake_pdf_int(&id, 0, INTAKE_PDF_OBJECTS - 1, -1);
		if (n >= 0 && (n >= pdf->entry_count ||
				      pdf->entries[n].at != PDF_AT_BYTE))
			intake_pdf_entry(pdf, (uint32_t)n,
				(struct pdf_entry){ .at = PDF_AT_STREAM,
					.where = number,
					.generation = (uint32_t)i });
	}
}

struct found {
	uint32_t *streams, catalog;
	size_t count, room;
	bool has_catalog;
};

static void note(struct pdf *pdf, struct found *f, uint32_t number,
	const struct pdf_obj *o)
{
	const struct pdf_obj *type = intake_pdf_raw(o, STR("Type"));
	uint32_t *more;

	if (intake_pdf_is(type, "XRef")) {
		keep_root(pdf, o);
	} else if (intake_pdf_is(type, "Catalog")) {
		f->catalog = number;
		f->has_catalog = true;
	} else if (intake_pdf_is(type, "ObjStm")) {
		if (f->count == f->room) {
			f->room = f->room ? 2 * f->room : 64;
			more = ARENA_LIST(&pdf->own, uint32_t, f->room);
			if (f->count)
				memcpy(more, f->streams,
					f->count * sizeof(*more));
			f->streams = more;
		}
		f->streams[f->count++] = number;
	}
}

static void trailer_at(struct pdf *pdf, const char *p)
{
	struct pdf_lex l = {
		.at = (const unsigned char *)p, .mem = &pdf->own, .pdf = pdf
	};
	struct pdf_obj o;

	l.end = (const unsigned char *)pdf->bytes.at + pdf->bytes.len;
	o = intake_pdf_lex(&l);
	keep_root(pdf, &o);
}

/* One place where "obj" or "trailer" stands; where to look next. */
static const char *look(struct pdf *pdf, struct found *f, const char *p)
{
	const char *from = pdf->bytes.at, *end = from + pdf->bytes.len, *at;
	struct pdf_obj o;
	uint32_t number;

	if (*p == 't') {
		if (end - p > 7 && !memcmp(p, "trailer", 7))
			trailer_at(pdf, p + 7);
		return p + 1;
	}
	if (end - p < 3 || memcmp(p, "obj", 3) != 0 ||
		!(at = begins(from, p)) ||
		!intake_pdf_at(pdf, (size_t)(at - from), &number, &o))
		return p + 1;
	intake_pdf_entry(pdf, number,
		(struct pdf_entry){
			.at = PDF_AT_BYTE, .where = (uint32_t)(at - from) });
	note(pdf, f, number, &o);
	if (o.kind == PDF_STREAM && o.as.stream->raw.at)
		return o.as.stream->raw.at + o.as.stream->raw.len;
	return p + 3;
}

void intake_pdf_mend(struct pdf *pdf)
{
	const char *p = pdf->bytes.at, *end = p + pdf->bytes.len;
	struct found found = { 0 };
	struct err later = { 0 };

	pdf->mended = pdf->tried_to_mend = true;
	if (pdf->entry_count)
		memset(pdf->entries, 0,
			pdf->entry_count * sizeof(*pdf->entries));
	intake_pdf_work(pdf, (int64_t)pdf->bytes.len);
	while (p < end && !pdf->spent) {
		if (*p == 'o' || *p == 't')
			p = look(pdf, &found, p);
		else
			p++;
	}
	/* what is locked for good is said when the file has been opened */
	if (found.count)
		intake_pdf_unlock(pdf, &later);
	for (size_t i = found.count; i-- > 0;)
		holds(pdf, found.streams[i],
			intake_pdf_get(pdf, found.streams[i]));
	if (intake_pdf_raw(&pdf->trailer, STR("Root"))->kind != PDF_REF &&
		!found.has_catalog)
		for (uint32_t n = 0; n < pdf->entry_count && !pdf->spent; n++)
			note(pdf, &found, n, intake_pdf_get(pdf, n));
	if (intake_pdf_raw(&pdf->trailer, STR("Root"))->kind != PDF_REF &&
		found.has_catalog)
		make_root(pdf, found.catalog);
}
