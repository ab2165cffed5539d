/*
 * test/pdf_walk.h - reads a PDF of ours as far as its objects: strictly, so
 * that whoever walks it knows that every offset, length and number holds. No
 * reader for other people's PDFs.
 *
 *	struct walk w;
 *	NEED(walk_open(&w, &test_mem, buf_str(&out)));
 *	page = walk_object(&w, walk_ref(w.trailer, "/Root"));
 */
#ifndef PDF_WALK_H
#define PDF_WALK_H

#include "base/base.h"

#include <libdeflate.h>
#include <stdlib.h>

#define WALK __attribute__((unused)) static

struct walk_place {
	int kind; /* 0 free, 1 in the file, 2 in a stream of objects */
	size_t where, which;
};

struct walk {
	struct arena *mem;
	struct str file, trailer;
	struct walk_place *place;
	int count;
	struct str *text;  /* of each object; at NULL: free */
	const char *wrong; /* what does not hold */
};

WALK bool walk_fails(struct walk *w, const char *why)
{
	w->wrong = why;
	return false;
}

/* The number behind a key of a dictionary; -1: it has no such key. */
WALK long walk_int(struct str dict, const char *key)
{
	const char *at = memmem(dict.at, dict.len, key, strlen(key));

	return at ? strtol(at + strlen(key), NULL, 10) : -1;
}

/* The object that "/Key 12 0 R" leads to; 0: none. */
WALK int walk_ref(struct str dict, const char *key)
{
	size_t len = strlen(key);
	const char *at = dict.at, *end = dict.at + dict.len;

	while (at < end && (at = memmem(at, (size_t)(end - at), key, len))) {
		at += len;
		if (*at == ' ' || *at == '[')
			return (int)strtol(at + 1, NULL, 10);
	}
	return 0;
}

WALK struct str walk_inflate(struct walk *w, struct str packed)
{
	struct libdeflate_decompressor *z = libdeflate_alloc_decompressor();
	size_t room = 256 + packed.len * 8, got = 0;
	enum libdeflate_result r;
	char *at;

	do {
		at = arena_bytes(w->mem, room *= 2);
		r = libdeflate_zlib_decompress(
			z, packed.at, packed.len, at, room, &got);
	} while (r == LIBDEFLATE_INSUFFICIENT_SPACE);
	libdeflate_free_decompressor(z);
	return r == LIBDEFLATE_SUCCESS ? str_of(at, got) : STR_NONE;
}

/* What "12 0 obj" at a place holds: a dictionary, a stream's bytes too. */
WALK bool walk_at(struct walk *w, size_t at, int number, struct str *dict,
	struct str *bytes)
{
	struct str head = str_fmt(w->mem, "%d 0 obj\n", number);
	struct str rest, end = STR("\nendstream\nendobj\n");
	const char *stream;
	long length;

	if (at >= w->file.len)
		return walk_fails(w, "an offset is over the end");
	rest = str_of(w->file.at + at, w->file.len - at);
	if (!str_starts(rest, head))
		return walk_fails(w, "an offset leads to no such object");
	rest = str_of(rest.at + head.len, rest.len - head.len);
	stream = memmem(rest.at, rest.len, ">>stream\n", 9);
	if (!stream)
		return walk_fails(w, "what is in the file is no stream");
	*dict = str_of(rest.at, (size_t)(stream - rest.at) + 2);
	length = walk_int(*dict, "/Length ");
	*bytes = str_of(stream + 9, (size_t)length);
	if (length < 0 ||
		(size_t)length + end.len >
			(size_t)(rest.at + rest.len - bytes->at) ||
		memcmp(bytes->at + length, end.at, end.len) != 0)
		return walk_fails(w, "a stream is not as long as it says");
	return true;
}

/* The content of an object's stream; at NULL: it is none. */
WALK struct str walk_stream(struct walk *w, int number)
{
	struct str dict, bytes;

	if (number <= 0 || number >= w->count || w->place[number].kind != 1 ||
		!walk_at(w, w->place[number].where, number, &dict, &bytes))
		return STR_NONE;
	if (memmem(dict.at, dict.len, "/FlateDecode", 12))
		return walk_inflate(w, bytes);
	return bytes;
}

