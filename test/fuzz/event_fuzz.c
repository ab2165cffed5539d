/* Event streams: whatever comes, in pieces of whatever size, gives the same
 * events; none is longer than it may be. The first byte sets the size. */
#include "net/event.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 512 };

static bool note(void *with, struct str name, struct str data)
{
	struct buf *log = with;

	assert(name.len <= MOST && data.len <= MOST);
	buf_add(log, name);
	buf_addc(log, '\0');
	buf_add(log, data);
	buf_addc(log, '\n');
	return true;
}

static enum net_event_end read_in(
	struct arena *mem, struct str s, size_t piece, struct buf *log)
{
	enum net_event_end end = NET_EVENT_MORE;
	struct net_events e;

	buf_init(log, mem, 1 << 22);
	net_event_begin(&e, mem, MOST, note, log);
	while (s.len && end == NET_EVENT_MORE) {
		size_t n = s.len < piece ? s.len : piece;

		end = net_event_feed(&e, str_of(s.at, n));
		s = str_of(s.at + n, s.len - n);
	}
	return end == NET_EVENT_MORE ? net_event_last(&e) : end;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 };
	struct buf whole, parts;
	struct str s;

	if (size < 2 || size > 1 << 16)
		return 0;
	s = str_of((const char *)data + 1, size - 1);
	assert(read_in(&mem, s, s.len, &whole) ==
		read_in(&mem, s, *data % 32 + 1u, &parts));
	assert(str_eq(buf_str(&whole), buf_str(&parts)));
	arena_free(&mem);
	return 0;
}
