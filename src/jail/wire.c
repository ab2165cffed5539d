/* jail/wire.c - messages with descriptors over a SOCK_SEQPACKET socket. */
#include <assert.h>
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "jail/jail_int.h"

enum { FDS_MOST = 4 };

union control {
	char room[CMSG_SPACE(FDS_MOST * sizeof(int))];
	struct cmsghdr align;
};

static struct msghdr envelope(struct iovec *v, union control *c, size_t count)
{
	struct msghdr m = { .msg_iov = v, .msg_iovlen = 1 };

	assert(count <= FDS_MOST);
	memset(c, 0, sizeof(*c));
	if (count) {
		m.msg_control = c->room;
		m.msg_controllen = CMSG_SPACE(count * sizeof(int));
	}
	return m;
}

bool jail_wire_send(int sock, const void *message, size_t size, const int *fds,
	size_t count)
{
	struct iovec v = { (void *)(uintptr_t)message, size };
	union control c;
	struct msghdr m = envelope(&v, &c, count);
	ssize_t n;

	if (count) {
		struct cmsghdr *h = CMSG_FIRSTHDR(&m);

		assert(h);
		h->cmsg_level = SOL_SOCKET;
		h->cmsg_type = SCM_RIGHTS;
		h->cmsg_len = CMSG_LEN(count * sizeof(int));
		memcpy(CMSG_DATA(h), fds, count * sizeof(int));
	}
	do
		n = sendmsg(sock, &m, MSG_NOSIGNAL | MSG_DONTWAIT);
	while (n < 0 && errno == EINTR);
	return n == (ssize_t)size;
}

/* Takes over what came; true when it is exactly `count` descriptors. */
static bool fds_take(struct msghdr *m, int *fds, size_t count)
{
	int came[FDS_MOST];
	size_t n = 0;

	for (struct cmsghdr *h = CMSG_FIRSTHDR(m); h; h = CMSG_NXTHDR(m, h))
		if (h->cmsg_level == SOL_SOCKET && h->cmsg_type == SCM_RIGHTS) {
			n = (h->cmsg_len - CMSG_LEN(0)) / sizeof(int);
			memcpy(came, CMSG_DATA(h), n * sizeof(int));
		}
	for (size_t i = 0; i < n; i++)
		if (n == count)
			fds[i] = came[i];
		else
			close(came[i]);
	return n == count;
}

bool jail_wire_take(
	int sock, void *message, size_t size, int *fds, size_t count)
{
	struct iovec v = { message, size };
	union control c;
	struct msghdr m = envelope(&v, &c, count);
	ssize_t n;

	for (size_t i = 0; i < count; i++)
		fds[i] = -1;
	do
		n = recvmsg(sock, &m, MSG_CMSG_CLOEXEC);
	while (n < 0 && errno == EINTR);
	if (n <= 0)
		return false;
	fds_take(&m, fds, count);
	return n == (ssize_t)size;
}
