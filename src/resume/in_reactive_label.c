/*
 * resume/in_reactive_label.c - the last lines of a description, "Courses:
 * Logic, Sets", are fields that Reactive Resume has no member for. Our own
 * export writes them so, and many people do.
 */
#include "resume/build.h"
#include "resume/in_reactive.h"

static const struct {
	int section;
	struct str label;
	size_t at;
	bool list;
} labels[] = {
#define LABEL(section, label, field, list)                           \
	{                                                            \
		RESUME_##section, { label ": ", sizeof(label) + 1 }, \
			offsetof(struct resume_entry, field), list   \
	}
	LABEL(WORK, "Keywords", keywords, true),
	LABEL(VOLUNTEER, "Position", position, false),
	LABEL(EDUCATION, "Courses", courses, true),
	LABEL(PROJECTS, "Keywords", keywords, true),
	LABEL(PROJECTS, "Roles", roles, true),
	LABEL(PROJECTS, "Type", type, false),
	LABEL(PROJECTS, "Entity", entity, false),
#undef LABEL
};

/* The last paragraph; *before is what stands before it. */
static struct str last_of(struct str text, struct str *before)
{
	const char *found, *at = text.at;
	size_t from = 0;

	while ((found = memmem(
			at, (size_t)(text.at + text.len - at), "\n\n", 2))) {
		from = (size_t)(found - text.at);
		at = found + 2;
	}
	*before = from ? str_of(text.at, from) : STR_NONE;
	return str_of(at, (size_t)(text.at + text.len - at));
}

static void split(struct arena *mem, struct str text, struct resume_texts *to)
{
	while (text.len)
		resume_text_add(mem, to, str_trim(str_cut(&text, ',')));
}

static bool take_label(struct arena *mem, int section, struct str paragraph,
	struct resume_entry *e)
{
	for (size_t i = 0; i < LENGTH(labels); i++) {
		void *at = (char *)e + labels[i].at;
		struct str value;

		if (labels[i].section != section ||
			!str_starts(paragraph, labels[i].label))
			continue;
		value = str_of(paragraph.at + labels[i].label.len,
			paragraph.len - labels[i].label.len);
		if (memchr(value.at, '\n', value.len))
			return false;
		if (labels[i].list && !((struct resume_texts *)at)->count)
			split(mem, value, at);
		else if (!labels[i].list && !((struct str *)at)->len)
			*(struct str *)at = value;
		else
			return false;
		return true;
	}
	return false;
}

void resume_reactive_labels(struct arena *mem, int section, struct str *text,
	struct resume_entry *e)
{
	struct str before;

	for (size_t i = 0; i < LENGTH(labels) && text->len; i++) {
		if (!take_label(mem, section, last_of(*text, &before), e))
			return;
		*text = before;
	}
}
