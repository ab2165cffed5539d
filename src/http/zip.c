/*
 * http/zip.c - gzip of whole answers, with one compressor a thread.
 */
#include "http/http_int.h"

#include <zlib.h>

/* Beyond this level text gets hardly smaller, but much slower. */
enum { LEVEL = 5, GZIP_WINDOW = 15 + 16, MEMORY = 8 };

static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void end(void *with)
{
	deflateEnd(with);
	mem_free(with);
}

static void make_key(void)
{
	if (pthread_key_create(&key, end))
		mem_none();
}

static z_stream *compressor(void)
{
	z_stream *z;

	pthread_once(&once, make_key);
	z = pthread_getspecific(key);
	if (z)
		return deflateReset(z) == Z_OK ? z : NULL;
	z = mem_alloc(sizeof(*z));
	if (deflateInit2(z, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEMORY,
		    Z_DEFAULT_STRATEGY) != Z_OK) {
		mem_free(z);
		return NULL;
	}
	pthread_setspecific(key, z);
	return z;
}

/* False: it would not become smaller. */
bool http_zip(struct arena *mem, struct str in, struct str *out)
{
	z_stream *z = in.len < UINT32_MAX ? compressor() : NULL;
	char *at;

	if (!z)
		return false;
	at = arena_bytes(mem, in.len);
	z->next_in = (Bytef *)(uintptr_t)in.at;
	z->avail_in = (uInt)in.len;
	z->next_out = (Bytef *)at;
	z->avail_out = (uInt)in.len;
	if (deflate(z, Z_FINISH) != Z_STREAM_END)
		return false;
	*out = str_of(at, in.len - z->avail_out);
	return true;
}
