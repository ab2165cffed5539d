/* store/template_wish.c - every SQL statement about user_template_preferences.
 */
#include "store/template_wish.h"

#define COLUMNS "account_id, template, custom_config, updated_at"

static const struct db_col columns[] = { DB_COL(template_wish_row, account_id),
	DB_COL(template_wish_row, template),
	DB_COL(template_wish_row, custom_config),
	DB_COL(template_wish_row, updated_at), { 0 } };

static const struct db_query find = {
	.name = "template_wish.find",
	.sql = "SELECT " COLUMNS " FROM user_template_preferences"
	       " WHERE account_id = $1 AND template = $2",
	.in = (const struct db_col[]){ DB_COL(template_wish_row, account_id),
		DB_COL(template_wish_row, template), { 0 } },
	.out = columns,
	.row_size = sizeof(struct template_wish_row),
};

static const struct db_query set = {
	.name = "template_wish.set",
	.sql = "INSERT INTO user_template_preferences (" COLUMNS ")"
	       " VALUES ($1, $2, $3, $4)"
	       " ON CONFLICT (account_id, template) DO UPDATE"
	       " SET custom_config = $3, updated_at = $4",
	.in = columns,
};

static const struct db_query all = {
	.name = "template_wish.all",
	.sql = "SELECT " COLUMNS " FROM user_template_preferences"
	       " WHERE account_id = $1 ORDER BY template",
	.in = (const struct db_col[]){ DB_COL(template_wish_row, account_id),
		{ 0 } },
	.out = columns,
	.row_size = sizeof(struct template_wish_row),
};

const struct db_query *const store_template_wish_queries[] = { &find, &set,
	&all, NULL };

bool store_template_wish_find(struct db *db, struct str account_id,
	struct str template, struct template_wish_row *out, bool *found,
	struct err *err)
{
	return db_find(db, &find,
		&(struct template_wish_row){
			.account_id = account_id, .template = template },
		out, found, err);
}

bool store_template_wish_set(
	struct db *db, const struct template_wish_row *row, struct err *err)
{
	return db_run(db, &set, row, NULL, err);
}

bool store_template_wish_each(struct db *db, struct str account_id,
	db_each_row *each, void *with, struct err *err)
{
	return db_each(db, &all,
		&(struct template_wish_row){ .account_id = account_id }, each,
		with, err);
}
