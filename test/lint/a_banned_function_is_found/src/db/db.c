#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* strcpy(to, "in a comment") */
void db_copy(char *to)
{
	strcpy(to, "strcat(to, from)");
	printf("%s", to);
	setenv("TZ", "UTC", 1);
}
