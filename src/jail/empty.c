/*
 * jail/empty.c - namespaces with nothing inside: no network but a loopback
 * that is down, no process but ours, no shared memory, a root folder that is
 * empty and cannot be written. Made once, shared by all children.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "jail/jail_int.h"

static int file_write(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t n;

	if (fd < 0)
		return errno;
	n = write(fd, text, strlen(text));
	close(fd);
	return n == (ssize_t)strlen(text) ? 0 : EPERM;
}

/* A user who is nobody inside stands for the one who started the server. */
static int users_map(uid_t uid, gid_t gid)
{
	char users[64], groups[64];
	int why;

	snprintf(users, sizeof(users), "%d %u 1", JAIL_NOBODY, uid);
	snprintf(groups, sizeof(groups), "%d %u 1", JAIL_NOBODY, gid);
	why = file_write("/proc/self/setgroups", "deny");
	if (!why)
		why = file_write("/proc/self/uid_map", users);
	if (!why)
		why = file_write("/proc/self/gid_map", groups);
	return why;
}

static int root_make(int *root)
{
	int fs = fsopen("tmpfs", FSOPEN_CLOEXEC), why = 0;

	*root = -1;
	if (fs >= 0 && !fsconfig(fs, FSCONFIG_CMD_CREATE, NULL, NULL, 0))
		*root = fsmount(fs, FSMOUNT_CLOEXEC,
			MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID |
				MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC);
	if (*root < 0)
		why = errno;
	if (fs >= 0)
		close(fs);
	return why;
}

/* Tells the process outside how it went; 0 lets it wait for us. */
static int settle(int tell, uid_t uid, gid_t gid, int *root)
{
	int why = uid == 0 ? 0 : users_map(uid, gid);

	if (!why)
		why = root_make(root);
	if (!why && prctl(PR_SET_PDEATHSIG, SIGKILL))
		why = errno;
	if (write(tell, &why, sizeof(why)) != sizeof(why) || why)
		_exit(1);
	close(tell);
	return 0;
}

/* The new process is the first of its process namespace, so that all of them
 * end with it. fork() can't say so; nothing here has threads. */
int jail_empty_enter(int *root)
{
	uid_t uid = geteuid();
	gid_t gid = getegid();
	int tell[2], status, why = EPIPE;
	unsigned long how = CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWNS |
			    CLONE_NEWPID | CLONE_NEWUTS |
			    (uid == 0 ? 0 : CLONE_NEWUSER);
	pid_t pid;

	if (pipe2(tell, O_CLOEXEC))
		return errno;
	pid = (pid_t)syscall(__NR_clone, how | SIGCHLD, NULL, NULL, NULL, 0);
	if (pid == 0) {
		close(tell[0]);
		return settle(tell[1], uid, gid, root);
	}
	if (pid < 0)
		why = errno;
	close(tell[1]);
	if (pid > 0 && read(tell[0], &why, sizeof(why)) != sizeof(why))
		why = EPIPE;
	close(tell[0]);
	if (why && pid > 0)
		waitpid(pid, &status, 0);
	if (why)
		return why;
	close(JAIL_FD_CONTROL); /* or nobody would see that it is closed */
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	_exit(0);
}
