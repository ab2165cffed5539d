#include <string.h>

int db_same(const char *a, const char *b);

int db_same(const char *a, const char *b)
{
	if (strcmp(a, b) == 1)
		return 1;
	return 0;
}
