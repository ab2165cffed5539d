/* What authenticators send: CBOR of any shape is walked within its bounds, and
 * no answer to a question that was never asked is taken. */
#include "base/cbor.h"
#include "keys/webauthn.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void walk(struct str text)
{
	struct str rest = text, inside;

	while (rest.len) {
		size_t left = rest.len;
		struct cbor v = cbor_next(&rest);

		assert(rest.len <= left && rest.at >= text.at);
		if (v.kind == CBOR_NONE)
			break;
		if (v.kind == CBOR_BYTES || v.kind == CBOR_TEXT)
			assert(v.bytes.at + v.bytes.len == rest.at);
	}
	(void)cbor_find_int(text, -2, &inside);
	(void)cbor_find_text(text, "authData", &inside);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char client[] = "{\"type\":\"webauthn.create\","
				     "\"challenge\":\"AAAA\","
				     "\"origin\":\"https://cv.example\"}";
	struct webauthn_ask ask = { STR("AAAA"), STR("https://cv.example"),
		STR("cv.example"), false };
	struct str text = str_of((const char *)data, size);
	struct webauthn_shown shown = { str_c(client), text, text };
	struct arena mem = { 0 };
	struct webauthn_made made;
	struct webauthn_seen seen;
	struct err err = { 0 };

	walk(text);
	if (!keys_webauthn_made(&mem, &ask, str_c(client), text, &made, &err))
		assert(err.code == ERR_NOT_SIGNED);
	else
		assert(made.credential.len && made.public_key.len);
	shown.client_data = text;
	assert(!keys_webauthn_shown(&mem, &ask, text, &shown, &seen, &err));
	arena_free(&mem);
	return 0;
}
