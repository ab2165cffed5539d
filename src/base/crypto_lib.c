/* base/crypto_lib.c - see its header. */
#include "base/crypto_lib.h"

#include "base/library.h"

#include <stdio.h>
#include <stdlib.h>

struct crypto_lib crypto_lib_loaded;
atomic_bool crypto_lib_ready;

static const char *const names[] = {
#define CRYPTO(name) #name,
#include "base/crypto_lib.def"
#undef CRYPTO
	NULL
};

void crypto_lib_load(void)
{
	static const struct library library = { "libcrypto.so.3",
		"OpenSSL (libcrypto)", names, (void **)&crypto_lib_loaded };
	struct err err = { 0 };

	if (!library_load(&library, &err)) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	atomic_store_explicit(&crypto_lib_ready, true, memory_order_release);
}
