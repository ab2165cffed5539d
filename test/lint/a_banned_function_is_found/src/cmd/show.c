#include <stdio.h>
#include <stdlib.h>

void cmd_show(void);

void cmd_show(void)
{
	printf("shown\n");
	system("true");
}
