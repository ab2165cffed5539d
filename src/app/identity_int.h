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
/* ---- the walk (identity_site.c) ----------------------------------------- */

/* What has to be known on the way back. */
struct walk {
	struct str provider, state, nonce, verifier, return_to;
	struct str account_id, session_id; /* who links; "": who signs in */
};
enum walk_to { WALK_SIGN_IN, WALK_LINK };

/* The provider, the way back, and who links stand in *w. */
bool app_identity_go(struct call *c, enum walk_to to, struct walk *w,
	struct site_way *out, struct err *err);
bool app_identity_read(struct call *c, enum walk_to to, struct str flow,
	struct walk *out, struct err *err);
/* Who came back by that walk. Leaves the call open for writing. */
bool app_identity_return(struct call *c, const struct site_code *in,
	const struct walk *w, struct keys_id *out, struct err *err);

/* ---- accounts (identity.c) ---------------------------------------------- */

/* In a writing call: one more way into that account. */
bool app_identity_add(struct call *c, const struct keys_id *id,
	struct str account_id, struct identity *out, struct err *err);
/* In a writing call: the account of that person, and in. */
bool app_identity_enter(struct call *c, const struct keys_id *id,
	struct sign_answer *out, struct err *err);

#endif
