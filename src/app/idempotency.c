/* app/idempotency.c - keeps answers and finds them. See idempotency.h. */
#include "app/idempotency.h"

#include "app/house.h"
#include "base/hash.h"
#include "store/idempotency.h"

static const char ANSWER[] = "idempotent answer";
static const char REQUEST[] = "idempotent request";

bool app_idempotency_fit(struct str key, struct err *err)
{
	bool ok = key.len > 0 && key.len <= APP_IDEMPOTENCY_KEY;

	for (size_t i = 0; ok && i < key.len; i++)
		ok = key.at[i] > ' ' && key.at[i] < 127;
	return ok || err_set(err, ERR_BAD_INPUT,
			     "Idempotency-Key must be 1 to %d visible ASCII "
			     "characters",
			     APP_IDEMPOTENCY_KEY);
}

static struct str owner_of(const struct kept_request *r)
{
	return r->owner.at ? r->owner : STR("");
}

/* Only ever stored sealed: the body may hold a password, which a plain hash
 * of it would let be guessed fast. */
static void hash_request(
	const struct kept_request *r, unsigned char out[HASH_SHA256_SIZE])
{
	struct hash h;

	hash_begin(&h);
	hash_more(&h, r->route);
	hash_more(&h, STR("\n"));
	hash_more(&h, r->body);
	hash_end(&h, out);
}

/* What no key of ours opens any more is another request. */
static bool is_same(struct call *c, const struct kept_request *r,
	const struct idempotency *row)
{
	struct str kept, sealed = { row->body_hash.at, row->body_hash.len };
	unsigned char hash[HASH_SHA256_SIZE];
	struct err unused;

	hash_request(r, hash);
	return keys_seal_read(c->house->seal, c->mem, REQUEST, r->key, sealed,
		       &kept, &unused) &&
	       kept.len == sizeof(hash) &&
	       hash_same(kept.at, hash, sizeof(hash));
}

bool app_idempotency_find(struct call *c, const struct kept_request *r,
	struct kept_answer *out, bool *found, struct err *err)
{
	struct idempotency row;

	*found = false;
	if (!store_idempotency_find(
		    c->db, owner_of(r), r->key, &row, found, err))
		return false;
	if (!*found)
		return true;
	if (!is_same(c, r, &row))
		return err_set(err, ERR_CONFLICT,
			"this Idempotency-Key was used for another request");
	out->status = row.status;
	return keys_seal_read(c->house->seal, c->mem, ANSWER, r->key,
		str_of(row.answer.at, row.answer.len), &out->body, err);
}

bool app_idempotency_keep(struct call *c, const struct kept_request *r,
	const struct kept_answer *answer, struct err *err)
{
	unsigned char hash[HASH_SHA256_SIZE];
	struct str request, sealed;

	hash_request(r, hash);
	return keys_seal_write(c->house->seal, c->mem, REQUEST, r->key,
		       str_of((char *)hash, sizeof(hash)), &request, err) &&
	       keys_seal_write(c->house->seal, c->mem, ANSWER, r->key,
		       answer->body, &sealed, err) &&
	       store_idempotency_add(c->db,
		       &(struct idempotency){ .owner = owner_of(r),
			       .key = r->key,
			       .route = r->route,
			       .body_hash = { request.at, request.len },
			       .status = answer->status,
			       .answer = { sealed.at, sealed.len },
			       .created_at = c->now },
		       err);
}
