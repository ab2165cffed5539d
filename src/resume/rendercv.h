/*
 * resume/rendercv.h - what reading and writing RenderCV share: its networks and
 * the languages of its locales, as tables.
 */
#ifndef RESUME_RENDERCV_H
#define RESUME_RENDERCV_H

#include "base/base.h"

struct rendercv_network {
	const char *name;   /* in RenderCV */
	const char *prefix; /* of an address, before the username; NULL: none */
};

struct rendercv_locale {
	const char *language; /* in RenderCV: "german" */
	const char *tag;      /* BCP 47: "de" */
};
extern const struct rendercv_locale resume_rendercv_locales[];
extern const size_t resume_rendercv_locale_count;

/* The address of somebody in a network; none: STR_NONE. */
struct str resume_rendercv_url(
	struct arena *mem, struct str network, struct str username);
/* One of RenderCV's networks, however it is spelled; NULL: none of them. */
const struct rendercv_network *resume_rendercv_network(
	struct arena *mem, struct str name);

#endif
