/* net/curl.c - see its header. */
#include "net/curl.h"

#include "base/library.h"

struct net_curl net_curl;

static const char *const names[] = {
#define CURL_FUNCTION(name) #name,
#include "net/curl.def"
#undef CURL_FUNCTION
	NULL
};

bool net_curl_load(struct err *err)
{
	static const struct library library = { "libcurl.so.4", "libcurl",
		names, (void **)&net_curl };

	return library_load(&library, err);
}
