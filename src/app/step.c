/* app/step.c - sealed steps. See step.h. */
#include "app/step.h"

#include "app/house.h"
#include "base/hash.h"
#include "store/spent.h"

static bool refuse(struct err *err)
{
	return err_set(err, ERR_NOT_SIGNED,
		"this sign-in took too long or was used already: begin again");
}

bool app_step_write(struct call *c, const char *purpose,
	const struct json_shape *shape, const void *value, struct str *out,
	struct err *err)
{
	struct buf text;

	buf_init(&text, c->mem, APP_STEP_MOST);
	buf_add_int(&text, c->now + APP_STEP_MS);
	buf_addc(&text, ' ');
	json_show(&text, shape, value);
	if (!buf_ok(&text))
		return err_set(err, ERR_TOO_BIG, "the step is too long");
	return keys_seal_write(c->house->seal, c->mem, purpose, STR(""),
		buf_str(&text), out, err);
}

bool app_step_read(struct call *c, const char *purpose,
	const struct json_shape *shape, struct str sealed, void *value,
	struct err *err)
{
	struct str text, until;
	int64_t until_ms;
	struct err why;

	if (sealed.len > 2 * APP_STEP_MOST ||
		!keys_seal_read(c->house->seal, c->mem, purpose, STR(""),
			sealed, &text, &why))
		return refuse(err);
	until = str_cut(&text, ' ');
	return (str_int(until, &until_ms) && until_ms > c->now &&
		       json_read_text(c->mem, text, shape, value, &why)) ||
	       refuse(err);
}

bool app_step_spend(
	struct call *c, struct str text, int64_t until, struct err *err)
{
	unsigned char hash[HASH_SHA256_SIZE];
	bool first = false;

	hash_sha256(text, hash);
	return store_spent_add(c->db,
		       (struct bytes){ (char *)hash, sizeof(hash) }, until,
		       &first, err) &&
	       (first || refuse(err));
}
