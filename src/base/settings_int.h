/* base/settings_int.h - inside of settings: the rows of the table. */
#ifndef BASE_SETTINGS_INT_H
#define BASE_SETTINGS_INT_H

#include "base/settings.h"

enum setting_kind {
	SETTING_TEXT,
	SETTING_SECRET,
	SETTING_WORD,
	SETTING_BOOL,
	SETTING_REAL,
	SETTING_INT,
	SETTING_SIZE,
	SETTING_AMOUNT,
	SETTING_GROUP, /* a heading */
	SETTING_ALIAS  /* another name of the setting at `at` */
};

struct setting_row {
	enum setting_kind kind;
	const char *name, *value;
	int64_t least, most;
	const char *text;
	size_t at;
};

extern const struct setting_row setting_rows[];
extern const size_t setting_row_count;

void setting_name(const struct setting_row *row, char out[48]);
bool setting_read(const struct setting_row *row, const char *text, void *into);
void setting_accepted(const struct setting_row *row, char *out, size_t room);

#endif
