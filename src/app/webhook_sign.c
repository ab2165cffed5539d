/*
 * app/webhook_sign.c - secrets of webhooks and what is signed with them, as
 * Standard Webhooks 1.0 has it.
 */
#include "app/webhook_int.h"

#include "app/house.h"
#include "base/code.h"
#include "base/hash.h"

enum { SECRET = 32, SIGNED_MOST = 64 * 1024, LINE = 512 };
static const char PURPOSE[] = "webhook secret";
static const char PREFIX[] = "whsec_";

bool app_webhook_secret(struct call *c, struct str webhook_id,
	struct str *shown, struct str *sealed, struct err *err)
{
	char key[SECRET];
	struct str text;

	hash_random(key, sizeof(key));
	text = code_text(c->mem, CODE_BASE64, str_of(key, sizeof(key)));
	*shown = str_fmt(c->mem, "%s%.*s", PREFIX, STR_ARG(text));
	return keys_seal_write(c->house->seal, c->mem, PURPOSE, webhook_id,
		str_of(key, sizeof(key)), sealed, err);
}

static void add_v1(
	struct arena *mem, struct buf *out, struct str key, struct str content)
{
	unsigned char mac[HASH_SHA256_SIZE];
	struct str text;

	hash_hmac(HASH_SHA256, key, content, mac);
	text = code_text(mem, CODE_BASE64, str_of((char *)mac, sizeof(mac)));
	buf_addf(out, "%sv1,%.*s", out->len ? " " : "", STR_ARG(text));
}

bool app_webhook_sign(struct house *h, struct arena *mem,
	const struct webhook_secrets *secrets, struct str message_id,
	int64_t at, struct str body, struct webhook_signed *out,
	struct err *err)
{
	unsigned char mac[HASH_SHA256_SIZE];
	struct str key, old;
	struct buf content, line;

	if (!keys_seal_read(h->seal, mem, PURPOSE, secrets->webhook_id,
		    secrets->secret, &key, err) ||
		(secrets->old_secret.len &&
			!keys_seal_read(h->seal, mem, PURPOSE,
				secrets->webhook_id, secrets->old_secret, &old,
				err)))
		return false;
	out->timestamp = str_fmt(mem, "%lld", (long long)(at / 1000));
	buf_init(&content, mem, SIGNED_MOST);
	buf_addf(&content, "%.*s.%.*s.", STR_ARG(message_id),
		STR_ARG(out->timestamp));
	buf_add(&content, body);
	if (!buf_ok(&content))
		return err_set(err, ERR_TOO_BIG, "the body is too big");
	buf_init(&line, mem, LINE);
	add_v1(mem, &line, key, buf_str(&content));
	if (secrets->old_secret.len)
		add_v1(mem, &line, old, buf_str(&content));
	out->signature = buf_str(&line);
	hash_hmac(HASH_SHA256, key, body, mac);
	out->hex = code_text(mem, CODE_HEX, str_of((char *)mac, sizeof(mac)));
	return true;
}
