/* Passwords: hashes old and new, what is refused, how many at once. ACC-2. */
#include "test.h"

#include "keys/password.h"

#include <pthread.h>

static bool same(const char *hash, struct str password, bool *upgrade)
{
	struct err err = { 0 };
	bool right = keys_password_check(str_c(hash), password, upgrade, &err);

	OK(right || err.code == ERR_NOT_SIGNED);
	return right;
}

TEST(a_new_hash_is_argon2id_and_checks_its_password_only)
{
	struct err err = { 0 };
	struct str hash = STR_NONE, again = STR_NONE;
	bool upgrade = true;

	NEED_ERR(keys_password_make(
			 &test_mem, STR("correct horse"), &hash, &err),
		err);
	OK(str_starts(hash, STR("$argon2id$v=19$m=19456,t=2,p=1$")));
	OK(same(hash.at, STR("correct horse"), &upgrade));
	OK(!upgrade);
	OK(!same(hash.at, STR("correct horsf"), &upgrade));
	OK(!same(hash.at, STR("correct hors"), &upgrade));
	OK(!same(hash.at, STR(""), &upgrade));
	OK_ERR(keys_password_make(
		       &test_mem, STR("correct horse"), &again, &err),
		err);
	OK(!str_eq(hash, again)); /* salted */
}

/* Made by the reference program, argon2(1). */
TEST(hashes_of_the_reference_program_verify)
{
	static const struct {
		const char *hash;
		bool upgrade;
	} made[] = {
		{ "$argon2id$v=19$m=16,t=1,p=1$c29tZXNhbHQxMjM0"
		  "$dp1Fd2d9XCHLxCJvEvVZj0JrWRemlu0/D1PTURu9hqA",
			true },
		{ "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQxMjM0"
		  "$O5zHXCul3QZtk6pDRka0fbON4joEQFzY8FdFFIpEO7k",
			false },
		{ "$argon2i$v=19$m=64,t=3,p=1$c29tZXNhbHQxMjM0"
		  "$taLyz0w3p95jM9RX12QBDLSXjL9kspa1s58kv8FfkNk",
			true },
		{ "$argon2id$v=19$m=64,t=2,p=4$c29tZXNhbHQxMjM0"
		  "$rsnuOvLfuDOCAT/CKXeHK20Z7bNULIf7LlHihbr+kYo",
			true },
	};

	for (size_t i = 0; i < LENGTH(made); i++) {
		bool upgrade = !made[i].upgrade;

		OK(same(made[i].hash, STR("correct horse"), &upgrade));
		OK(upgrade == made[i].upgrade);
		OK(!same(made[i].hash, STR("Correct horse"), &upgrade));
	}
}

/* ACC-2: imported bcrypt hashes verify and ask to be renewed. */
TEST(imported_bcrypt_hashes_verify_and_ask_to_be_renewed)
{
	static const struct {
		const char *hash, *password;
	} made[] = {
		{ "$2a$05$CCCCCCCCCCCCCCCCCCCCC."
		  "E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
			"U*U" },
		{ "$2b$04$abcdefghijklmnopqrstuu"
		  "jydOTSfIH/d5oUHpsygqV5X9xJLQc6e",
			"correct horse" },
		{ "$2y$04$abcdefghijklmnopqrstuu"
		  "jydOTSfIH/d5oUHpsygqV5X9xJLQc6e",
			"correct horse" },
		{ "$2b$04$abcdefghijklmnopqrstuu"
		  "XK9YgGLMroYrAHNTC358XbHdTJd6mY6",
			"éééééééééé" },
	};

	for (size_t i = 0; i < LENGTH(made); i++) {
		bool upgrade = false;

		OK(same(made[i].hash, str_c(made[i].password), &upgrade));
		OK(upgrade);
		OK(!same(made[i].hash, STR("something else"), &upgrade));
		OK(!same(made[i].hash, STR(""), &upgrade));
	}
}

