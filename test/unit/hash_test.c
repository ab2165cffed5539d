/* test/unit/hash_test.c - base/hash.h against published vectors. */
#include "test.h"

#include "base/code.h"
#include "base/hash.h"

#include <openssl/evp.h>
#include <openssl/params.h>
#include <pthread.h>

static struct str hex(const void *at, size_t size)
{
	return code_text(&test_mem, CODE_HEX, str_of(at, size));
}

static struct str repeat(char c, size_t n)
{
	char *at = arena_bytes(&test_mem, n);

	memset(at, c, n);
	return str_of(at, n);
}

/* FIPS 180-4, as NIST's examples give them. */
TEST(sha_gives_the_digests_of_the_standard)
{
	unsigned char d[HASH_MAX];

	hash_sha256(STR("abc"), d);
	SAME_STR(hex(d, 32), STR("ba7816bf8f01cfea414140de5dae2223"
				 "b00361a396177a9cb410ff61f20015ad"));
	hash_sha256(STR_NONE, d);
	SAME_STR(hex(d, 32), STR("e3b0c44298fc1c149afbf4c8996fb924"
				 "27ae41e4649b934ca495991b7852b855"));
	hash_sha256(STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomno"
			"pnopq"),
		d);
	SAME_STR(hex(d, 32), STR("248d6a61d20638b8e5c026930c3e6039"
				 "a33ce45964ff2167f6ecedd419db06c1"));
	hash_sha512(STR("abc"), d);
	SAME_STR(hex(d, 64), STR("ddaf35a193617abacc417349ae204131"
				 "12e6fa4e89a97ea20a9eeee64b55d39a"
				 "2192992a274fc1a836ba3c23a3feebbd"
				 "454d4423643ce80e2a9ac94fa54ca49f"));
}

TEST(a_million_letters_piece_by_piece_give_the_known_digest)
{
	struct str piece = repeat('a', 997);
	unsigned char d[HASH_SHA256_SIZE];
	struct hash h;

	hash_begin(&h);
	for (size_t left = 1000000, n; left; left -= n) {
		n = left < piece.len ? left : piece.len;
		hash_more(&h, str_of(piece.at, n));
	}
	hash_end(&h, d);
	SAME_STR(hex(d, 32), STR("cdc76e5c9914fb9281a1c7e284d73e67"
				 "f1809a48a497200e046d39ccc7112cd0"));
}

TEST(a_digest_may_be_given_up)
{
	struct hash h;

	hash_begin(&h);
	hash_more(&h, STR("never finished"));
	hash_end(&h, NULL);
	OK(h.state == NULL);
}

