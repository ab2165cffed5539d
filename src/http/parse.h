/*
 * http/parse.h - bytes to requests: the head, the target, chunked bodies.
 *
 * Pure functions over bytes in memory: no socket, no clock, no allocation.
 * Strict: what two readers could understand differently is refused, never
 * guessed. Internal to http/, its tests and its fuzzers.
 *
 * A reader says HTTP_MORE while the bytes may still become a request,
 * HTTP_READY when they are one, or else the status to refuse them with; after
 * a refusal the connection can only be closed. However the bytes are cut into
 * pieces, the outcome is the same.
 */
#ifndef HTTP_PARSE_H
#define HTTP_PARSE_H

#include "http/http.h"

enum { HTTP_MORE = 0, HTTP_READY = 1 };
enum { HTTP_METHOD_BYTES = 32 };

/* What a head says about its own framing; see http_head_read. */
struct http_head {
	size_t at;       /* read up to here, at last the size of the head */
	const char *why; /* of a refusal */
	struct str target, host;
	int64_t length; /* Content-Length; -1: there is none */
	bool lined;     /* the request line has been read */
	bool http10, keep, chunked, expect;
	bool sized, hosted, close, keep_alive;
};

void http_head_init(struct http_head *h, struct http_req *req);
/* Goes on where it stopped last time: `in` must not have moved and `len` not
 * have shrunk. Everything in `req` points into `in`, whose target is decoded
 * in place at the very end. */
int http_head_read(
	struct http_head *h, struct http_req *req, char *in, size_t len);

/* The target against Host: fills path and query. READY or a status. */
int http_target_read(struct http_head *h, struct http_req *req);
bool http_host_ok(struct str host);
bool http_utf8_ok(struct str s);

/* ---- chunked bodies ----------------------------------------------------- */

enum http_chunk_at {
	CHUNK_SIZE,      /* at the first digit */
	CHUNK_SIZE_MORE, /* behind a digit */
	CHUNK_NOTE,      /* in an extension */
	CHUNK_SIZE_LF,
	CHUNK_BYTES,
	CHUNK_BYTES_CR,
	CHUNK_BYTES_LF,
	CHUNK_LINE, /* a trailer or the end begins here */
	CHUNK_NAME,
	CHUNK_VALUE,
	CHUNK_VALUE_LF,
	CHUNK_LAST_LF,
	CHUNK_DONE
};

struct http_chunk {
	enum http_chunk_at at;
	int digits, name_len;
	uint64_t left;   /* of the chunk that is being read */
	size_t overhead; /* bytes of extensions and trailers so far */
	char name[24];   /* of the trailer that is being read, lower case */
};

enum { HTTP_CHUNK_OVERHEAD = 8 * 1024 };

/* Takes bytes off *in. HTTP_MORE: all of them are taken and more must come.
 * HTTP_READY: the body has ended; *in is what follows it. With *data not
 * empty (HTTP_MORE) a piece of the body was found: call again. */
int http_chunk_read(struct http_chunk *c, struct str *in, struct str *data);

#endif
