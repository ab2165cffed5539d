/*
 * app/sign.h - who is it that asks? Access tokens (JWT) and API keys.
 *
 * A token says who it was made for; whether its session still counts, and
 * what its account may do, is looked up (app/seen.h remembers), so that a
 * sign-out, a suspension or a lost role takes effect on the next request.
 */
#ifndef APP_SIGN_H
#define APP_SIGN_H

#include "app/call.h"
#include "store/account.h"

/* What an API key may be allowed. A session may do everything. */
#define APP_SCOPES(X)                         \
	X(PROFILE_READ, "profile:read")       \
	X(PROFILE_WRITE, "profile:write")     \
	X(DOCUMENTS_READ, "documents:read")   \
	X(DOCUMENTS_WRITE, "documents:write") \
	X(TAILOR, "tailor")                   \
	X(JOBS, "jobs")                       \
	X(WEBHOOKS, "webhooks")               \
	X(ADMIN, "admin")

enum scope {
#define SCOPE_BIT(name, word) SCOPE_BIT_##name,
	APP_SCOPES(SCOPE_BIT)
#undef SCOPE_BIT
};
#define SCOPE(name) (1u << SCOPE_BIT_##name)

/* Words separated by blanks; an unknown one is named in err. */
bool app_sign_scopes(struct str words, uint32_t *out, struct err *err);
extern const char *const app_sign_scope_words[]; /* NULL-ended */

/* Fills c->who, or ERR_NOT_SIGNED. Opens the call for reading when it has to
 * look something up. */
bool app_sign_bearer(struct call *c, struct str token, struct err *err);

/* What a sign-in gives; without `done` it goes on with a second factor. */
struct sign_answer {
	bool done;
	struct str access_token, token_type;
	int64_t expires_in; /* seconds */
	struct str refresh_token;
	int64_t refresh_expires_in; /* seconds, unless it is used before */
	struct str session_id;
	struct account user;
	struct str mfa_token;
	struct {
		struct str *at;
		size_t count;
	} mfa_methods;
};

/* Who they are is known: lets them in, in a writing call, unless they are
 * suspended; or asks for the second factor that they have set up. `strong`:
 * two factors were shown already. */
bool app_sign_enter(struct call *c, struct account *a, bool strong,
	struct sign_answer *out, struct err *err);
/* Begins a session for the account and makes its tokens; in a writing call. */
bool app_sign_begin(struct call *c, const struct account *a,
	struct sign_answer *out, struct err *err);

/* New tokens for a refresh token, which counts once: a second use ends the
 * session (a retry within seconds gets the same answer). */
bool app_sign_refresh(struct call *c, struct str refresh_token,
	struct sign_answer *out, struct err *err);

enum who_role app_sign_role(struct str word);

/* What a page sends along to show that the browser did not ask by itself
 * (CSRF): bound to the session, kept nowhere. Hex. */
struct str app_sign_page_token(
	const struct house *h, struct arena *mem, struct str session_id);

#endif
