/*
 * intake/pdf_crypt.c - files that anybody may read and only their owner may
 * change: the standard security handler with the empty password, RC4 and AES
 * (ISO 32000-2 s. 7.6). Tries no other password, asks for none.
 */
#include "base/crypto_lib.h"
#include "intake/pdf_int.h"

enum { KEY_MOST = 32, SALT = 8, HASHES_MOST = 256 };

enum cipher { CIPHER_NONE, CIPHER_RC4, CIPHER_AES };

struct pdf_lock {
	unsigned char key[KEY_MOST];
	size_t key_len;
	int revision;
	enum cipher text, stream;
	bool whole_key; /* AES-256: the same for every object */
};

static const unsigned char padding[32] = { 0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75,
	0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08, 0x2E, 0x2E,
	0x00, 0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53,
	0x69, 0x7A };

static void rc4(const unsigned char *key, size_t key_len, struct str in,
	unsigned char *out)
{
	unsigned char s[256], swap;
	unsigned i, j = 0;

	for (i = 0; i < 256; i++)
		s[i] = (unsigned char)i;
	for (i = 0; i < 256; i++) {
		j = (j + s[i] + key[i % key_len]) & 255;
		swap = s[i];
		s[i] = s[j];
		s[j] = swap;
	}
	i = j = 0;
	for (size_t k = 0; k < in.len; k++) {
		i = (i + 1) & 255;
		j = (j + s[i]) & 255;
		swap = s[i];
		s[i] = s[j];
		s[j] = swap;
		out[k] = (unsigned char)in.at[k] ^ s[(s[i] + s[j]) & 255];
	}
}

static bool digest(const EVP_MD *kind, struct str a, struct str b, struct str c,
	unsigned char *out)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	bool ok = ctx && EVP_DigestInit_ex(ctx, kind, NULL) == 1 &&
		  EVP_DigestUpdate(ctx, a.at, a.len) == 1 &&
		  EVP_DigestUpdate(ctx, b.at, b.len) == 1 &&
		  EVP_DigestUpdate(ctx, c.at, c.len) == 1 &&
		  EVP_DigestFinal_ex(ctx, out, NULL) == 1;

	EVP_MD_CTX_free(ctx);
	return ok;
}

/* Whole blocks of CBC, nothing padded; how many bytes came out. */
static size_t aes(const unsigned char *key, size_t key_len,
	const unsigned char *iv, struct str in, unsigned char *out, bool lock)
{
	EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
	const EVP_CIPHER *kind =
		key_len == 32 ? EVP_aes_256_cbc() : EVP_aes_128_cbc();
	int len = 0;
	bool ok = ctx &&
		  EVP_CipherInit_ex(ctx, kind, NULL, key, iv, lock) == 1 &&
		  EVP_CIPHER_CTX_set_padding(ctx, 0) == 1 &&
		  EVP_CipherUpdate(ctx, out, &len, (const unsigned char *)in.at,
			  (int)(in.len & ~(size_t)15)) == 1;

	EVP_CIPHER_CTX_free(ctx);
	return ok ? (size_t)len : 0;
}

static struct str bytes_of(const unsigned char *at, size_t len)
{
	return str_of((const char *)at, len);
}

/* ---- keys --------------------------------------------------------------- */

/* Revisions 2 to 4: the key, and whether it is the right one. */
static bool old_key(struct pdf *pdf, const struct pdf_obj *dict,
	struct pdf_lock *lock, struct str o, struct str u)
{
	int64_t rights =
		(int64_t)intake_pdf_number(intake_pdf_key(pdf, dict, "P"), 0);
	const struct pdf_obj *open =
		intake_pdf_key(pdf, dict, "EncryptMetadata");
	struct str id = intake_pdf_str(intake_pdf_item(
		pdf, intake_pdf_key(pdf, &pdf->trailer, "ID"), 0));
	unsigned char bits[8] = { 0 }, sum[16], check[32], key[KEY_MOST];
	unsigned char first[68];
	size_t len = 4;

