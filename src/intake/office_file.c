/*
 * intake/office_file.c - the parts of a document in an archive, as UTF-8, and
 * a map from texts to what they name. Knows no format of documents.
 */
#include "intake/office.h"

#include "base/utf8.h"
#include "base/hash.h"
#include "resume/charset.h"

enum { END = 22, TAIL = 128 << 10 }; /* of an archive */

/* ---- a map -------------------------------------------------------------- */

static size_t place(const struct office_map *map, struct str key)
{
	size_t at = hash_quick(key) & (map->room - 1);

	while (map->at[at].value && !str_eq(map->at[at].key, key))
		at = (at + 1) & (map->room - 1);
	return at;
}

static void grow(struct office_map *map)
{
	struct office_map was = *map;

	map->room = was.room ? was.room * 2 : 64;
	map->at = ARENA_LIST(map->mem, struct office_pair, map->room);
	for (size_t i = 0; i < was.room; i++)
		if (was.at[i].value)
			map->at[place(map, was.at[i].key)] = was.at[i];
}

void intake_office_map_add(struct office_map *map, struct str key, void *value)
{
	struct office_pair *p;

	if (map->count * 2 >= map->room)
		grow(map);
	p = &map->at[place(map, key)];
	if (p->value)
		return;
	*p = (struct office_pair){ key, value };
	map->count++;
}

void *intake_office_map_find(const struct office_map *map, struct str key)
{
	return map->room ? map->at[place(map, key)].value : NULL;
}

/* ---- parts -------------------------------------------------------------- */

/* How far the archive reaches, where something was put behind it. */
static size_t archive_end(struct str s)
{
	size_t most = s.len > TAIL ? s.len - TAIL : 0, at, end;

	for (at = s.len < END ? 0 : s.len - END; at > most; at--) {
		if (memcmp(s.at + at, "PK\5\6", 4) != 0)
			continue;
		end = at + END + (unsigned char)s.at[at + 20] +
		      256 * (size_t)(unsigned char)s.at[at + 21];
		if (end <= s.len)
			return end;
	}
	return s.len;
}

bool intake_office_file_open(struct office_file *f, struct arena *own,
	struct str bytes, struct err *err)
{
	size_t end = archive_end(bytes);

	*f = (struct office_file){ .own = own,
		.names = intake_office_xml_names(own),
		.parts = { .mem = own } };
	f->mended = end < bytes.len;
	bytes.len = end;
	if (!resume_unzip_open(own, bytes, &f->zip, err))
		return false;
	for (size_t i = 0; i < f->zip.count; i++)
		intake_office_map_add(&f->parts,
			str_lower(own, f->zip.at[i].name), &f->zip.at[i]);
	return true;
}

/* Writers of XML need not say that it is UTF-16, its first letters do. */
static bool is_wide(struct str s, bool *big)
{
	if (s.len < 4)
		return false;
	*big = s.at[0] == '\0' && s.at[1] == '<' && s.at[2] == '\0';
	return *big || (s.at[0] == '<' && s.at[1] == '\0' && s.at[3] == '\0');
}

/* Does its first line say that it is in an encoding of one byte a letter? */
static bool says_bytes(struct str s)
{
	size_t len = s.len < 200 ? s.len : 200;

	return memmem(s.at, len, "8859", 4) || memmem(s.at, len, "1252", 4);
}

struct str intake_office_file_text(struct arena *mem, struct str bytes)
{
	enum resume_charset is;
	struct buf mended;
	bool big;
	char *wide;

	if (is_wide(bytes, &big)) {
		wide = arena_bytes(mem, bytes.len + 2);
		memcpy(wide, big ? "\xFE\xFF" : "\xFF\xFE", 2);
		memcpy(wide + 2, bytes.at, bytes.len);
		bytes = str_of(wide, bytes.len + 2);
	}
	if (str_starts(bytes, STR("\xFE\xFF")) ||
		str_starts(bytes, STR("\xFF\xFE")) || says_bytes(bytes))
		return resume_charset_read(mem, bytes, &is);
	if (str_starts(bytes, STR("\xEF\xBB\xBF")))
		bytes = str_of(bytes.at + 3, bytes.len - 3);
	if (utf8_ok(bytes))
		return bytes;
	buf_init(&mended, mem, 3 * bytes.len + 16);
	utf8_mend(&mended, bytes);
	return buf_str(&mended);
}

bool intake_office_file_part(struct office_file *f, struct str name,
	struct str *out, struct err *err)
{
	struct unzip_entry *e;
	struct str bytes;

	if (name.len && *name.at == '/')
		name = str_of(name.at + 1, name.len - 1);
	e = intake_office_map_find(&f->parts, str_lower(f->own, name));
	if (!e)
		return err_set(err, ERR_NOT_FOUND, "'%.*s' is missing",
			STR_ARG(utf8_fit(name, 100)));
	if (e->size > OFFICE_BYTES - f->unpacked)
		return err_set(err, ERR_TOO_BIG,
			"it unpacks to more than %d MB", OFFICE_BYTES >> 20);
	f->unpacked += e->size;
	if (!resume_unzip_read(f->own, &f->zip, e, &bytes, err))
		return false;
	*out = intake_office_file_text(f->own, bytes);
	return true;
}
