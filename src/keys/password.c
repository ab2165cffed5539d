/*
 * keys/password.c - makes and checks password hashes. See password.h; whether
 * a password is good enough is told by password_fit.c.
 */
#include "keys/password.h"

#include "base/library.h"

#include <crypt.h>
#include <errno.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static struct sodium_lib {
#define SODIUM(name) __typeof__(&name) name##_;
#include "keys/sodium_lib.def"
#undef SODIUM
} sodium;

static struct crypt_lib {
	__typeof__(&crypt_r) crypt_r_;
} crypt_lib;

/* OWASP's and ASVS's first choice (2024): 19 MiB, twice over, one lane. */
static const struct {
	int memory_kib, passes;
} fresh = { 19456, 2 };

/* What an imported hash may ask for. */
enum {
	MEMORY_KIB = 256 * 1024,
	WORK_KIB = 1024 * 1024, /* memory times passes: about a second */
	LANES = 16,
	BCRYPT_COST = 15,
	BCRYPT_LEN = 60,
	BCRYPT_BYTES = 72,
};

/* ---- whose turn it is --------------------------------------------------- */

static struct {
	pthread_mutex_t lock;
	pthread_cond_t freed;
	struct keys_password_limits most;
	int running, waiting;
} turns = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER,
	{ 0, 64, 5000 }, 0, 0 };

static pthread_once_t once = PTHREAD_ONCE_INIT;

/* What only passwords need, and commands hardly ever. */
static bool load(struct err *err)
{
	static const char *const names[] = {
#define SODIUM(name) #name,
#include "keys/sodium_lib.def"
#undef SODIUM
		NULL
	};
	static const char *const crypt_names[] = { "crypt_r", NULL };
	static const struct library libraries[] = {
		{ "libsodium.so.23", "the library for passwords (libsodium)",
			names, (void **)&sodium },
		{ "libcrypt.so.1", "the library for passwords (libcrypt)",
			crypt_names, (void **)&crypt_lib },
	};

	return library_load(&libraries[0], err) &&
	       library_load(&libraries[1], err);
}

static void begin(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	struct err err = { 0 };

	if (!load(&err)) {
		fprintf(stderr, "vitae: %s\n", err.text);
		abort();
	}
	if (sodium.sodium_init_() < 0)
		abort();
	if (turns.most.at_once < 1)
		turns.most.at_once = cores > 0 ? (int)cores : 1;
}

void keys_password_limit(struct keys_password_limits limits)
{
	pthread_once(&once, begin);
	pthread_mutex_lock(&turns.lock);
	turns.most = limits;
	if (limits.at_once < 1)
		begin();
	pthread_mutex_unlock(&turns.lock);
}

static bool too_busy(struct err *err)
{
	err_set(err, ERR_BUSY,
		"too many are signing in at this moment, try again");
	err->retry_after_ms = 1000;
	return false;
}

static bool wait_for_turn(void)
{
	struct timespec end;
	int late = 0;

	clock_gettime(CLOCK_MONOTONIC, &end);
	end.tv_sec += turns.most.wait_ms / 1000;
	end.tv_nsec += turns.most.wait_ms % 1000 * 1000000L;
	if (end.tv_nsec >= 1000000000L) {
		end.tv_sec++;
		end.tv_nsec -= 1000000000L;
	}
	turns.waiting++;
	while (turns.running >= turns.most.at_once && late != ETIMEDOUT)
		late = pthread_cond_clockwait(
			&turns.freed, &turns.lock, CLOCK_MONOTONIC, &end);
	turns.waiting--;
	return turns.running < turns.most.at_once;
}

static bool turn_take(struct err *err)
{
	bool mine;

	pthread_once(&once, begin);
	pthread_mutex_lock(&turns.lock);
	mine = turns.running < turns.most.at_once ||
	       (turns.waiting < turns.most.waiting && wait_for_turn());
	turns.running += mine;
	pthread_mutex_unlock(&turns.lock);
	return mine || too_busy(err);
}

static void turn_give(void)
{
	pthread_mutex_lock(&turns.lock);
	turns.running--;
	pthread_cond_signal(&turns.freed);
	pthread_mutex_unlock(&turns.lock);
}

/* ---- new hashes --------------------------------------------------------- */

bool keys_password_make(struct arena *mem, struct str password,
	struct str *hash, struct err *err)
{
	char text[crypto_pwhash_STRBYTES];
	int failed;

	if (password.len > KEYS_PASSWORD_MOST)
		return err_set(err, ERR_BAD_INPUT,
			"the password is longer than %d bytes",
			KEYS_PASSWORD_MOST);
	if (!turn_take(err))
		return false;
	failed = sodium.crypto_pwhash_str_alg_(text,
		password.len ? password.at : "", password.len,
		(unsigned)fresh.passes, (size_t)fresh.memory_kib * 1024,
		crypto_pwhash_ALG_ARGON2ID13);
	turn_give();
	if (failed) /* libsodium's one reason */
		return err_set(err, ERR_BUSY,
			"no memory to hash a password, try again");
	*hash = str_copy(mem, str_c(text));
	return true;
}