TEST(bcrypt_looks_at_72_bytes_as_it_always_did)
{
	const char *hash = "$2b$04$abcdefghijklmnopqrstuu"
			   "bzadhGtS2zEF.gu0yd0opP6cVzb.e0i";
	char x[1000];
	bool upgrade = false;

	memset(x, 'x', sizeof(x));
	OK(same(hash, str_of(x, 72), &upgrade));
	OK(same(hash, str_of(x, 73), &upgrade));
	OK(same(hash, str_of(x, 1000), &upgrade));
	OK(!same(hash, str_of(x, 71), &upgrade));
	x[5] = '\0';
	OK(!same(hash, str_of(x, 72), &upgrade));
}

/* ASVS 6.2.8: exactly as sent, never cut. */
TEST(argon2_sees_every_byte_up_to_the_ceiling)
{
	struct err err = { 0 };
	struct str hash = STR_NONE;
	char x[KEYS_PASSWORD_MOST + 1];
	bool upgrade;

	memset(x, 'x', sizeof(x));
	x[3] = '\0';
	NEED_ERR(keys_password_make(
			 &test_mem, str_of(x, KEYS_PASSWORD_MOST), &hash, &err),
		err);
	OK(same(hash.at, str_of(x, KEYS_PASSWORD_MOST), &upgrade));
	x[KEYS_PASSWORD_MOST - 1] = 'y';
	OK(!same(hash.at, str_of(x, KEYS_PASSWORD_MOST), &upgrade));
	OK(!same(hash.at, str_of(x, KEYS_PASSWORD_MOST + 1), &upgrade));
	OK(!keys_password_make(
		&test_mem, str_of(x, KEYS_PASSWORD_MOST + 1), &hash, &err));
	OK(err.code == ERR_BAD_INPUT);
}

TEST(hashes_that_would_eat_the_machine_are_not_tried)
{
	static const char *const bad[] = {
		"$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHQxMjM0$AAAA",
		"$argon2id$v=19$m=65536,t=4000000,p=1$c29tZXNhbHQxMjM0$AAAA",
		"$argon2id$v=19$m=64,t=2,p=100000$c29tZXNhbHQxMjM0$AAAA",
		"$argon2id$v=19$m=-1,t=2,p=1$c29tZXNhbHQxMjM0$AAAA",
		"$2b$31$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9",
		"$2b$04$abc",
		"$1$salt$hash",
		"plain text",
		"$",
	};

	for (size_t i = 0; i < LENGTH(bad); i++) {
		struct err err = { 0 };
		bool upgrade;

		OK(!keys_password_check(
			str_c(bad[i]), STR("x"), &upgrade, &err));
		SAME_INT(err.code, ERR_BROKEN);
	}
}

TEST(an_unknown_person_fails_like_a_wrong_password)
{
	struct err wrong = { 0 }, unknown = { 0 }, none = { 0 };
	struct str hash = STR_NONE;
	bool upgrade;

	NEED_ERR(keys_password_make(
			 &test_mem, STR("correct horse"), &hash, &wrong),
		wrong);
	OK(!keys_password_check(hash, STR("x"), &upgrade, &wrong));
	OK(!keys_password_decoy(STR("x"), &unknown));
	OK(!keys_password_check(STR(""), STR("x"), &upgrade, &none));
	SAME_INT(unknown.code, wrong.code);
	SAME_STR(str_c(unknown.text), str_c(wrong.text));
	SAME_STR(str_c(none.text), str_c(wrong.text));
}

/* ---- which passwords ---------------------------------------------------- */

static bool fit(const char *password)
{
	struct err err = { 0 };
	bool ok =
		keys_password_fit(str_c(password), STR("ada.byron@example.com"),
			STR("Ada Lovelace"), "/password", &err);

	OK(ok || (err.code == ERR_BAD_INPUT && err.field_count == 1 &&
			 !strcmp(err.fields[0].at, "/password")));
	return ok;
}

