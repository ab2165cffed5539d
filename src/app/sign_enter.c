/*
 * app/sign_enter.c - the last door of every sign-in: is the account suspended,
 * does it ask for a second factor, or is this enough? See sign.h.
 */
#include "app/house.h"
#include "app/second.h"
#include "base/code.h"
#include "base/hash.h"
#include "store/totp.h"

bool app_sign_enter(struct call *c, struct account *a, bool strong,
	struct sign_answer *out, struct err *err)
{
	bool found = false;
	struct totp t;

	*out = (struct sign_answer){ 0 };
	if (a->suspended_at)
		return err_set(err, ERR_FORBIDDEN,
			"this account is suspended: write to the operator of "
			"this site");
	if (!strong && !store_totp_find(c->db, a->id, &t, &found, err))
		return false;
	return found && t.confirmed_at ? app_second_ask(c, a, out, err)
				       : app_sign_begin(c, a, out, err);
}

struct str app_sign_page_token(
	const struct house *h, struct arena *mem, struct str session_id)
{
	unsigned char mac[HASH_SHA256_SIZE];

	hash_key_hmac(h->pages, session_id, mac);
	return code_text(mem, CODE_HEX, str_of((char *)mac, sizeof(mac)));
}
