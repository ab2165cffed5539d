/*
 * partners/oidc.h - a site that says who people are (OpenID Connect): where
 * its doors are (Discovery 1.0), its keys, a code turned into tokens, and what
 * more it says of who they are.
 *
 * Both documents are remembered as long as they say (Cache-Control), between a
 * minute and a day; when the site is away, the keys last known count for an
 * hour more. A key that nobody knows makes the keys be fetched anew, at most
 * once a minute, so that forged tokens cannot make us knock. Not here: whether
 * a token is good (keys/id_token.h), whose account it opens (app/identity.h).
 */
#ifndef PARTNERS_OIDC_H
#define PARTNERS_OIDC_H

#include "base/base.h"

struct partners_oidc; /* one site; shared by all threads */

struct oidc_config {
	struct str issuer, client_id, client_secret; /* the last may be "" */
	bool insecure; /* http:// will do: for tests and development */
};

bool partners_oidc_open(struct partners_oidc **out,
	const struct oidc_config *config, struct err *err);
void partners_oidc_close(struct partners_oidc *site);

struct str partners_oidc_issuer(const struct partners_oidc *site);
struct str partners_oidc_client(const struct partners_oidc *site);

struct oidc_doors {
	struct str authorize, token, jwks;
	struct str userinfo; /* STR_NONE: it has none */
	bool names_itself;   /* it sends `iss` along (RFC 9207) */
	bool by_body; /* it takes the client's secret in the body alone */
};

/* ERR_UPSTREAM: it is away, or what it says makes no sense. */
bool partners_oidc_doors(struct partners_oidc *site, struct arena *mem,
	struct oidc_doors *out, struct err *err);
/* The text of its JSON Web Key Set. `anew`: a key was not among them; without
 * a newer set to be had, the same again. */
bool partners_oidc_keys(struct partners_oidc *site, struct arena *mem,
	bool anew, struct str *jwks, struct err *err);
/* What the code stands for; a code that is not taken is ERR_NOT_SIGNED. */
struct oidc_code {
	struct str code, verifier, redirect_uri;
};
struct oidc_tokens {
	struct str id, access; /* access at NULL: none came along */
};
bool partners_oidc_exchange(struct partners_oidc *site, struct arena *mem,
	const struct oidc_code *code, struct oidc_tokens *out, struct err *err);

/* What its UserInfo door says of who this token stands for: sites that go by
 * the book tell the email there, and not in the ID token (Core, 5.4). What is
 * said of somebody else is ERR_NOT_SIGNED. */
struct oidc_claims {
	struct str email, name; /* "" when it does not say */
	bool email_verified;
};
bool partners_oidc_userinfo(struct partners_oidc *site, struct arena *mem,
	struct str access_token, struct str subject, struct oidc_claims *out,
	struct err *err);

#endif