TEST(what_everybody_tries_first_is_refused)
{
	static const char *const bad[] = { "short12", "password", "Password",
		"PASSWORD1", "Password123!", "p@ssw0rd", "P@ssw0rd1!",
		"12345678", "87654321", "abcdefgh", "aaaaaaaa", "lalalala",
		"12341234", "qwertyuiop", "iloveyou", "sunshine1", "dragon99",
		"admin123", "letmein!", "Welcome2024", "trustno1", "1q2w3e4r",
		"princess!!", "liverpool1", "summer2025", "changeme",
		"correcthorsebatterystaple", "äöüäöü", "éééé" };

	for (size_t i = 0; i < LENGTH(bad); i++)
		if (fit(bad[i]))
			test_fail(__FILE__, __LINE__, "accepted: %s", bad[i]);
}

TEST(the_own_email_or_name_is_refused)
{
	OK(!fit("ada.byron@example.com"));
	OK(!fit("Ada.Byron@Example.com"));
	OK(!fit("ada.byron"));
	OK(!fit("ada.byron1815"));
	OK(!fit("ada lovelace"));
	OK(!fit("AdaLovelace1!"));
	OK(fit("lovelace-computes-numbers"));
}

TEST(anything_else_of_eight_characters_is_taken)
{
	static const char *const good[] = { "correct horse", "violet-kiln-94",
		"ü8ß§kd3€", "        x       ", "tr0ub4dor&3xyz",
		"日本語のパスワード", "my dog has nine fleas" };
	char most[KEYS_PASSWORD_MOST + 2];

	for (size_t i = 0; i < LENGTH(good); i++)
		if (!fit(good[i]))
			test_fail(__FILE__, __LINE__, "refused: %s", good[i]);
	for (size_t i = 0; i < sizeof(most); i++)
		most[i] = (char)('a' + i * i % 23 % 26);
	most[KEYS_PASSWORD_MOST] = '\0';
	OK(fit(most));
	most[KEYS_PASSWORD_MOST] = 'a';
	most[KEYS_PASSWORD_MOST + 1] = '\0';
	OK(!fit(most));
}

TEST(a_password_that_is_no_text_is_refused)
{
	struct err err = { 0 };

	OK(!keys_password_fit(STR("abc\0defghijk"), STR("a@b.c"), STR("A"),
		"/password", &err));
	OK(!keys_password_fit(STR("abc\xff defghijk"), STR("a@b.c"), STR("A"),
		"/password", &err));
}

/* ---- how many at once --------------------------------------------------- */

enum { THREADS = 4 };
static pthread_barrier_t gate;
static int busy, done;
static pthread_mutex_t count_lock = PTHREAD_MUTEX_INITIALIZER;

static void *hasher(void *with)
{
	struct arena mem = { 0 };
	struct err err = { 0 };
	struct str hash;
	bool ok;

	(void)with;
	pthread_barrier_wait(&gate);
	ok = keys_password_make(&mem, STR("correct horse"), &hash, &err);
	pthread_mutex_lock(&count_lock);
	*(ok ? &done : &busy) += 1;
	pthread_mutex_unlock(&count_lock);
	OK(ok || (err.code == ERR_BUSY && err.retry_after_ms > 0));
	arena_free(&mem);
	return NULL;
}

static void hash_together(void)
{
	pthread_t threads[THREADS];

	busy = done = 0;
	pthread_barrier_init(&gate, NULL, THREADS);
	for (int i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, hasher, NULL);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	pthread_barrier_destroy(&gate);
}

TEST(who_finds_all_places_taken_waits_or_is_told_to_come_back)
{
	int rounds = 0;

	keys_password_limit((struct keys_password_limits){ 1, THREADS, 60000 });
	hash_together();
	SAME_INT(done, THREADS);
	keys_password_limit((struct keys_password_limits){ 1, 0, 0 });
	do
		hash_together();
	while (!busy && ++rounds < 50);
	OK(busy > 0);
	OK(done > 0);
	keys_password_limit((struct keys_password_limits){ 1, THREADS, 1 });
	rounds = 0;
	do
		hash_together();
	while (!busy && ++rounds < 50);
	OK(busy > 0);
	keys_password_limit((struct keys_password_limits){ 0, 64, 5000 });
}
