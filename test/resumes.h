/*
 * test/resumes.h - the resumes of test/data/resume, of people who do not
 * exist: their names, texts and structs. For any test that needs one.
 */
#ifndef RESUMES_H
#define RESUMES_H

#include "test.h"

#include "resume/resume.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#define RESUMES_AT "test/data/resume/"
enum { RESUMES_MOST = 100 };

/* The bytes of one; a test that asks for what is not there fails. */
MAYBE struct str resumes_text(const char *name)
{
	char path[300];
	struct str none = STR("");
	char *at;
	long len;
	FILE *f;

	snprintf(path, sizeof(path), RESUMES_AT "%s.json", name);
	f = fopen(path, "rb");
	if (!f || fseek(f, 0, SEEK_END) || (len = ftell(f)) < 0) {
		test_fail(__FILE__, __LINE__, "%s cannot be read", path);
		if (f)
			fclose(f);
		return none;
	}
	rewind(f);
	at = arena_bytes(&test_mem, (size_t)len + 1);
	len = (long)fread(at, 1, (size_t)len, f);
	fclose(f);
	at[len] = '\0';
	return str_of(at, (size_t)len);
}

/* One as a struct. */
MAYBE struct resume resumes_read(const char *name)
{
	struct resume r = { 0 };
	struct err err = { 0 };

	OK_ERR(resume_read_text(&test_mem, resumes_text(name), &r, &err), err);
	return r;
}

static inline int resumes_compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of all, in their order, for resumes_text(). */
MAYBE size_t resumes_names(const char *out[RESUMES_MOST])
{
	DIR *d = opendir(RESUMES_AT);
	struct dirent *e;
	size_t n = 0;

	while (d && n < RESUMES_MOST && (e = readdir(d))) {
		struct str name = str_c(e->d_name);

		if (!str_ends(name, STR(".json")))
			continue;
		name.len -= sizeof(".json") - 1;
		out[n++] = str_copy(&test_mem, name).at;
	}
	if (d)
		closedir(d);
	OK(n > 0);
	qsort(out, n, sizeof(*out), resumes_compare);
	return n;
}

#endif
