/* api/share_int.h - inside of shared links: how what visitors see looks. */
#ifndef API_SHARE_INT_H
#define API_SHARE_INT_H

#include "http/http.h"

enum share_words {
#define WORDS(id, ...) SHARE_##id,
#include "api/share_words.def"
#undef WORDS
};

struct share_look {
	struct arena *mem;
	int language; /* of the visitor, as the browser says */
};
struct share_look api_share_look(const struct http_req *req, struct arena *mem);

/* Whole pages. */
struct str api_share_words(const struct share_look *l, enum share_words title,
	enum share_words why);
struct str api_share_form(
	const struct share_look *l, struct str token, enum share_words why);

/* The document's page as a sheet with a bar above, and a link to the PDF. */
struct str api_share_sheet(const struct share_look *l, struct str html,
	struct str token, bool download);

#endif
