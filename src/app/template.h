/*
 * app/template.h - which templates there are, how each looks, and what
 * somebody usually wants of it (DOC-11). What a template is, is the press's
 * business; which files the operator has beside the house's, that of desks.
 */
#ifndef APP_TEMPLATE_H
#define APP_TEMPLATE_H

#include "app/call.h"
#include "store/template_wish.h"

struct template_row {
	struct str id, name, description, category;
	bool is_premium;
	int64_t version;
	struct str preview_url;
	struct str config; /* its style, as JSON */
	struct str fault;  /* why it cannot be used; empty: it can */
};

/* OWN, as the next. */
bool app_template_list(struct call *c, struct db_rows *out, struct err *err);
bool app_template_get(struct call *c, struct str id, struct template_row *out,
	struct err *err);

/* A picture of the first page: of a resume of the house, or (document_id) of
 * one of mine, which says its template itself where there is no id. */
struct template_picture {
	struct str bytes; /* PNG */
	struct str tag;   /* the same, the same bytes */
};
bool app_template_picture(struct call *c, struct str id, struct str document_id,
	struct template_picture *out, struct err *err);

/* What I usually want of it; nothing: {} and a time of 0. */
bool app_template_wish(struct call *c, struct str id,
	struct template_wish_row *out, struct err *err);
bool app_template_set_wish(struct call *c, struct str id, struct str config,
	struct template_wish_row *out, struct err *err);

/* Pictures of the house's resume are kept from one call to the next. */
struct app_pictures;
struct app_pictures *app_pictures_open(void);
void app_pictures_close(struct app_pictures *p);

#endif