/* RFC 4231, test cases 1 to 4, 6 and 7. */
static const struct {
	const char *key, *data; /* hex; or "N*xx" */
	const char *sha256, *sha384, *sha512;
} hmacs[] = {
	{ "20*0b", "4869205468657265",
		"b0344c61d8db38535ca8afceaf0bf12b"
		"881dc200c9833da726e9376c2e32cff7",
		"afd03944d84895626b0825f4ab46907f"
		"15f9dadbe4101ec682aa034c7cebc59c"
		"faea9ea9076ede7f4af152e8b2fa9cb6",
		"87aa7cdea5ef619d4ff0b4241a1d6cb0"
		"2379f4e2ce4ec2787ad0b30545e17cde"
		"daa833b7d6b8a702038b274eaea3f4e4"
		"be9d914eeb61f1702e696c203a126854" },
	{ "4a656665",
		"7768617420646f2079612077616e7420"
		"666f72206e6f7468696e673f",
		"5bdcc146bf60754e6a042426089575c7"
		"5a003f089d2739839dec58b964ec3843",
		"af45d2e376484031617f78d2b58a6b1b"
		"9c7ef464f5a01b47e42ec3736322445e"
		"8e2240ca5e69e2c78b3239ecfab21649",
		"164b7a7bfcf819e2e395fbe73b56e0a3"
		"87bd64222e831fd610270cd7ea250554"
		"9758bf75c05a994a6d034f65f8f0e6fd"
		"caeab1a34d4a6b4b636e070a38bce737" },
	{ "20*aa", "50*dd",
		"773ea91e36800e46854db8ebd09181a7"
		"2959098b3ef8c122d9635514ced565fe",
		"88062608d3e6ad8a0aa2ace014c8a86f"
		"0aa635d947ac9febe83ef4e55966144b"
		"2a5ab39dc13814b94e3ab6e101a34f27",
		"fa73b0089d56a284efb0f0756c890be9"
		"b1b5dbdd8ee81a3655f83e33b2279d39"
		"bf3e848279a722c806b485a47e67c807"
		"b946a337bee8942674278859e13292fb" },
	{ "0102030405060708090a0b0c0d0e0f10111213141516171819", "50*cd",
		"82558a389a443c0ea4cc819899f2083a"
		"85f0faa3e578f8077a2e3ff46729665b",
		"3e8a69b7783c25851933ab6290af6ca7"
		"7a9981480850009cc5577c6e1f573b4e"
		"6801dd23c4a7d679ccf8a386c674cffb",
		"b0ba465637458c6990e5a8c5f61d4af7"
		"e576d97ff94b872de76f8050361ee3db"
		"a91ca5c11aa25eb4d679275cc5788063"
		"a5f19741120c4f2de2adebeb10a298dd" },
	{ "131*aa",
		"54657374205573696e67204c61726765"
		"72205468616e20426c6f636b2d53697a"
		"65204b6579202d2048617368204b6579"
		"204669727374",
		"60e431591ee0b67f0d8a26aacbf5b77f"
		"8e0bc6213728c5140546040f0ee37f54",
		"4ece084485813e9088d2c63a041bc5b4"
		"4f9ef1012a2b588f3cd11f05033ac4c6"
		"0c2ef6ab4030fe8296248df163f44952",
		"80b24263c7c1a3ebb71493c1dd7be8b4"
		"9b46d1f41b4aeec1121b013783f8f352"
		"6b56d037e05f2598bd0fd2215d6a1e52"
		"95e64f73f63f0aec8b915a985d786598" },
	{ "131*aa",
		"54686973206973206120746573742075"
		"73696e672061206c6172676572207468"
		"616e20626c6f636b2d73697a65206b65"
		"7920616e642061206c61726765722074"
		"68616e20626c6f636b2d73697a652064"
		"6174612e20546865206b6579206e6565"
		"647320746f2062652068617368656420"
		"6265666f7265206265696e6720757365"
		"642062792074686520484d414320616c"
		"676f726974686d2e",
		"9b09ffa71b942fcb27635fbcd5b0e944"
		"bfdc63644f0713938a7f51535c3a35e2",
		"6617178e941f020d351e2f254e8fd32c"
		"602420feb0b8fb9adccebb82461e99c5"
		"a678cc31e799176d3860e6110c46523e",
		"e37b6a775dc87dbaa4dfa9f96e5e3ffd"
		"debd71f8867289865df5a32d20cdc944"
		"b6022cac3c4982b10d5eeb55c3e4de15"
		"134676fb6de0446065c97440fa8c6a58" },
};

static struct str unhex(struct str text)
{
	struct str out = STR("");

	if (!code_bytes(&test_mem, CODE_HEX, text, &out))
		test_fail(__FILE__, __LINE__, "a row is no hex");
	return out;
}

static struct str bytes_of(const char *text)
{
	struct str rest = str_c(text), first = str_cut(&rest, '*'), one;
	int64_t n;

	if (!str_int(first, &n) || !rest.len)
		return unhex(first);
	one = unhex(rest);
	return repeat(one.len ? *one.at : 0, (size_t)n);
}

TEST(hmac_gives_the_codes_of_rfc_4231)
{
	for (size_t i = 0; i < LENGTH(hmacs); i++) {
		struct str key = bytes_of(hmacs[i].key),
			   data = bytes_of(hmacs[i].data);
		const char *want[] = { hmacs[i].sha256, hmacs[i].sha384,
			hmacs[i].sha512 };

		for (int kind = 0; kind < 3; kind++) {
			unsigned char d[HASH_MAX];

			hash_hmac(kind, key, data, d);
			SAME_STR(hex(d, hash_size(kind)), str_c(want[kind]));
		}
	}
}

TEST(a_prepared_key_gives_the_same_code_each_time)
{
	struct hash_key *k = hash_key_open(HASH_SHA256, bytes_of(hmacs[0].key));
	unsigned char d[HASH_MAX];

	for (int i = 0; i < 3; i++) {
		hash_key_hmac(k, bytes_of(hmacs[0].data), d);
		SAME_STR(hex(d, 32), str_c(hmacs[0].sha256));
	}
	hash_key_close(k);
	hash_key_close(NULL);
}

enum { THREADS = 4, TIMES = 200 };

static void *sign(void *key)
{
	unsigned char d[HASH_MAX], first[HASH_MAX];
	intptr_t differ = 0;

	hash_key_hmac(key, STR("Hi There"), first);
	for (int i = 0; i < TIMES; i++) {
		hash_key_hmac(key, STR("Hi There"), d);
		differ += memcmp(d, first, 32) != 0;
	}
	return (void *)differ;
}

