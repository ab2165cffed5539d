/*
 * test/unit/json_suite_test.c - runs the public conformance suite
 * (nst/JSONTestSuite, its folder test_parsing) from where JSON_SUITE says:
 * y_* must be taken, n_* refused, i_* may be either. The suite is not part of
 * this tree; json_test.c has the same rules in rows of our own.
 */
#include "test.h"

#include "base/json.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

enum { FILE_BYTES = 1 << 20 };

static bool file_read(const char *folder, const char *name, struct str *out)
{
	char *at = arena_bytes(&test_mem, FILE_BYTES);
	struct str path = str_fmt(&test_mem, "%s/%s", folder, name);
	FILE *f = fopen(path.at, "rb");
	size_t len;

	if (!f)
		return false;
	len = fread(at, 1, FILE_BYTES, f);
	fclose(f);
	*out = str_copy(&test_mem, str_of(at, len));
	return len < FILE_BYTES;
}

static void run(const char *name, struct str text)
{
	const struct json *doc, *again;
	struct err err;
	struct buf b;
	bool took = json_parse(&test_mem, text, &doc, &err);

	if (*name != 'i' && took != (*name == 'y'))
		test_fail(__FILE__, __LINE__, "%s: %s", name,
			took ? "was taken" : err.text);
	if (!took)
		return;
	buf_init(&b, &test_mem, FILE_BYTES);
	json_write(&b, doc);
	OK_ERR(json_parse(&test_mem, buf_str(&b), &again, &err), err);
}

TEST(the_public_suite_is_passed_where_it_is_at_hand)
{
	const char *folder = getenv("JSON_SUITE");
	DIR *dir = folder ? opendir(folder) : NULL;
	struct dirent *entry;
	struct str text;
	int count = 0;

	if (!folder) {
		printf("    left out: JSON_SUITE names no folder\n");
		return;
	}
	NEED(dir != NULL);
	while ((entry = readdir(dir))) {
		const char *name = entry->d_name;

		if (!strchr("yni", *name) || name[1] != '_')
			continue;
		if (!file_read(folder, name, &text))
			test_fail(__FILE__, __LINE__, "%s", name);
		else
			run(name, text);
		arena_reset(&test_mem);
		count++;
	}
	closedir(dir);
	printf("    %d files\n", count);
	OK(count > 0);
}
