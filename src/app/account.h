/* app/account.h - what one may do with accounts. */
#ifndef APP_ACCOUNT_H
#define APP_ACCOUNT_H

#include "app/call.h"
#include "app/sign.h"
#include "base/settings.h"
#include "keys/password.h"
#include "net/mail.h"
#include "store/account.h"

enum {
	APP_EMAIL_MOST = NET_MAIL_ADDRESS,
	APP_NAME_MOST = 200, /* characters */
	APP_PASSWORD_MOST = KEYS_PASSWORD_MOST,
};

struct account_new {
	struct str email, password, full_name;
	bool trusted; /* who runs this server says that the email is theirs */
	bool cookie;  /* a browser asks: see api/cookie.c */
};
struct account_login {
	struct str email, password;
	bool cookie;
};
struct account_change {
	struct str email, full_name; /* at NULL: as it is */
	struct str current_password; /* needed for another email */
};
struct password_change {
	struct str current_password, new_password;
};
struct password_reset {
	struct str token, new_password;
};

/* The first five hash passwords: they open the call themselves. */
bool app_account_register(struct call *c, const struct account_new *in,
	struct sign_answer *out, struct err *err);
bool app_account_login(struct call *c, const struct account_login *in,
	struct sign_answer *out, struct err *err);
bool app_account_change(struct call *c, const struct account_change *in,
	struct account *out, struct err *err);
/* Ends all other sessions. */
bool app_account_change_password(
	struct call *c, const struct password_change *in, struct err *err);
/* Sets a new password by the token of a mail; ends all sessions. */
bool app_account_reset(
	struct call *c, const struct password_reset *in, struct err *err);
/* Such mails as were sent to the account count no more. */
bool app_account_drop_resets(
	struct call *c, struct str account_id, struct err *err);
/* Has that mail sent by a job, if there is such an account; never says
 * whether. */
bool app_account_forgot(struct call *c, struct str email, struct err *err);
/* That job: `input` is its own. */
bool app_account_send_reset(struct call *c, struct str input, struct err *err);

/* ---- whose is that email? ------------------------------------------------ */

/* In a writing call: sends a mail whose link proves it; earlier ones count no
 * more. Nothing, where no mails are sent. */
bool app_account_ask_email(
	struct call *c, const struct account *a, struct err *err);
/* The same for who is signed in; opens the call itself. */
bool app_account_ask_email_again(struct call *c, struct err *err);
/* By the token of that mail. */
bool app_account_verify_email(
	struct call *c, struct str token, struct err *err);
/* In a writing call: the email was proven to be theirs. Who is named in
 * ADMIN_EMAILS becomes an administrator, by that and not before. */
bool app_account_trust_email(
	struct call *c, struct account *a, struct err *err);
/* In a writing call, where somebody else than who made the account proved its
 * email: nothing that opens it now shall open it any more. */
bool app_account_reclaim(struct call *c, struct account *a, struct err *err);

/* ---- for rules about ways in --------------------------------------------- */

/* An account as all begin, without a name and a password yet. */
struct account app_account_new(
	struct call *c, struct str email, struct str email_key);
bool app_account_name_fit(struct str given, struct str *out, struct err *err);
/* Did they sign in a moment ago? */
bool app_account_is_fresh(struct call *c, struct err *err);
/* Is it really them? By their password, named `at` when it is wrong; without
 * one, by having signed in a moment ago. Opens and closes the call. */
bool app_account_prove(struct call *c, struct str password, const char *at,
	struct account *out, struct err *err);

bool app_account_me(struct call *c, struct account *out, struct err *err);

/* ---- for administrators ------------------------------------------------- */

struct account_page {
	struct str like, cursor;
	int64_t limit;
};
bool app_account_list(struct call *c, const struct account_page *ask,
	struct db_rows *out, struct str *next, struct err *err);
bool app_account_get(
	struct call *c, struct str id, struct account *out, struct err *err);
bool app_account_find_email(
	struct call *c, struct str email, struct account *out, struct err *err);
struct account_rule {
	struct str role; /* at NULL: as it is */
	bool has_suspended, suspended;
};
bool app_account_rule(struct call *c, struct str id,
	const struct account_rule *in, struct account *out, struct err *err);

/* ---- leaving ------------------------------------------------------------ */

struct account_proof {
	struct str current_password;
};
struct erase_answer {
	int64_t erased_at;
	struct str kept; /* what, and why */
};
/* Who asks leaves, with their password; at NULL, or where they have none, they
 * signed in a moment ago. Opens the call itself, as the next does. */
bool app_account_leave(struct call *c, struct str password,
	struct erase_answer *out, struct err *err);
/* Everything that is theirs goes. */
bool app_account_erase(struct call *c, struct str id, struct erase_answer *out,
	struct err *err);

/* Lower case, trimmed; refuses what is no address. */
bool app_account_email_key(struct arena *mem, struct str email, const char *at,
	struct str *out, struct err *err);

#endif
