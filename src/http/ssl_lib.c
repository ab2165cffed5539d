/* http/ssl_lib.c - see its header. */
#include "http/ssl_lib.h"

#include "base/library.h"

struct ssl_lib http_ssl_lib;

static const char *const names[] = {
#define TLS(name) #name,
#include "http/ssl_lib.def"
#undef TLS
	NULL
};

bool http_ssl_lib_load(struct err *err)
{
	static const struct library library = { "libssl.so.3",
		"OpenSSL (libssl)", names, (void **)&http_ssl_lib };

	return library_load(&library, err);
}
