/*
 * base/crypto_lib.h - OpenSSL's libcrypto, loaded when it is first needed: it
 * takes as long as a third of what rendering a resume takes. Calls look as
 * ever: each name stands for a pointer, and asking for it loads the library.
 * One that cannot be loaded ends the process, as one without memory does.
 */
#ifndef BASE_CRYPTO_LIB_H
#define BASE_CRYPTO_LIB_H

#include "base/base.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <stdatomic.h>

/* The pointers, in the order of base/crypto_lib.def. */
struct crypto_lib {
#define CRYPTO(name) __typeof__(&name) name##_;
#include "base/crypto_lib.def"
#undef CRYPTO
};
extern struct crypto_lib crypto_lib_loaded;
extern atomic_bool crypto_lib_ready;

/* At once: where no file can be opened later on. */
void crypto_lib_load(void);

static inline const struct crypto_lib *crypto_lib(void)
{
	if (!atomic_load_explicit(&crypto_lib_ready, memory_order_acquire))
		crypto_lib_load();
	return &crypto_lib_loaded;
}

#define CRYPTO_memcmp crypto_lib()->CRYPTO_memcmp_
#define ERR_clear_error crypto_lib()->ERR_clear_error_
#define ERR_error_string_n crypto_lib()->ERR_error_string_n_
#define ERR_get_error crypto_lib()->ERR_get_error_
#define EVP_CIPHER_CTX_ctrl crypto_lib()->EVP_CIPHER_CTX_ctrl_
#define EVP_CIPHER_CTX_free crypto_lib()->EVP_CIPHER_CTX_free_
#define EVP_CIPHER_CTX_new crypto_lib()->EVP_CIPHER_CTX_new_
#define EVP_CIPHER_CTX_set_padding crypto_lib()->EVP_CIPHER_CTX_set_padding_
#define EVP_CIPHER_fetch crypto_lib()->EVP_CIPHER_fetch_
#define EVP_CIPHER_free crypto_lib()->EVP_CIPHER_free_
#define EVP_CipherFinal_ex crypto_lib()->EVP_CipherFinal_ex_
#define EVP_CipherInit_ex crypto_lib()->EVP_CipherInit_ex_
#define EVP_CipherUpdate crypto_lib()->EVP_CipherUpdate_
#define EVP_Digest crypto_lib()->EVP_Digest_
#define EVP_DigestFinal_ex crypto_lib()->EVP_DigestFinal_ex_
#define EVP_DigestInit_ex crypto_lib()->EVP_DigestInit_ex_
#define EVP_DigestUpdate crypto_lib()->EVP_DigestUpdate_
#define EVP_DigestVerify crypto_lib()->EVP_DigestVerify_
#define EVP_DigestVerifyInit crypto_lib()->EVP_DigestVerifyInit_
#define EVP_MD_CTX_copy_ex crypto_lib()->EVP_MD_CTX_copy_ex_
#define EVP_MD_CTX_free crypto_lib()->EVP_MD_CTX_free_
#define EVP_MD_CTX_new crypto_lib()->EVP_MD_CTX_new_
#define EVP_MD_fetch crypto_lib()->EVP_MD_fetch_
#define EVP_PKEY_CTX_set_rsa_padding crypto_lib()->EVP_PKEY_CTX_set_rsa_padding_
#define EVP_PKEY_CTX_set_rsa_pss_saltlen \
	crypto_lib()->EVP_PKEY_CTX_set_rsa_pss_saltlen_
#define EVP_PKEY_free crypto_lib()->EVP_PKEY_free_
#define EVP_PKEY_get_bits crypto_lib()->EVP_PKEY_get_bits_
#define EVP_aes_128_cbc crypto_lib()->EVP_aes_128_cbc_
#define EVP_aes_256_cbc crypto_lib()->EVP_aes_256_cbc_
#define EVP_md5 crypto_lib()->EVP_md5_
#define EVP_sha1 crypto_lib()->EVP_sha1_
#define EVP_sha256 crypto_lib()->EVP_sha256_
#define EVP_sha384 crypto_lib()->EVP_sha384_
#define EVP_sha512 crypto_lib()->EVP_sha512_
#define OPENSSL_cleanse crypto_lib()->OPENSSL_cleanse_
#define d2i_PUBKEY crypto_lib()->d2i_PUBKEY_

#endif
