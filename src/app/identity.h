/*
 * app/identity.h - signing in by what another site says (ACC-3): Google by an
 * ID token that the page was given, Google or any OpenID Connect provider by
 * the authorization code flow with PKCE, state and nonce.
 *
 * An account is bound to issuer and subject. Only an email that the site has
 * verified finds an account that is there already; one whose own email was
 * never proven may be somebody else's trap, and loses every other way in.
 */
#ifndef APP_IDENTITY_H
#define APP_IDENTITY_H

#include "app/call.h"
#include "app/sign.h"
#include "base/settings.h"
#include "keys/id_token.h"
#include "store/identity.h"

enum {
	APP_IDENTITY_TOKEN = KEYS_ID_TOKEN_MOST, /* bytes */
	APP_IDENTITY_SUBJECT = KEYS_ID_TOKEN_TEXT,
};

struct app_sites; /* of the house: the sites that are set */

bool app_sites_open(struct app_sites **out, const struct settings *settings,
	struct err *err);
void app_sites_close(struct app_sites *sites);

/* All of these open the call themselves. */

struct google_sign {
	struct str id_token, nonce; /* the nonce may be absent */
	bool cookie;
};
bool app_identity_google(struct call *c, const struct google_sign *in,
	struct sign_answer *out, struct err *err);

struct site_ask {
	struct str provider;  /* "google" or "oidc" */
	struct str return_to; /* a path of this site, for browsers */
};
struct site_way {
	struct str authorization_url;
	struct str flow; /* comes back with the code */
};
bool app_identity_begin(struct call *c, const struct site_ask *in,
	struct site_way *out, struct err *err);

struct site_code {
	struct str code, state, flow;
	struct str iss, error; /* may be absent */
	bool cookie;
};
bool app_identity_end(struct call *c, const struct site_code *in,
	struct sign_answer *out, struct str *return_to, struct err *err);

/* ---- one more way into my account (identity_link.c) --------------------- */

/* Those that are set up. */
struct provider {
	struct str provider, issuer;
	bool redirects; /* can people be sent there? */
};
size_t app_identity_providers(struct call *c, struct provider out[2]);

struct link_ask {
	struct str provider, return_to, current_password;
};
bool app_identity_link_begin(struct call *c, const struct link_ask *in,
	struct site_way *out, struct err *err);
/* Was this walk begun to link? Then a browser came back by it. */
bool app_identity_is_link(
	struct call *c, struct str flow, struct str *return_to);
/* Nobody has to be signed in: the walk says who began it. Who is has to be
 * them. */
bool app_identity_link_end(struct call *c, const struct site_code *in,
	struct identity *out, struct err *err);

/* Mine, and one less. */
bool app_identity_list(struct call *c, struct db_rows *out, struct err *err);
bool app_identity_remove(struct call *c, struct str id, struct err *err);

#endif
