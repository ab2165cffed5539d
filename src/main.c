/* main.c - where the program begins. */
#include "cmd/cmd.h"

extern char **environ;

int main(int argc, char **argv) { return cmd_main(argc, argv, environ); }
