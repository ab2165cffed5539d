#include <stdio.h>

int db_first(const char *path);

int db_first(const char *path)
{
	FILE *f = fopen(path, "r");
	int c;

	if (!f)
		return -1;
	c = fgetc(f);
	if (c == EOF)
		return -1;
	fclose(f);
	return c;
}
