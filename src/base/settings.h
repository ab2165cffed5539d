/*
 * base/settings.h - what an operator can set, as one constant struct.
 *
 * The table is src/settings.def. A value comes, the later winning, from the
 * default, a file (/etc/vitae/vitae.conf or --config FILE), .env in the
 * working folder, the environment, a flag (--port 8000, --port=8000). A wrong
 * value is an error that names the setting, the value's place and what is
 * accepted; so is an unknown name in a file or a flag.
 */
#ifndef BASE_SETTINGS_H
#define BASE_SETTINGS_H

#include "base/base.h"

#define SETTING_C_TEXT const char *
#define SETTING_C_SECRET const char *
#define SETTING_C_WORD const char *
#define SETTING_C_INT int64_t
#define SETTING_C_SIZE int64_t
#define SETTING_C_AMOUNT int64_t
#define SETTING_C_BOOL bool
#define SETTING_C_REAL double

struct settings {
#define GROUP(text)
#define ALIAS(other, name)
#define SETTING(name, kind, value, least, most, text) SETTING_C_##kind name;
#include "settings.def"
#undef SETTING
#undef ALIAS
#undef GROUP
};

/* One setting as people see it. */
struct setting_view {
	const char *group;    /* "Server" */
	char name[48];        /* "PORT" */
	const char *text;     /* what it is, one sentence */
	const char *value;    /* the default's text */
	struct str now;       /* the effective value; secrets masked */
	const char *from;     /* "default", ".env:3", "environment", "flag" */
	const char *accepted; /* "a whole number from 0 to 65535" */
	bool secret;
};

struct settings_source {
	const char *file;   /* --config; NULL: /etc/vitae/vitae.conf if there */
	const char *dotenv; /* ".env"; NULL: none; absent is fine */
	char **environ;     /* NULL: none */
	int argc;           /* flags; other words are left to the caller */
	char **argv;
};

/* Everything lives in `mem`. */
struct settings_read {
	struct settings values;
	struct setting_view *views;
	size_t count;
	int argc; /* words that were no flags, in order */
	char **argv;
};

bool settings_read(struct arena *mem, const struct settings_source *source,
	struct settings_read *out, struct err *err);

/* The text of .env.example, made of the table. */
void settings_example(struct buf *out);

#endif
