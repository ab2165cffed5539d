/*
 * http/chunk.c - bodies that come in chunks, byte for byte as RFC 9112 writes
 * them. Trailers are read, checked and forgotten.
 */
#include "http/parse.h"

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool printable(char c)
{
	return (unsigned char)c >= 0x20 ? c != 0x7f : c == '\t';
}

static bool token(char c)
{
	return c > 0x20 && c < 0x7f && !strchr("\"(),/:;<=>?@[\\]{}", c);
}

/* Fields that would change what has already been decided. */
static bool framing(const struct http_chunk *c)
{
	static const char *const names[] = { "content-length",
		"transfer-encoding", "host", "connection", "trailer", "te",
		"upgrade", "expect", "content-encoding", "content-type",
		"content-range", "authorization", "cookie" };

	for (size_t i = 0; i < LENGTH(names); i++)
		if (str_is(str_of(c->name, (size_t)c->name_len), names[i]))
			return true;
	return false;
}

static bool size_step(struct http_chunk *c, char b)
{
	int digit = hex(b);

	if (digit >= 0) {
		c->left = c->left << 4 | (unsigned)digit;
		c->at = CHUNK_SIZE_MORE;
		return ++c->digits <= 15;
	}
	if (c->at == CHUNK_SIZE)
		return false;
	c->at = b == ';' ? CHUNK_NOTE : CHUNK_SIZE_LF;
	return b == ';' || b == '\r';
}

static bool name_step(struct http_chunk *c, char b)
{
	if (c->at == CHUNK_LINE && b == '\r') {
		c->at = CHUNK_LAST_LF;
		return true;
	}
	if (b == ':' && c->at == CHUNK_NAME) {
		c->at = CHUNK_VALUE;
		return !framing(c);
	}
	if (c->at == CHUNK_LINE)
		c->name_len = 0;
	c->at = CHUNK_NAME;
	if (c->name_len < (int)sizeof(c->name))
		c->name[c->name_len++] =
			(char)(b >= 'A' && b <= 'Z' ? b | 32 : b);
	return token(b);
}

/* One byte that is not of the body. False: it must not stand there. */
static bool step(struct http_chunk *c, char b)
{
	switch (c->at) {
	case CHUNK_SIZE:
	case CHUNK_SIZE_MORE:
		return size_step(c, b);
	case CHUNK_NOTE:
		if (b == '\r')
			c->at = CHUNK_SIZE_LF;
		return b == '\r' || printable(b);
	case CHUNK_SIZE_LF:
		c->at = c->left ? CHUNK_BYTES : CHUNK_LINE;
		return b == '\n';
	case CHUNK_BYTES_CR:
		c->at = CHUNK_BYTES_LF;
		return b == '\r';
	case CHUNK_BYTES_LF:
		c->at = CHUNK_SIZE;
		c->digits = 0;
		return b == '\n';
	case CHUNK_LINE:
	case CHUNK_NAME:
		return name_step(c, b);
	case CHUNK_VALUE:
		if (b == '\r')
			c->at = CHUNK_VALUE_LF;
		return b == '\r' || printable(b);
	case CHUNK_VALUE_LF:
		c->at = CHUNK_LINE;
		return b == '\n';
	case CHUNK_LAST_LF:
		c->at = CHUNK_DONE;
		return b == '\n';
	default:
		return false;
	}
}

static bool overhead(enum http_chunk_at at)
{
	return at == CHUNK_NOTE || at >= CHUNK_LINE;
}

int http_chunk_read(struct http_chunk *c, struct str *in, struct str *data)
{
	*data = str_of(in->at, 0);
	while (in->len && c->at != CHUNK_DONE) {
		if (c->at == CHUNK_BYTES) {
			size_t n = c->left < in->len ? c->left : in->len;

			*data = str_of(in->at, n);
			*in = str_of(in->at + n, in->len - n);
			c->left -= n;
			if (!c->left)
				c->at = CHUNK_BYTES_CR;
			return HTTP_MORE;
		}
		if (overhead(c->at) && ++c->overhead > HTTP_CHUNK_OVERHEAD)
			return 431;
		if (!step(c, *in->at))
			return 400;
		*in = str_of(in->at + 1, in->len - 1);
	}
	return c->at == CHUNK_DONE ? HTTP_READY : HTTP_MORE;
}
