/*
 * test/fuzz/replay.c - runs a fuzzer's property once on each file of the
 * folders given, without libFuzzer: what fuzzing found stays found with any
 * compiler. A crash is the failure; the last line shown names its file.
 */
#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INPUT_BYTES = 16 * 1024 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static bool file_read(const char *path, uint8_t **out, size_t *len)
{
	FILE *f = fopen(path, "rb");
	bool ok = f && (*out = malloc(INPUT_BYTES));

	if (ok) {
		*len = fread(*out, 1, INPUT_BYTES, f);
		ok = !ferror(f) && feof(f);
	}
	if (f)
		fclose(f);
	return ok;
}

/* A copy of the exact size, so that the sanitizer sees a byte too far. */
static bool replay(const char *path)
{
	uint8_t *whole = NULL, *exact;
	size_t len;
	bool ok = file_read(path, &whole, &len);

	if (ok && (exact = malloc(len ? len : 1))) {
		memcpy(exact, whole, len);
		LLVMFuzzerTestOneInput(exact, len);
		free(exact);
	}
	free(whole);
	return ok;
}

static int not_hidden(const struct dirent *e) { return e->d_name[0] != '.'; }

static void folder(const char *path, int *passed, int *failed)
{
	struct dirent **list;
	int count = scandir(path, &list, not_hidden, alphasort);

	for (int i = 0; i < count; i++) {
		char file[4096];
		bool ok;

		snprintf(file, sizeof(file), "%s/%s", path, list[i]->d_name);
		printf("%s\n", file);
		fflush(stdout);
		ok = replay(file);
		if (!ok)
			printf("not ok %s cannot be read\n", file);
		*(ok ? passed : failed) += 1;
		free(list[i]);
	}
	if (count >= 0)
		free(list);
}

int main(int argc, char **argv)
{
	int passed = 0, failed = 0;

	for (int i = 1; i < argc; i++)
		folder(argv[i], &passed, &failed);
	printf("%d passed, %d failed\n", passed, failed);
	return failed != 0;
}
