/*
 * test/written.h - files that are written of trees, and questions about them.
 *
 *	WRITTEN_AS(press_docx)
 *	...
 *	HAS(part(written(tree), "word/styles.xml"), "<w:b/>");
 */
#ifndef WRITTEN_H
#define WRITTEN_H

#include "parity.h"
#include "tree_sample.h"

#include <stdio.h>

/* Defines written(): the file that a writer makes of a tree. */
#define WRITTEN_AS(write)                                                \
	static struct str written(const struct tree *t)                  \
	{                                                                \
		struct err err = { 0 };                                  \
		struct buf out;                                          \
                                                                         \
		buf_init(&out, &test_mem, 2 * (size_t)PRESS_FILE_BYTES); \
		OK_ERR(write(&test_mem, t, &out, &err), err);            \
		return buf_str(&out);                                    \
	}

MAYBE struct str part(struct str file, const char *name)
{
	struct str s = parity_part(&test_mem, file, name);

	if (!s.at)
		test_fail(__FILE__, __LINE__, "no part %s", name);
	return s.at ? s : STR("");
}

MAYBE bool has(struct str s, const char *text)
{
	return memmem(s.at, s.len, text, strlen(text));
}

MAYBE int count(struct str s, const char *text)
{
	int n = 0;
	const char *at;

	for (; (at = memmem(s.at, s.len, text, strlen(text))); n++)
		s = str_of(at + 1, s.len - (size_t)(at + 1 - s.at));
	return n;
}

#define HAS(s, text)                                                         \
	do {                                                                 \
		if (!has(s, text))                                           \
			test_fail(__FILE__, __LINE__, "no %s in %.*s", text, \
				(int)(s.len < 3000 ? s.len : 3000), s.at);   \
	} while (0)

/* The words of an element of a style, from where the style begins. */
MAYBE struct str style(struct str styles, const char *id)
{
	const char *at, *end;
	char head[80];

	snprintf(head, sizeof(head), "w:styleId=\"%s\"", id);
	at = memmem(styles.at, styles.len, head, strlen(head));
	end = at ? strstr(at, "</w:style>") : NULL;
	return end ? str_of(at, (size_t)(end - at)) : STR("(no such style)");
}

MAYBE const char sample_png[] = "\x89PNG\r\n\x1a\n and what follows";

MAYBE struct tree *sample_photo(void)
{
	struct tree *t = sample_resume();

	t->photo = (struct tree_picture){ .bytes = str_of(sample_png,
						  sizeof(sample_png) - 1),
		.says = STR("Ida \"in\" <rain> & sun"),
		.width = 300,
		.height = 400 };
	sample_look_of(t)->photo_size = 72000;
	return t;
}

#endif
