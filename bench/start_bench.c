/*
 * bench/start_bench.c - from exec to the first answer of a server on SQLite:
 * in an empty folder, where keys are drawn and the schema is made; and in one
 * that has them. Once for /livez, once for a signed GET of one's own account.
 *
 * On the wall's clock: threads, the disk and the jail's process take part. The
 * least of the starts is what a machine with nothing else to do would need.
 */
#include "bench.h"

#include <arpa/inet.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { STARTS = 25, TRIES_MOST = 20000, ANSWER_MOST = 64 * 1024 };

static char folder[200], data_dir[256], port[8];
static uint16_t port_number;

static void fail(const char *why)
{
	perror(why);
	exit(1);
}

static struct sockaddr_in address(void)
{
	return (struct sockaddr_in){ .sin_family = AF_INET,
		.sin_port = htons(port_number),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
}

static void port_find(void)
{
	struct sockaddr_in a = address();
	socklen_t size = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&a, size) ||
		getsockname(fd, (struct sockaddr *)&a, &size))
		fail("no port");
	port_number = ntohs(a.sin_port);
	snprintf(port, sizeof(port), "%u", port_number);
	close(fd);
}

/* ---- one server --------------------------------------------------------- */

static pid_t start(void)
{
	const char *program = getenv("VITAE_BIN");
	char *argv[] = { (char *)(uintptr_t) "vitae",
		(char *)(uintptr_t) "serve", (char *)(uintptr_t) "--port", port,
		(char *)(uintptr_t) "--data-dir", data_dir,
		(char *)(uintptr_t) "--log-level", (char *)(uintptr_t) "error",
		NULL };
	char *env[] = { NULL };
	pid_t pid;

	if (posix_spawn(&pid, program ? program : "build/release/vitae", NULL,
		    NULL, argv, env))
		fail("cannot start build/release/vitae");
	return pid;
}

static void stop(pid_t pid)
{
	int status;

	kill(pid, SIGTERM);
	if (waitpid(pid, &status, 0) != pid || status)
		fail("the server did not end well");
}

static bool ask_once(const char *request, char *answer)
{
	struct sockaddr_in a = address();
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	size_t len = strlen(request), got = 0;
	ssize_t n = 0;

	if (!connect(fd, (struct sockaddr *)&a, sizeof(a)) &&
		write(fd, request, len) == (ssize_t)len)
		while (got < ANSWER_MOST - 1 &&
			(n = read(fd, answer + got, ANSWER_MOST - 1 - got)) > 0)
			got += (size_t)n;
	answer[got] = '\0';
	close(fd);
	return got > 0;
}

/* As soon as somebody listens. */
static void ask(const char *request, const char *wanted, char *answer)
{
	const struct timespec pause = { 0, 200 * 1000 };

	for (int i = 0; i < TRIES_MOST; i++) {
		if (ask_once(request, answer)) {
			if (!strncmp(answer + 9, wanted, 3))
				return;
			fprintf(stderr, "%s", answer);
			exit(1);
		}
		nanosleep(&pause, NULL);
	}
	fail("the server does not answer");
}

/* ---- the figures -------------------------------------------------------- */

static void empty(void)
{
	char *argv[] = { (char *)(uintptr_t) "rm", (char *)(uintptr_t) "-rf",
		data_dir, NULL };
	int status = 0;
	pid_t pid;

	if (posix_spawnp(&pid, "rm", NULL, NULL, argv, NULL) ||
		waitpid(pid, &status, 0) != pid || status)
		fail("cannot empty the folder");
}

static void measure(const char *name, const char *request, bool fresh)
{
	static char answer[ANSWER_MOST];
	double ms[STARTS];
	char least[64];
	pid_t pid;

	for (int i = 0; i < STARTS; i++) {
		double began;

		if (fresh)
			empty();
		began = bench_wall_us();
		pid = start();
		ask(request, "200", answer);
		ms[i] = (bench_wall_us() - began) / 1000;
		stop(pid);
	}
	bench_say(name, bench_median(ms, STARTS), "ms");
	snprintf(least, sizeof(least), "%s.least", name);
	bench_say(least, ms[0], "ms"); /* the median sorted them */
}

static void register_somebody(char *request, size_t room)
{
	static const char body[] =
		"{\"email\":\"bench@example.org\",\"full_name\":\"B\","
		"\"password\":\"Correct-horse-battery-9\"}";
	static char answer[ANSWER_MOST];
	char first[400], *token;
	pid_t pid = start();

	snprintf(first, sizeof(first),
		"POST /api/auth/register HTTP/1.1\r\nHost: a\r\nConnection: "
		"close\r\nContent-Type: application/json\r\nContent-Length: "
		"%zu\r\n\r\n%s",
		sizeof(body) - 1, body);
	ask(first, "201", answer);
	stop(pid);
	token = strstr(answer, "\"access_token\":\"");
	if (!token)
		fail("no token");
	token += strlen("\"access_token\":\"");
	token[strcspn(token, "\"")] = '\0';
	snprintf(request, room,
		"GET /api/auth/me HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
		"Authorization: Bearer %s\r\n\r\n",
		token);
}

int main(void)
{
	const char *place = getenv("BENCH_FOLDER");
	static const char livez[] =
		"GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
	char me[4096];

	snprintf(folder, sizeof(folder), "%.150s/start-XXXXXX",
		place ? place : "/tmp");
	if (!mkdtemp(folder))
		fail("no folder");
	snprintf(data_dir, sizeof(data_dir), "%s/data", folder);
	port_find();
	measure("start.first_answer.new_folder", livez, true);
	register_somebody(me, sizeof(me));
	measure("start.first_answer", livez, false);
	measure("start.first_answer.signed", me, false);
	empty();
	rmdir(folder);
	return 0;
}
