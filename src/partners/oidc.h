/*
 * partners/oidc.h - a site that says who people are (OpenID Connect): where
 * its doors are (Discovery 1.0), its keys, and a code turned into an ID token.
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
	bool names_itself; /* it sends `iss` along (RFC 9207) */
	bool by_body;      /* it takes the client's secret in the body alone */
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
bool partners_oidc_exchange(struct partners_oidc *site, struct arena *mem,
	const struct oidc_code *code, struct str *id_token, struct err *err);

#endif