	for (int i = 0; i < 4; i++)
		bits[i] = (unsigned char)(rights >> 8 * i);
	if (lock->revision >= 4 && open->kind == PDF_BOOL &&
		open->as.number == 0) {
		memset(bits + 4, 255, 4);
		len = 8;
	}
	memcpy(first, padding, 32);
	memcpy(first + 32, o.at, 32);
	memcpy(first + 64, bits, 4);
	if (!digest(EVP_md5(), bytes_of(first, 68), id,
		    bytes_of(bits + 4, len - 4), sum))
		return false;
	for (int i = 0; lock->revision >= 3 && i < 50; i++)
		if (!digest(EVP_md5(), bytes_of(sum, lock->key_len), STR(""),
			    STR(""), sum))
			return false;
	memcpy(lock->key, sum, lock->key_len);
	if (lock->revision == 2) {
		rc4(lock->key, lock->key_len, bytes_of(padding, 32), check);
		return !memcmp(check, u.at, 32);
	}
	if (!digest(EVP_md5(), bytes_of(padding, 32), id, STR(""), sum))
		return false;
	for (int i = 0; i < 20; i++) {
		for (size_t k = 0; k < lock->key_len; k++)
			key[k] = (unsigned char)(lock->key[k] ^ i);
		rc4(key, lock->key_len, bytes_of(sum, 16), sum);
	}
	return !memcmp(sum, u.at, 16);
}

/* Algorithm 2.B: the hash that AES-256 hardens passwords with. */
static bool hardened(
	struct pdf *pdf, int revision, struct str salt, unsigned char out[64])
{
	unsigned char *all = arena_bytes(&pdf->own, 64 * 64);
	unsigned char *locked = arena_bytes(&pdf->own, 64 * 64);
	size_t len = 32;

	if (!digest(EVP_sha256(), salt, STR(""), STR(""), out))
		return false;
	for (int i = 0; revision >= 6 && i < HASHES_MOST; i++) {
		unsigned sum = 0;
		size_t was = len;

		for (size_t k = 0; k < 64; k++)
			memcpy(all + k * len, out, len);
		if (aes(out, 16, out + 16, bytes_of(all, 64 * len), locked,
			    true) != 64 * len)
			return false;
		for (int k = 0; k < 16; k++)
			sum += locked[k];
		if (!digest(sum % 3 == 0   ? EVP_sha256()
			    : sum % 3 == 1 ? EVP_sha384()
					   : EVP_sha512(),
			    bytes_of(locked, 64 * len), STR(""), STR(""), out))
			return false;
		len = sum % 3 == 0 ? 32 : sum % 3 == 1 ? 48 : 64;
		if (i >= 63 && locked[64 * was - 1] <= i - 31)
			break;
	}
	return true;
}

/* Revisions 5 and 6: the key is in the file, locked with the password. */
static bool new_key(struct pdf *pdf, const struct pdf_obj *dict,
	struct pdf_lock *lock, struct str u)
{
	static const unsigned char zero[16];
	struct str locked = intake_pdf_str(intake_pdf_key(pdf, dict, "UE"));
	unsigned char hash[64];

	if (u.len < 48 || locked.len < 32 ||
		!hardened(pdf, lock->revision, str_of(u.at + 32, SALT), hash) ||
		memcmp(hash, u.at, 32) != 0 ||
		!hardened(pdf, lock->revision, str_of(u.at + 40, SALT), hash))
		return false;
	return aes(hash, 32, zero, str_of(locked.at, 32), lock->key, false) ==
	       32;
}

/* ---- what is locked how ------------------------------------------------- */

static enum cipher cipher(
	struct pdf *pdf, const struct pdf_obj *dict, const char *what)
{
	const struct pdf_obj *name = intake_pdf_key(pdf, dict, what);
	const struct pdf_obj *filter = intake_pdf_see(
		pdf, intake_pdf_raw(intake_pdf_key(pdf, dict, "CF"),
			     intake_pdf_str(name)));
	const struct pdf_obj *method = intake_pdf_key(pdf, filter, "CFM");

	return intake_pdf_is(method, "V2")      ? CIPHER_RC4
	       : intake_pdf_is(method, "AESV2") ? CIPHER_AES
	       : intake_pdf_is(method, "AESV3") ? CIPHER_AES
						: CIPHER_NONE;
}

