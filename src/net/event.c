/* net/event.c - lines become fields, fields become events. See event.h. */
#include "net/event.h"

void net_event_begin(struct net_events *e, struct arena *mem, size_t most,
	net_event_take *take, void *with)
{
	*e = (struct net_events){ .take = take, .with = with };
	buf_init(&e->line, mem, most);
	buf_init(&e->name, mem, most);
	buf_init(&e->data, mem, most);
}

static void empty(struct buf *b) { b->len = 0; }

/* ---- events ------------------------------------------------------------- */

static enum net_event_end dispatch(struct net_events *e)
{
	bool goes_on = true;

	if (e->filled)
		goes_on =
			e->take(e->with, buf_str(&e->name), buf_str(&e->data));
	e->filled = false;
	empty(&e->name);
	empty(&e->data);
	return goes_on ? NET_EVENT_MORE : NET_EVENT_STOPPED;
}

static void take_field(struct net_events *e, struct str name, struct str value)
{
	if (str_is(name, "data")) {
		if (e->filled)
			buf_addc(&e->data, '\n');
		buf_add(&e->data, value);
		e->filled = true;
	} else if (str_is(name, "event")) {
		empty(&e->name);
		buf_add(&e->name, value);
	}
}

/* ---- lines -------------------------------------------------------------- */

static enum net_event_end take_line(struct net_events *e)
{
	struct str line = buf_str(&e->line), name;

	if (!buf_ok(&e->line))
		return NET_EVENT_LONG;
	if (!e->began && str_starts(line, STR("\xef\xbb\xbf")))
		line = str_of(line.at + 3, line.len - 3);
	e->began = true;
	empty(&e->line);
	if (!line.len)
		return dispatch(e);
	if (*line.at == ':') /* a comment: keeps the connection awake */
		return NET_EVENT_MORE;
	name = str_cut(&line, ':');
	if (line.len && *line.at == ' ')
		line = str_of(line.at + 1, line.len - 1);
	take_field(e, name, line);
	return buf_ok(&e->data) && buf_ok(&e->name) ? NET_EVENT_MORE
						    : NET_EVENT_LONG;
}

/* How many bytes stand before the next end of a line. */
static size_t run_of(struct str s)
{
	size_t n = 0;

	while (n < s.len && s.at[n] != '\n' && s.at[n] != '\r')
		n++;
	return n;
}

enum net_event_end net_event_feed(struct net_events *e, struct str piece)
{
	enum net_event_end end = NET_EVENT_MORE;
	struct str s = piece;

	while (s.len && end == NET_EVENT_MORE) {
		bool second = e->cr && *s.at == '\n'; /* of one CRLF */
		size_t run;

		e->cr = false;
		if (second) {
			s = str_of(s.at + 1, s.len - 1);
			continue;
		}
		run = run_of(s);
		buf_add(&e->line, str_of(s.at, run));
		s = str_of(s.at + run, s.len - run);
		if (!buf_ok(&e->line))
			return NET_EVENT_LONG;
		if (!s.len)
			break;
		e->cr = *s.at == '\r';
		s = str_of(s.at + 1, s.len - 1);
		end = take_line(e);
	}
	return end;
}

enum net_event_end net_event_last(struct net_events *e)
{
	enum net_event_end end = NET_EVENT_MORE;

	if (e->line.len)
		end = take_line(e);
	return end == NET_EVENT_MORE ? dispatch(e) : end;
}