/* ---- checking ----------------------------------------------------------- */

struct argon2 {
	bool id; /* argon2id, not argon2i */
	int64_t memory_kib, passes, lanes;
};

static bool take_number(struct str *rest, const char *before, int64_t *out)
{
	struct str mark = str_c(before);
	size_t n = mark.len;

	if (!str_starts(*rest, mark))
		return false;
	while (n < rest->len && rest->at[n] >= '0' && rest->at[n] <= '9')
		n++;
	if (!str_int(str_of(rest->at + mark.len, n - mark.len), out))
		return false;
	*rest = str_of(rest->at + n, rest->len - n);
	return true;
}

/* The head of "$argon2id$v=19$m=19456,t=2,p=1$salt$hash". */
static bool argon2_read(struct str hash, struct argon2 *out)
{
	struct str rest = hash;
	struct str name;

	str_cut(&rest, '$');
	name = str_cut(&rest, '$');
	out->id = str_is(name, "argon2id");
	return hash.len && hash.at[0] == '$' && name.at == hash.at + 1 &&
	       (out->id || str_is(name, "argon2i")) &&
	       str_starts(rest, STR("v=19$")) && (str_cut(&rest, '$'), true) &&
	       take_number(&rest, "m=", &out->memory_kib) &&
	       take_number(&rest, ",t=", &out->passes) &&
	       take_number(&rest, ",p=", &out->lanes);
}

static bool argon2_bearable(const struct argon2 *a)
{
	return a->memory_kib >= 8 && a->memory_kib <= MEMORY_KIB &&
	       a->passes >= 1 && a->passes <= WORK_KIB / a->memory_kib &&
	       a->lanes >= 1 && a->lanes <= LANES;
}

/* "$2b$12$" and 53 characters of salt and hash. */
static bool bcrypt_bearable(struct str hash)
{
	int64_t cost = 0;

	return hash.len == BCRYPT_LEN && hash.at[3] == '$' &&
	       hash.at[6] == '$' && strchr("aby", hash.at[2]) &&
	       str_int(str_of(hash.at + 4, 2), &cost) && cost >= 4 &&
	       cost <= BCRYPT_COST;
}

static bool argon2_same(const char *hash, struct str password)
{
	return sodium.crypto_pwhash_str_verify_(hash,
		       password.len ? password.at : "", password.len) == 0;
}

/* bcrypt ends at a NUL and behind 72 bytes; what lies behind never counted. */
static bool bcrypt_same(const char *hash, struct str password)
{
	struct crypt_data *data = mem_alloc(sizeof(*data));
	char key[BCRYPT_BYTES + 1] = "";
	const char *have;
	bool same = false;

	if (password.len > BCRYPT_BYTES)
		password.len = BCRYPT_BYTES;
	if (password.len)
		memcpy(key, password.at, password.len);
	if (!memchr(key, '\0', password.len)) {
		have = crypt_lib.crypt_r_(key, hash, data);
		same = have && strlen(have) == BCRYPT_LEN &&
		       sodium.sodium_memcmp_(have, hash, BCRYPT_LEN) == 0;
	}
	explicit_bzero(key, sizeof(key));
	explicit_bzero(data, sizeof(*data));
	mem_free(data);
	return same;
}

static bool wrong(struct err *err)
{
	return err_set(
		err, ERR_NOT_SIGNED, "the email or the password is wrong");
}

static bool check(
	struct str hash, bool argon2, struct str password, struct err *err)
{
	char text[KEYS_PASSWORD_HASH + 1] = "";
	bool same;

	memcpy(text, hash.at, hash.len);
	if (password.len > KEYS_PASSWORD_MOST)
		return wrong(err);
	if (!turn_take(err))
		return false;
	same = (argon2 ? argon2_same : bcrypt_same)(text, password);
	turn_give();
	return same || wrong(err);
}

bool keys_password_check(
	struct str hash, struct str password, bool *upgrade, struct err *err)
{
	struct argon2 a;
	bool argon2;

	if (!hash.len) /* an account without a password */
		return keys_password_decoy(password, err);
	argon2 = argon2_read(hash, &a);
	if (hash.len > KEYS_PASSWORD_HASH ||
		!(argon2 ? argon2_bearable(&a) : bcrypt_bearable(hash)))
		return err_set(err, ERR_BROKEN,
			"a stored password hash is of an unknown kind");
	if (!check(hash, argon2, password, err))
		return false;
	*upgrade = !argon2 || !a.id || a.memory_kib < fresh.memory_kib ||
		   a.passes < fresh.passes;
	return true;
}

bool keys_password_decoy(struct str password, struct err *err)
{
	/* 32 zero bytes: nobody knows a password that hashes to them */
	static const char nowhere[] = "c29tZSBvdGhlciBzYWx0IQ$"
				      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
				      "AAAA";
	char text[KEYS_PASSWORD_HASH];
	int n = snprintf(text, sizeof(text), "$argon2id$v=19$m=%d,t=%d,p=1$%s",
		fresh.memory_kib, fresh.passes, nowhere);

	return check(str_of(text, (size_t)n), true, password, err) &&
	       wrong(err);
}
