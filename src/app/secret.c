/* app/secret.c - finds or draws the keys. See secret.h. */
#include "app/secret.h"

#include "base/hash.h"
#include "base/id.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const well_known[] = { "secret", "changeme", "change-me",
	"change_me", "password", "your-secret", "your_secret", "example",
	"default", "insecure", "test-secret", "development", "0123456789",
	"abcdefgh" };

static int distinct(struct str s)
{
	bool seen[256] = { false };
	int n = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		n += !seen[c];
		seen[c] = true;
	}
	return n;
}

/* Is this key one that nobody should use? Says why. */
static bool fit(struct str key, const char *name, struct err *err)
{
	char lower[256];
	size_t n = key.len < sizeof(lower) - 1 ? key.len : sizeof(lower) - 1;

	if (key.len < APP_SECRET_LEAST)
		return err_set(err, ERR_BAD_INPUT,
			"%s must be at least %d characters long; 'openssl rand "
			"-hex 32' makes a good one",
			name, APP_SECRET_LEAST);
	for (size_t i = 0; i < n; i++)
		lower[i] = (char)(key.at[i] >= 'A' && key.at[i] <= 'Z'
					  ? key.at[i] | 32
					  : key.at[i]);
	lower[n] = '\0';
	for (size_t i = 0; i < LENGTH(well_known); i++)
		if (strstr(lower, well_known[i]))
			return err_set(err, ERR_BAD_INPUT,
				"%s contains '%s', which everybody tries "
				"first; "
				"'openssl rand -hex 32' makes a good one",
				name, well_known[i]);
	return distinct(key) >= 10 ||
	       err_set(err, ERR_BAD_INPUT,
		       "%s repeats itself too much to be a secret; 'openssl "
		       "rand -hex 32' makes a good one",
		       name);
}

/* ---- the kept key ------------------------------------------------------- */

static bool is_for_all(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && st.st_mode & S_IRWXO;
}

static bool read_kept(struct arena *mem, const char *path, bool strict,
	struct str *out, struct err *err)
{
	char *text = arena_alloc(mem, 256);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, text, 255);
	bool open_to_all = fd >= 0 && strict && is_for_all(fd);

	if (fd >= 0)
		close(fd);
	if (open_to_all)
		return err_set(err, ERR_BAD_INPUT,
			"everybody on this machine may read or change the key "
			"in '%s': draw a new one, or at least 'chmod 600' it",
			path);
	if (n < APP_SECRET_LEAST)
		return err_set(err, ERR_BAD_INPUT,
			"cannot read a key from '%s'%s%s; restore it, or "
			"remove "
			"it to draw a new one (which signs everybody out and "
			"loses what is sealed)",
			path, n < 0 ? ": " : "", n < 0 ? strerror(errno) : "");
	*out = str_of(text, strcspn(text, "\r\n"));
	return true;
}

/* The name must be durable too: what was sealed by a key that a power cut
 * takes away is lost. */
static bool keep_name(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return ok;
}

/* Whoever links first wins; the others read what is there. */
static bool draw(struct arena *mem, const char *folder, const char *path,
	struct err *err)
{
	struct str token = id_token(mem), fresh;
	bool ok;
	int fd;

	fresh = str_fmt(mem, "%s.%.*s", path, 8, token.at);
	fd = open(fresh.at, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	ok = fd >= 0 && write(fd, token.at, token.len) == (ssize_t)token.len &&
	     fsync(fd) == 0 && (link(fresh.at, path) == 0 || errno == EEXIST) &&
	     keep_name(folder);
	if (!ok)
		err_set(err, ERR_BAD_INPUT, "cannot keep a key in '%s': %s",
			path, strerror(errno));
	if (fd >= 0) {
		close(fd);
		unlink(fresh.at);
	}
	return ok;
}

static bool kept_key(struct arena *mem, const struct settings *s, bool strict,
	struct str *out, struct err *err)
{
	const char *path = str_fmt(mem, "%s/secret.key", s->data_dir).at;

	return (access(path, F_OK) == 0 || draw(mem, s->data_dir, path, err)) &&
	       read_kept(mem, path, strict, out, err);
}

/* ---- all together ------------------------------------------------------- */

/* Where `strict`, an older key must be as good as one of today: what it signed
 * still counts. */
static bool add_list(struct str *keys, int *count, const char *list,
	const char *name, bool strict, struct err *err)
{
	struct str rest = str_c(list);

	while (rest.len) {
		struct str one = str_trim(str_cut(&rest, ','));

		if (!one.len)
			continue;
		if (*count == APP_SECRET_LIST)
			return err_set(err, ERR_BAD_INPUT,
				"%s holds more than %d keys", name,
				APP_SECRET_LIST - 1);
		if (strict && !fit(one, name, err))
			return false;
		keys[(*count)++] = one;
	}
	return true;
}

static bool open_jwt(const struct settings *s, const struct str *secrets,
	int count, struct house *h, struct err *err)
{
	struct keys_jwt_key keys[APP_SECRET_LIST];
	enum keys_jwt_alg alg;

	if (!keys_jwt_alg_read(str_c(s->jwt_algorithm), &alg, err))
		return false;
	for (int i = 0; i < count; i++)
		keys[i] = (struct keys_jwt_key){ secrets[i], alg };
	return keys_jwt_open(&h->jwt, STR("vitae"), keys, count, err);
}

/* Other pages than those of this key are not believed (CSRF). */
static struct hash_key *open_pages(struct str secret)
{
	unsigned char key[HASH_SHA256_SIZE];

	hash_hmac(HASH_SHA256, STR("vitae page tokens"), secret, key);
	return hash_key_open(
		HASH_SHA256, str_of((const char *)key, sizeof(key)));
}

bool app_secret_open(struct arena *mem, const struct settings *settings,
	struct house *h, struct err *err)
{
	bool strict = !strcmp(settings->environment, "production");
	struct str sign[APP_SECRET_LIST], seal[APP_SECRET_LIST];
	int signs = 1, seals = 1;

	sign[0] = str_c(settings->secret_key);
	if (!sign[0].len && !kept_key(mem, settings, strict, &sign[0], err))
		return false;
	if (!fit(sign[0], "SECRET_KEY", err) &&
		(strict || sign[0].len < APP_SECRET_LEAST))
		return false;
	seal[0] = *settings->encryption_key ? str_c(settings->encryption_key)
					    : sign[0];
	if ((strict && !fit(seal[0], "ENCRYPTION_KEY", err)) ||
		!add_list(sign, &signs, settings->secret_key_previous,
			"SECRET_KEY_PREVIOUS", strict, err) ||
		!add_list(seal, &seals, settings->encryption_key_previous,
			"ENCRYPTION_KEY_PREVIOUS", strict, err))
		return false;
	if (*settings->session_secret && strict &&
		!fit(str_c(settings->session_secret), "SESSION_SECRET", err))
		return false;
	h->rate_secret = rate_secret_of(sign[0]);
	h->pages = open_pages(*settings->session_secret
				      ? str_c(settings->session_secret)
				      : sign[0]);
	return open_jwt(settings, sign, signs, h, err) &&
	       keys_seal_open(&h->seal, seal, seals, err);
}
