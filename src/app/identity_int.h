/* app/identity_int.h - inside of identity: the sites, and what they say. */
#ifndef APP_IDENTITY_INT_H
#define APP_IDENTITY_INT_H

#include "app/identity.h"
#include "keys/id_token.h"
#include "partners/oidc.h"

struct app_site {
	struct partners_oidc *oidc; /* NULL: not set */
	struct str redirect_uri;    /* "": this server's own */
	bool google, has_secret;
};

/* ERR_NOT_FOUND: that site is not set here. */
bool app_sites_find(struct call *c, struct str name,
	const struct app_site **out, struct err *err);

/* What the token says, when it is good; `nonce` at NULL: not asked for. */
bool app_identity_believe(struct call *c, const struct app_site *site,
	struct str token, struct str nonce, struct keys_id *out,
	struct err *err);
/* In a writing call: the account of that person, and in. */
bool app_identity_enter(struct call *c, const struct keys_id *id,
	struct sign_answer *out, struct err *err);

#endif