static bool opens(
	struct pdf *pdf, const struct pdf_obj *dict, struct pdf_lock *lock)
{
	struct str o = intake_pdf_str(intake_pdf_key(pdf, dict, "O"));
	struct str u = intake_pdf_str(intake_pdf_key(pdf, dict, "U"));
	int64_t version =
		intake_pdf_int(intake_pdf_key(pdf, dict, "V"), 0, 9, 0);
	int64_t bits = intake_pdf_int(
		intake_pdf_key(pdf, dict, "Length"), 40, 128, 40);

	lock->revision =
		(int)intake_pdf_int(intake_pdf_key(pdf, dict, "R"), 0, 9, 0);
	lock->text = lock->stream = CIPHER_RC4;
	if (version >= 4) {
		lock->text = cipher(pdf, dict, "StrF");
		lock->stream = cipher(pdf, dict, "StmF");
		bits = 128;
	}
	lock->key_len = version == 1 ? 5 : (size_t)bits / 8;
	if (o.len < 32 || u.len < 32 || lock->revision < 2 ||
		lock->revision > 6)
		return false;
	if (lock->revision < 5)
		return old_key(pdf, dict, lock, o, u);
	lock->whole_key = true;
	lock->key_len = 32;
	return new_key(pdf, dict, lock, u);
}

bool intake_pdf_unlock(struct pdf *pdf, struct err *err)
{
	const struct pdf_obj *dict =
		intake_pdf_key(pdf, &pdf->trailer, "Encrypt");
	struct pdf_lock *lock;

	if (dict->kind != PDF_DICT || pdf->lock)
		return true;
	lock = ARENA_NEW(&pdf->own, struct pdf_lock);
	if (!intake_pdf_is(intake_pdf_key(pdf, dict, "Filter"), "Standard"))
		return err_set(err, ERR_UNTRUSTED,
			"the PDF is locked in a way that only its own program "
			"opens; save it without protection");
	if (!opens(pdf, dict, lock))
		return err_set(err, ERR_UNTRUSTED,
			"the PDF is locked with a password; save it without "
			"one");
	pdf->lock = lock;
	/* what was read so far was read locked */
	for (uint32_t i = 0; i < pdf->entry_count; i++)
		pdf->entries[i].obj = NULL;
	return true;
}

/* The key of one object. */
static size_t object_key(const struct pdf_lock *lock, uint32_t number,
	uint32_t generation, bool is_aes, unsigned char key[KEY_MOST])
{
	unsigned char id[5] = { (unsigned char)number,
		(unsigned char)(number >> 8), (unsigned char)(number >> 16),
		(unsigned char)generation, (unsigned char)(generation >> 8) };
	size_t len = lock->key_len + 5;

	if (lock->whole_key) {
		memcpy(key, lock->key, 32);
		return 32;
	}
	if (!digest(EVP_md5(), bytes_of(lock->key, lock->key_len),
		    bytes_of(id, 5), is_aes ? STR("sAlT") : STR(""), key))
		return 0;
	return len < 16 ? len : 16;
}

struct str intake_pdf_clear(struct pdf *pdf, struct arena *mem, struct str s,
	uint32_t number, uint32_t generation, bool stream)
{
	const struct pdf_lock *lock = pdf->lock;
	enum cipher how = !lock    ? CIPHER_NONE
			  : stream ? lock->stream
				   : lock->text;
	unsigned char key[KEY_MOST], *out;
	size_t len;

	if (how == CIPHER_NONE || !s.len ||
		!(len = object_key(
			  lock, number, generation, how == CIPHER_AES, key)))
		return s;
	intake_pdf_work(pdf, 64 + (int64_t)s.len);
	out = arena_bytes(mem, s.len + 16);
	if (how == CIPHER_RC4) {
		rc4(key, len, s, out);
		return bytes_of(out, s.len);
	}
	if (s.len < 32)
		return STR("");
	len = aes(key, len, (const unsigned char *)s.at,
		str_of(s.at + 16, s.len - 16), out, false);
	/* a padding that is none is left alone: the file is cut short */
	if (len && out[len - 1] >= 1 && out[len - 1] <= 16)
		len -= out[len - 1];
	return bytes_of(out, len);
}
