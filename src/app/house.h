/*
 * app/house.h - what outlives calls: made once at start, shared by all
 * threads, changed by none (what changes inside has its own lock).
 */
#ifndef APP_HOUSE_H
#define APP_HOUSE_H

#include "app/call.h"
#include "base/rate.h"
#include "base/settings.h"
#include "blob/blob.h"
#include "keys/jwt.h"
#include "keys/seal.h"
#include "partners/llm.h"
#include "partners/redis.h"

struct app_seen;      /* app/seen.h */
struct app_limits;    /* app/limit.h */
struct app_sites;     /* app/identity.h */
struct app_monitor;   /* app/monitor.h */
struct app_telemetry; /* app/telemetry.h */
struct app_desks;     /* app/desk.h */
struct app_pictures;  /* app/template.h */
struct app_reader;    /* app/render.h */
struct app_intake;    /* app/parse.h */
struct jail;          /* jail/jail.h, for the handlers of jobs alone */
struct work_ocr;      /* work/ocr.h, the same */

/* How much all files take; see app/file.c. */
struct house_stored {
	_Atomic int64_t bytes, summed_ms; /* summed_ms 0: not summed yet */
};

/* What a part says of itself; nothing, while it has not begun. */
struct house_word {
	int status; /* enum health */
	char text[160];
};

struct house {
	const struct settings *settings;
	struct db_pool *db;
	struct str newer; /* its last migration that we do not know, if any */
	struct keys_jwt *jwt;
	struct keys_seal *seal;
	struct blob_store *blobs;
	struct house_stored stored;
	struct jail *jail;    /* NULL: files cannot be read safely here */
	struct work_ocr *ocr; /* NULL: pictures are not read */
	/* Reads files that people hand in; NULL: nobody does here. */
	const struct app_intake *intake;
	struct house_word jail_word; /* see app_health_jail */
	struct rate *rate;
	struct rate_secret rate_secret;
	struct partners_redis *redis; /* NULL: nodes count for themselves */
	struct llm_server *llm;       /* NULL: builtin alone */
	struct app_seen *seen;
	struct app_limits *limits;
	struct app_sites *sites;
	struct hash_key *pages; /* for app_sign_page_token */
	struct app_monitor *monitor;
	struct app_telemetry *telemetry; /* NULL: nobody is told */
	struct app_desks *desks;
	struct app_pictures *pictures;
	/* Reads back what was rendered; NULL: there is none. */
	const struct app_reader *reader;
	int64_t started_at;
	char node[40]; /* this process, for leases */
	bool draining; /* about to stop: not ready any more */
};

/* Opens everything that `settings` asks for: the database with its schema up
 * to date, the keys (made and kept in DATA_DIR where none are set), the
 * limiter. `migrate`: apply what is missing; without, what is missing is an
 * error. Texts in the house live in `mem`. */
bool app_house_open(struct arena *mem, const struct settings *settings,
	bool migrate, struct house *out, struct err *err);
void app_house_close(struct house *h);

const char *app_house_engine(const struct house *h);
/* As db_on_notice; NULL: nobody listens any more. */
void app_house_on_notice(
	const struct house *h, void (*heard)(void *with), void *with);
void app_house_stats(const struct house *h, struct db_stats *out);

#endif
