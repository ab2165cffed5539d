/*
 * test/help.h - what tests borrow: a folder, a database, a way to be asked.
 * Needs no room of ours but base, so that every test program can have it.
 *
 *   TEST_BOTH(a_job_is_leased_once)
 *   {
 *           struct db_pool *pool = open_pool(url);
 *           ...
 *   }
 *
 * runs on SQLite and, when VITAE_TEST_PG names a server, on PostgreSQL, each
 * time on a database with nothing in it.
 */
#ifndef HELP_H
#define HELP_H

#include "test.h"

/* A new empty folder; it goes, with what is in it, when the program ends. */
const char *help_folder(void);

/* The address of a PostgreSQL server for tests, or NULL. */
const char *help_postgres(void);
/* A new empty schema there; it is dropped when the program ends. Fails the
 * test and returns NULL when the server cannot be reached. */
const char *help_postgres_url(void);

/* Runs a test on each engine. Says once what is left out without a server;
 * with VITAE_NEED_PG=1 the absence of one fails the test. */
void help_databases(void (*run)(const char *url));

/* With --lines the program is no test: it answers each line of its input and
 * ends, so that tests in other languages can ask it. For test_main_hook. */
void help_answer_lines(int argc, char **argv, void (*answer)(struct str line));

#define TEST_BOTH(name)                           \
	static void name##_on(const char *url);   \
	TEST(name) { help_databases(name##_on); } \
	static void name##_on(const char *url)

#endif