WALK struct str walk_object(const struct walk *w, int number)
{
	return number > 0 && number < w->count ? w->text[number] : STR_NONE;
}

/* The stream of cross references at the file's end. */
WALK bool walk_places(struct walk *w, size_t at)
{
	enum { WIDE = 6 };
	struct str dict, bytes, rows;
	unsigned char row[WIDE] = { 0 };
	char *end;
	int number = (int)strtol(w->file.at + at, &end, 10);

	if (!walk_at(w, at, number, &dict, &bytes))
		return false;
	rows = walk_inflate(w, bytes);
	w->trailer = dict;
	w->count = (int)walk_int(dict, "/Size ");
	if (!rows.at || w->count != number + 1 ||
		rows.len != (size_t)w->count * (WIDE + 1))
		return walk_fails(w, "there are not as many rows as objects");
	w->place = ARENA_LIST(w->mem, struct walk_place, (size_t)w->count);
	for (int i = 0; i < w->count; i++) {
		const char *p = rows.at + (size_t)i * (WIDE + 1);

		if (*p != 2)
			return walk_fails(w, "a row has another filter");
		for (int k = 0; k < WIDE; k++)
			row[k] = (unsigned char)(row[k] + p[k + 1]);
		w->place[i] = (struct walk_place){ row[0],
			(size_t)row[1] << 16 | (size_t)row[2] << 8 | row[3],
			(size_t)row[4] << 8 | row[5] };
	}
	return true;
}

/* Text of the object that stands at `which` in a stream of objects. */
WALK bool walk_inside(struct walk *w, int number)
{
	const struct walk_place *p = &w->place[number];
	struct str dict, bytes, all;
	long n, first, id = -1, at = 0, next;
	const char *head;
	char *end;

	if (p->where >= (size_t)w->count || w->place[p->where].kind != 1 ||
		!walk_at(w, w->place[p->where].where, (int)p->where, &dict,
			&bytes))
		return walk_fails(w, "an object is in no stream");
	all = walk_stream(w, (int)p->where);
	n = walk_int(dict, "/N ");
	first = walk_int(dict, "/First ");
	if (!all.at || (long)p->which >= n || first < 0 ||
		(size_t)first > all.len)
		return walk_fails(w, "a stream of objects has less of them");
	head = all.at;
	for (size_t i = 0; i <= p->which; i++) {
		id = strtol(head, &end, 10);
		at = strtol(end, &end, 10);
		head = end;
	}
	next = (long)all.len - first;
	if ((long)p->which + 1 < n) {
		strtol(head, &end, 10);
		next = strtol(end, NULL, 10);
	}
	if (id != number || at >= next || first + next > (long)all.len)
		return walk_fails(w, "a stream of objects has other ones");
	w->text[number] = str_of(all.at + first + at, (size_t)(next - at));
	return true;
}

WALK bool walk_open(struct walk *w, struct arena *mem, struct str file)
{
	const char *last;
	struct str bytes;

	*w = (struct walk){ .mem = mem, .file = file };
	if (!str_starts(file, STR("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")) ||
		!str_ends(file, STR("\n%%EOF\n")))
		return walk_fails(w, "it does not begin or end as a PDF");
	last = file.at + file.len - 32;
	last = memmem(last, 32, "startxref\n", 10);
	if (!last || !walk_places(w, (size_t)strtol(last + 10, NULL, 10)))
		return last ? false : walk_fails(w, "it has no startxref");
	w->text = ARENA_LIST(mem, struct str, (size_t)w->count);
	for (int i = 1; i < w->count; i++)
		if (w->place[i].kind == 1 ? !walk_at(w, w->place[i].where, i,
						    &w->text[i], &bytes)
					  : !walk_inside(w, i))
			return w->wrong ? false
					: walk_fails(w, "an object is free");
	return true;
}

/* How many objects contain a text. */
WALK int walk_count(const struct walk *w, const char *text)
{
	int n = 0;

	for (int i = 1; i < w->count; i++)
		n += memmem(w->text[i].at, w->text[i].len, text,
			     strlen(text)) != NULL;
	return n;
}

#endif
