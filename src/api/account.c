/* api/account.c - my account: do, show. */
#include "api/api.h"
#include "api/shapes.h"
#include "app/account.h"
#include "app/export.h"

static const char *const roles[] = { "user", "admin", NULL };

static const struct json_field account_fields[] = {
	JSON(account, id, JSON_MUST, 36, 36, .format = JSON_UUID),
	JSON(account, email, JSON_MUST, 3, APP_EMAIL_MOST,
		.format = JSON_EMAIL),
	JSON(account, email_verified, JSON_MUST, 0, 0,
		.about = "was the address proven to be theirs?"),
	JSON(account, has_password, JSON_MUST, 0, 0,
		.about = "else others open it: a site, a passkey"),
	JSON(account, full_name, JSON_MUST, 1, 200),
	JSON_WORD(account, role, JSON_MUST, roles),
	JSON(account, plan, JSON_MUST, 1, 24),
	JSON_TENTHS(account, credits, JSON_MUST, 0, 1ll << 40),
	JSON_TIME(account, created_at, JSON_MUST),
	JSON_TIME(account, updated_at, JSON_MUST),
	JSON_TIME(account, signed_in_at, JSON_OMIT_EMPTY),
	JSON_TIME(account, suspended_at, JSON_OMIT_EMPTY),
	{ 0 },
};
const struct json_shape api_account =
	JSON_SHAPE(account, "Account", "A person's account.", account_fields);

static const struct json_field change_fields[] = {
	JSON(account_change, full_name, 0, 1, 200, .format = JSON_LINE),
	JSON(account_change, email, 0, 3, APP_EMAIL_MOST, .format = JSON_EMAIL),
	JSON(account_change, current_password, JSON_WRITEONLY, 1, 1024,
		.format = JSON_PASSWORD, .about = "needed for another email"),
	{ 0 },
};
const struct json_shape api_account_change = JSON_SHAPE(account_change,
	"AccountChange", "What is to be different.", change_fields);

static const struct json_field erased_fields[] = {
	JSON_TIME(erase_answer, erased_at, JSON_MUST),
	JSON(erase_answer, kept, JSON_MUST, 0, 1000,
		.about = "what is kept without the person, and why"),
	{ 0 },
};
const struct json_shape api_erased = JSON_SHAPE(
	erase_answer, "Erased", "What became of the data.", erased_fields);

bool api_user_change(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct account out;

	return app_account_change(c, ask->in, &out, err) &&
	       api_show(reply, &out);
}

static bool leave(struct call *c, const struct api_ask *ask,
	struct str password, struct api_reply *reply, struct err *err)
{
	struct erase_answer out;

	if (!app_account_leave(c, password, &out, err))
		return false;
	api_cookie_drop(c, ask, reply);
	return api_show(reply, &out);
}

bool api_user_erase(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	return leave(c, ask, STR_NONE, reply, err);
}

bool api_user_leave(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	const struct account_proof *in = ask->in;
	struct str password = in->current_password;

	return leave(c, ask, password.at ? password : STR(""), reply, err);
}

/* Straight to the client, as big as it may be. */
static bool send_piece(void *with, struct str piece, struct err *err)
{
	return http_stream_write(with, piece) ||
	       err_set(err, ERR_TIMEOUT, "the client is gone");
}

bool api_user_export(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct str name = str_fmt(c->mem,
		"attachment; filename=\"vitae-export-%lld.zip\"",
		(long long)(c->now / 1000));

	reply->res->status = 200;
	http_res_header(reply->res, "Content-Disposition", name);
	/* nothing is taken along by HEAD: it need not be gathered */
	if (ask->req->method == HTTP_HEAD) {
		(void)http_stream_write(reply->res, STR(""));
		return true;
	}
	return app_export(c, send_piece, reply->res, err);
}
