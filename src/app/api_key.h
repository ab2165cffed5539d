/* app/api_key.h - personal API keys, with scopes. */
#ifndef APP_API_KEY_H
#define APP_API_KEY_H

#include "app/call.h"
#include "app/cursor.h"
#include "store/api_key.h"

enum { APP_API_KEYS_MOST = 100 };

struct api_key_new {
	struct str name;
	struct str scopes;  /* words separated by blanks */
	int64_t expires_at; /* 0: never */
};
struct api_key_made {
	struct api_key key;
	struct str secret; /* shown this once */
};

/* ERR_CONFLICT when the person has APP_API_KEYS_MOST. */
bool app_api_key_create(struct call *c, const struct api_key_new *in,
	struct api_key_made *out, struct err *err);
/* Mine, newest first. */
bool app_api_key_list(struct call *c, const struct page_ask *ask,
	struct db_rows *out, struct str *next, struct err *err);
bool app_api_key_remove(struct call *c, struct str id, struct err *err);

#endif
