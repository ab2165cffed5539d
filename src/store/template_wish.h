/* store/template_wish.h - what people usually want of a template, typed. */
#ifndef STORE_TEMPLATE_WISH_H
#define STORE_TEMPLATE_WISH_H

#include "db/db.h"

struct template_wish_row {
	struct str account_id, template;
	struct str custom_config; /* a style, as JSON */
	int64_t updated_at;
};

bool store_template_wish_find(struct db *db, struct str account_id,
	struct str template, struct template_wish_row *out, bool *found,
	struct err *err);
/* Adds it, or takes the place of the one before. */
bool store_template_wish_set(
	struct db *db, const struct template_wish_row *row, struct err *err);
bool store_template_wish_each(struct db *db, struct str account_id,
	db_each_row *each, void *with, struct err *err);

extern const struct db_query *const store_template_wish_queries[];

#endif
