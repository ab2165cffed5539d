/* main.c - where the program begins: a server, a command, or a jail's child. */
#include "cmd/cmd.h"
#include "work/jail.h"

extern char **environ;

int main(int argc, char **argv)
{
	jail_child_main(argc, argv, work_parsers);
	return cmd_main(argc, argv, environ);
}
