/*
 * resume/outline_field.c - lines of an entry that name a field of it: "GPA:
 * 3.8", "Courses: Optics, Acoustics".
 */
#include "resume/contact.h"
#include "resume/outline_int.h"

enum { RESUME_ANY = -1 };

static const struct field {
	const char *words;
	size_t at;
	bool list;
	int section;
} fields[] = {
#define TEXT(field, json) \
	{ json, offsetof(struct resume_entry, field), false, RESUME_ANY },
#define TEXTS(field, json) \
	{ json, offsetof(struct resume_entry, field), true, RESUME_ANY },
#include "resume/fields.def"
#undef TEXT
#undef TEXTS
#define IS_LIST(field)                                         \
	_Generic(((struct resume_entry *)0)->field, struct str \
		 : false, struct resume_texts                  \
		 : true)
#define LABEL(field, words, section)                                   \
	{ words, offsetof(struct resume_entry, field), IS_LIST(field), \
		RESUME_##section },
#include "resume/labels.def"
#undef LABEL
};

/* "Study type" is studyType. */
static bool names(struct str label, struct str word)
{
	size_t k = 0;

	for (size_t i = 0; i < word.len; i++) {
		char c = word.at[i];

		if (k < label.len && label.at[k] == ' ' && c >= 'A' && c <= 'Z')
			k++;
		if (k == label.len || (label.at[k] | 32) != (c | 32))
			return false;
		k++;
	}
	return k == label.len;
}

static const struct field *field_of(int section, struct str label)
{
	for (size_t i = 0; i < LENGTH(fields); i++) {
		struct str rest = str_c(fields[i].words);

		if (fields[i].section != RESUME_ANY &&
			fields[i].section != section)
			continue;
		while (rest.len)
			if (names(label, str_cut(&rest, '|')))
				return &fields[i];
	}
	return NULL;
}

bool resume_outline_label(struct arena *mem, int section, struct str label)
{
	return field_of(section, resume_fold(mem, label)) != NULL;
}

static bool take_list(
	struct outline_reader *r, struct resume_texts *to, struct str value)
{
	if (to->count)
		return false;
	while (value.len)
		resume_text_add(r->mem, to, str_trim(str_cut(&value, ',')));
	return true;
}

bool resume_outline_field(
	struct outline_reader *r, struct resume_entry *e, struct str text)
{
	enum { LONG = 40 };
	struct str value = text, label = str_cut(&value, ':');
	const struct field *f;
	struct str *to;

	value = str_trim(value);
	label = resume_fold(r->mem, resume_line_plain(resume_line_tidy(label)));
	if (!value.len || !label.len || label.len > LONG)
		return false;
	f = field_of(r->what, label);
	if (!f)
		return false;
	if (f->list)
		return take_list(r, (void *)((char *)e + f->at), value);
	to = (void *)((char *)e + f->at);
	if (to->len || (to == &e->url && !resume_url_is(value)))
		return false;
	*to = to == &e->url ? resume_url_mend(r->mem, value) : value;
	return true;
}
