/*
 * http/ssl_lib.h - OpenSSL's libssl, loaded by the first server that has a
 * certificate. Calls look as ever: each name stands for a pointer.
 */
#ifndef HTTP_SSL_LIB_H
#define HTTP_SSL_LIB_H

#include "base/crypto_lib.h"

#include <openssl/ssl.h>

/* The pointers, in the order of http/ssl_lib.def. */
extern struct ssl_lib {
#define TLS(name) __typeof__(&name) name##_;
#include "http/ssl_lib.def"
#undef TLS
} ssl_lib;
bool ssl_lib_load(struct err *err);

#define SSL_CTX_check_private_key ssl_lib.SSL_CTX_check_private_key_
#define SSL_CTX_ctrl ssl_lib.SSL_CTX_ctrl_
#define SSL_CTX_free ssl_lib.SSL_CTX_free_
#define SSL_CTX_new ssl_lib.SSL_CTX_new_
#define SSL_CTX_set_alpn_select_cb ssl_lib.SSL_CTX_set_alpn_select_cb_
#define SSL_CTX_set_cipher_list ssl_lib.SSL_CTX_set_cipher_list_
#define SSL_CTX_set_default_passwd_cb ssl_lib.SSL_CTX_set_default_passwd_cb_
#define SSL_CTX_set_default_passwd_cb_userdata \
	ssl_lib.SSL_CTX_set_default_passwd_cb_userdata_
#define SSL_CTX_set_options ssl_lib.SSL_CTX_set_options_
#define SSL_CTX_use_PrivateKey_file ssl_lib.SSL_CTX_use_PrivateKey_file_
#define SSL_CTX_use_certificate_chain_file \
	ssl_lib.SSL_CTX_use_certificate_chain_file_
#define SSL_do_handshake ssl_lib.SSL_do_handshake_
#define SSL_free ssl_lib.SSL_free_
#define SSL_get_error ssl_lib.SSL_get_error_
#define SSL_new ssl_lib.SSL_new_
#define SSL_read ssl_lib.SSL_read_
#define SSL_select_next_proto ssl_lib.SSL_select_next_proto_
#define SSL_set_accept_state ssl_lib.SSL_set_accept_state_
#define SSL_set_fd ssl_lib.SSL_set_fd_
#define SSL_shutdown ssl_lib.SSL_shutdown_
#define SSL_write ssl_lib.SSL_write_
#define TLS_server_method ssl_lib.TLS_server_method_

#endif
