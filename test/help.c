/* test/help.c - folders and databases for tests. See help.h. */
#include "help.h"

#include <ftw.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { BORROWED_MAX = 512, TEXT_MAX = 512 };

static char folders[BORROWED_MAX][TEXT_MAX];
static char schemas[BORROWED_MAX][64];
static int folder_count, schema_count;
static pid_t owner;

/* ---- giving back -------------------------------------------------------- */

static int drop_path(
	const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st, (void)kind, (void)where;
	return remove(path);
}

static bool ask(const char *url, const char *sql)
{
	PGconn *c = PQconnectdb(url);
	PGresult *r = PQexec(c, sql);
	bool ok = PQresultStatus(r) == PGRES_COMMAND_OK;

	if (!ok)
		test_fail(__FILE__, __LINE__, "%s: %s", sql, PQerrorMessage(c));
	PQclear(r);
	PQfinish(c);
	return ok;
}

static void give_back(void)
{
	/* a child of a test leaves what is its parent's */
	if (getpid() != owner)
		return;
	while (folder_count > 0)
		nftw(folders[--folder_count], drop_path, 16,
			FTW_DEPTH | FTW_PHYS);
	while (schema_count > 0) {
		char sql[128];

		snprintf(sql, sizeof(sql),
			"SET client_min_messages = error; DROP SCHEMA %s "
			"CASCADE",
			schemas[--schema_count]);
		ask(help_postgres(), sql);
	}
}

static void own(void)
{
	if (owner == 0) {
		owner = getpid();
		atexit(give_back);
	}
}

/* ---- lending ------------------------------------------------------------ */

const char *help_folder(void)
{
	const char *in = getenv("TMPDIR");
	char *name = folders[folder_count % BORROWED_MAX];

	own();
	snprintf(name, TEXT_MAX, "%.400s/vitae-test-XXXXXX", in ? in : "/tmp");
	if (folder_count == BORROWED_MAX || !mkdtemp(name)) {
		perror("help_folder");
		abort();
	}
	folder_count++;
	return name;
}

const char *help_postgres(void)
{
	const char *url = getenv("VITAE_TEST_PG");

	return url && *url ? url : NULL;
}

const char *help_postgres_url(void)
{
	const char *server = help_postgres();
	char sql[128], *schema = schemas[schema_count % BORROWED_MAX];

	own();
	if (!server || schema_count == BORROWED_MAX)
		abort();
	snprintf(schema, sizeof(*schemas), "test_%d_%d", (int)owner,
		schema_count);
	snprintf(sql, sizeof(sql), "CREATE SCHEMA %s", schema);
	if (!ask(server, sql))
		return NULL;
	schema_count++;
	return str_fmt(&test_mem, "%s%coptions=-csearch_path%%3D%s", server,
		strchr(server, '?') ? '&' : '?', schema)
		.at;
}

void help_databases(void (*run)(const char *url))
{
	static bool said;
	const char *need = getenv("VITAE_NEED_PG");
	const char *url;

	run(str_fmt(&test_mem, "sqlite:%s/test.db", help_folder()).at);
	if (help_postgres()) {
		url = help_postgres_url();
		if (url)
			run(url);
	} else if (need && !strcmp(need, "1")) {
		test_fail(__FILE__, __LINE__,
			"VITAE_TEST_PG must name a PostgreSQL server");
	} else if (!said && !getenv("CI")) {
		printf("    note: without VITAE_TEST_PG only SQLite is "
		       "tried\n");
		said = true;
	}
}

void help_answer_lines(int argc, char **argv, void (*answer)(struct str line))
{
	char *line = NULL;
	size_t room = 0;
	ssize_t len;

	if (argc < 2 || strcmp(argv[1], "--lines") != 0)
		return;
	while ((len = getline(&line, &room, stdin)) > 0)
		answer(str_of(line, (size_t)len));
	free(line);
	arena_free(&test_mem);
	exit(0);
}