TEST(threads_share_a_prepared_key)
{
	struct hash_key *k = hash_key_open(HASH_SHA256, bytes_of(hmacs[0].key));
	pthread_t threads[THREADS];
	void *differ;

	for (int i = 0; i < THREADS; i++)
		NEED(!pthread_create(&threads[i], NULL, sign, k));
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], &differ);
		OK(differ == NULL);
	}
	hash_key_close(k);
}

TEST(secrets_are_the_same_only_when_every_byte_is)
{
	char a[] = "0123456789abcdef", b[] = "0123456789abcdef";

	OK(hash_same(a, b, sizeof(a)));
	OK(hash_same(a, b, 0));
	for (size_t i = 0; i < sizeof(a); i++) {
		b[i] ^= 1;
		OK(!hash_same(a, b, sizeof(a)));
		b[i] ^= 1;
	}
}

/* The first and last rows of the reference implementation's table: key 00 to
 * 0f, messages 00, 01, 02 ... of each length. */
TEST(siphash_2_4_gives_the_values_of_its_authors)
{
	const struct hash_rounds rounds = { 2, 4 };
	unsigned char key[16], message[16];

	for (int i = 0; i < 16; i++)
		key[i] = message[i] = (unsigned char)i;
	OK(hash_sip(rounds, key, STR_NONE) == 0x726fdb47dd0e0e31);
	OK(hash_sip(rounds, key, str_of((char *)message, 1)) ==
		0x74f839c593dc67fd);
	OK(hash_sip(rounds, key, str_of((char *)message, 15)) ==
		0xa129ca6149be45e5);
}

static bool peer_sip(int each, int last, const unsigned char *key, struct str s,
	unsigned char *out, size_t size)
{
	unsigned c = (unsigned)each, d = (unsigned)last, n = (unsigned)size;
	OSSL_PARAM params[] = { OSSL_PARAM_construct_uint("size", &n),
		OSSL_PARAM_construct_uint("c-rounds", &c),
		OSSL_PARAM_construct_uint("d-rounds", &d),
		OSSL_PARAM_construct_end() };
	EVP_MAC *mac = EVP_MAC_fetch(NULL, "SIPHASH", NULL);
	EVP_MAC_CTX *ctx = EVP_MAC_CTX_new(mac);
	bool ok = EVP_MAC_CTX_set_params(ctx, params) &&
		  EVP_MAC_init(ctx, key, 16, NULL) &&
		  EVP_MAC_update(ctx, (const unsigned char *)s.at, s.len) &&
		  EVP_MAC_final(ctx, out, &size, size);

	EVP_MAC_CTX_free(ctx);
	EVP_MAC_free(mac);
	return ok;
}

TEST(siphash_agrees_with_libcrypto_at_every_length)
{
	static const struct hash_rounds kinds[] = { { 1, 3 }, { 2, 4 } };
	unsigned char key[16], message[64], want[16];

	hash_random(key, sizeof(key));
	hash_random(message, sizeof(message));
	for (size_t k = 0; k < LENGTH(kinds); k++)
		for (size_t n = 0; n <= sizeof(message); n++) {
			struct str s = str_of((char *)message, n);
			uint64_t one = hash_sip(kinds[k], key, s), two[2];

			hash_sip128(kinds[k], key, s, two);
			NEED(peer_sip(
				kinds[k].each, kinds[k].last, key, s, want, 8));
			OK(!memcmp(want, &one, 8));
			NEED(peer_sip(kinds[k].each, kinds[k].last, key, s,
				want, 16));
			OK(!memcmp(want, two, 16));
		}
}

TEST(the_quick_hash_tells_names_apart_and_stays_the_same)
{
	OK(hash_quick(STR("a")) == hash_quick(STR("a")));
	OK(hash_quick(STR("a")) != hash_quick(STR("b")));
	OK(hash_quick(STR("a")) != hash_quick(STR("a\0")));
}

TEST(crc32_has_the_check_value_of_its_catalogue)
{
	OK(hash_crc32(0, STR("123456789")) == 0xcbf43926);
	OK(hash_crc32(hash_crc32(0, STR("12345")), STR("6789")) == 0xcbf43926);
	OK(hash_crc32(0, STR_NONE) == 0);
	OK(hash_crc32(7, STR_NONE) == 7);
}

TEST(random_bytes_fill_all_of_the_room_and_never_repeat)
{
	unsigned char a[64] = { 0 }, b[64] = { 0 };
	int zeros = 0;

	hash_random(a, sizeof(a));
	hash_random(b, sizeof(b));
	OK(memcmp(a, b, sizeof(a)) != 0);
	for (size_t i = 0; i < sizeof(a); i++)
		zeros += a[i] == 0 && b[i] == 0;
	OK(zeros < 4); /* by chance: less than once in 10^13 */
	hash_random(a, 0);
}
