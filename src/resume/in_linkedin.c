/*
 * resume/in_linkedin.c - the archive that LinkedIn hands out, or one table of
 * it. What is in a table is linkedin.c's.
 */
#include "resume/linkedin.h"
#include "resume/unzip.h"

#include <stdlib.h>

/* One table that was found in the archive; they are read in the order of
 * linkedin.def, whatever the archive's. */
struct found {
	enum resume_linkedin_id id;
	const struct unzip_entry *entry;
};

static int by_table(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	return x->id != y->id ? (x->id > y->id) - (x->id < y->id)
			      : (x->entry > y->entry) - (x->entry < y->entry);
}

static bool is_csv(struct str name)
{
	return name.len > 4 &&
	       str_eq_nocase(str_of(name.at + name.len - 4, 4), STR(".csv"));
}

static struct str file_name(struct str path)
{
	for (size_t i = path.len; i > 0; i--)
		if (path.at[i - 1] == '/')
			return str_of(path.at + i, path.len - i);
	return path;
}

int resume_linkedin_sniff(struct arena *mem, struct resume_source source)
{
	struct err ignored;
	struct unzip zip;

	if (!resume_unzip_is(source.bytes))
		return resume_linkedin_find(mem, source.bytes) !=
				       LINKEDIN_TABLES
			       ? 70
			       : 0;
	if (!resume_unzip_open(mem, source.bytes, &zip, &ignored))
		return 0;
	for (size_t i = 0; i < zip.count; i++)
		if (is_csv(zip.at[i].name))
			return 60;
	return 0;
}

/* What a file of the archive is. Its bytes are forgotten: most are not of a
 * resume, and some are large. */
static bool look(const struct unzip *zip, const struct unzip_entry *e,
	struct found *out, struct err *err)
{
	struct arena scratch = { 0 };
	struct err failed = { 0 };
	struct str text;
	bool ok = resume_unzip_read(&scratch, zip, e, &text, &failed);

	*out = (struct found){ LINKEDIN_TABLES, e };
	if (ok)
		out->id = resume_linkedin_find(&scratch, text);
	arena_free(&scratch);
	if (ok || failed.code == ERR_TOO_BIG)
		return true;
	*err = failed;
	return false;
}

static bool look_at_all(struct arena *mem, const struct unzip *zip,
	struct found *list, size_t *count, struct resume_report *report,
	struct err *err)
{
	for (size_t i = 0; i < zip->count; i++) {
		const struct unzip_entry *e = &zip->at[i];

		list[*count] = (struct found){ LINKEDIN_TABLES, e };
		if (is_csv(e->name) && !look(zip, e, &list[*count], err))
			return false;
		if (list[*count].id != LINKEDIN_TABLES)
			++*count;
		else
			resume_note(report, RESUME_LEFT, str_copy(mem, e->name),
				"says nothing of a resume; left out");
	}
	return true;
}

static bool read_archive(struct arena *mem, const struct unzip *zip,
	struct resume *out, struct resume_report *report, struct err *err)
{
	struct found *list = ARENA_LIST(mem, struct found, zip->count + 1);
	struct str text;
	size_t count = 0;

	if (!look_at_all(mem, zip, list, &count, report, err))
		return false;
	if (!count)
		return err_set(err, ERR_BAD_TYPE,
			"none of the files in this archive is a table of "
			"LinkedIn's export");
	qsort(list, count, sizeof(*list), by_table);
	for (size_t i = 0; i < count; i++)
		if (!resume_unzip_read(mem, zip, list[i].entry, &text, err) ||
			!resume_linkedin_table(list[i].id, text,
				file_name(list[i].entry->name), out, report,
				err))
			return false;
	return true;
}

bool resume_linkedin_read(struct arena *mem, struct resume_source source,
	struct resume *out, struct resume_report *report, struct err *err)
{
	enum resume_linkedin_id id;
	struct unzip zip;

	if (resume_unzip_is(source.bytes))
		return resume_unzip_open(mem, source.bytes, &zip, err) &&
		       read_archive(mem, &zip, out, report, err);
	id = resume_linkedin_find(mem, source.bytes);
	if (id == LINKEDIN_TABLES)
		return err_set(err, ERR_BAD_TYPE,
			"this is no table of LinkedIn's export");
	return resume_linkedin_table(id, source.bytes,
		source.name.len ? source.name : STR("the table"), out, report,
		err);
}
