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
} http_ssl_lib;
bool http_ssl_lib_load(struct err *err);

#define SSL_CTX_check_private_key http_ssl_lib.SSL_CTX_check_private_key_
#define SSL_CTX_ctrl http_ssl_lib.SSL_CTX_ctrl_
#define SSL_CTX_free http_ssl_lib.SSL_CTX_free_
#define SSL_CTX_new http_ssl_lib.SSL_CTX_new_
#define SSL_CTX_set_alpn_select_cb http_ssl_lib.SSL_CTX_set_alpn_select_cb_
#define SSL_CTX_set_cipher_list http_ssl_lib.SSL_CTX_set_cipher_list_
#define SSL_CTX_set_default_passwd_cb \
	http_ssl_lib.SSL_CTX_set_default_passwd_cb_
#define SSL_CTX_set_default_passwd_cb_userdata \
	http_ssl_lib.SSL_CTX_set_default_passwd_cb_userdata_
#define SSL_CTX_set_options http_ssl_lib.SSL_CTX_set_options_
#define SSL_CTX_use_PrivateKey_file http_ssl_lib.SSL_CTX_use_PrivateKey_file_
#define SSL_CTX_use_certificate_chain_file \
	http_ssl_lib.SSL_CTX_use_certificate_chain_file_
#define SSL_do_handshake http_ssl_lib.SSL_do_handshake_
#define SSL_free http_ssl_lib.SSL_free_
#define SSL_get_error http_ssl_lib.SSL_get_error_
#define SSL_new http_ssl_lib.SSL_new_
#define SSL_read http_ssl_lib.SSL_read_
#define SSL_select_next_proto http_ssl_lib.SSL_select_next_proto_
#define SSL_set_accept_state http_ssl_lib.SSL_set_accept_state_
#define SSL_set_fd http_ssl_lib.SSL_set_fd_
#define SSL_shutdown http_ssl_lib.SSL_shutdown_
#define SSL_write http_ssl_lib.SSL_write_
#define TLS_server_method http_ssl_lib.TLS_server_method_

#endif
