/*
 * base/span.h - one operation of a trace, as W3C's Trace Context and
 * OpenTelemetry have it: what it was, when it began, how long it took, within
 * what. Knows no format and no place; who asks writes them (partners/).
 */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H

#include "base/base.h"

enum { SPAN_TRACE = 16, SPAN_ID = 8 };

enum span_kind { SPAN_REQUEST, SPAN_QUERY, SPAN_MODEL };

struct span {
	enum span_kind kind;
	unsigned char trace[SPAN_TRACE], id[SPAN_ID];
	unsigned char parent[SPAN_ID]; /* all zero: none */
	bool remote;                   /* the parent is another program's */
	int64_t began_us, took_us;     /* since 1970 */
	const char *name;              /* lives as long as the program */

	/* of a request */
	const char *method, *route; /* route NULL: none */
	int status;
	bool secure;
	char request_id[72];

	/* of an ask to a language model, all its attempts together */
	const char *model, *host; /* live as long as the program */
	int port;
	const char *fault; /* a word; NULL: it went well */
	bool json;         /* a struct was asked for, not a text */
	int64_t tokens_in, tokens_out, tokens_most;
	char answered[64]; /* the model, as it calls itself */
};

/* Who asked, as the header traceparent says. */
struct span_parent {
	unsigned char trace[SPAN_TRACE], id[SPAN_ID];
	bool sampled;
};
/* False: none, or not as the standard wants it; then a trace begins here. */
bool span_parent_read(struct str traceparent, struct span_parent *out);

#endif
