/*
 * net/curl.h - libcurl, loaded when it is first needed. Calls look
 * as ever: each name stands for a pointer.
 */
#ifndef NET_CURL_H
#define NET_CURL_H

#include "base/base.h"

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

/* The pointers, in the order of net/curl.def. */
extern struct net_curl {
#define CURL_FUNCTION(name) __typeof__(&name) name##_;
#include "net/curl.def"
#undef CURL_FUNCTION
} net_curl;
bool net_curl_load(struct err *err);

#undef curl_easy_cleanup
#define curl_easy_cleanup net_curl.curl_easy_cleanup_
#undef curl_easy_getinfo
#define curl_easy_getinfo net_curl.curl_easy_getinfo_
#undef curl_easy_init
#define curl_easy_init net_curl.curl_easy_init_
#undef curl_easy_perform
#define curl_easy_perform net_curl.curl_easy_perform_
#undef curl_easy_reset
#define curl_easy_reset net_curl.curl_easy_reset_
#undef curl_easy_setopt
#define curl_easy_setopt net_curl.curl_easy_setopt_
#undef curl_easy_strerror
#define curl_easy_strerror net_curl.curl_easy_strerror_
#undef curl_free
#define curl_free net_curl.curl_free_
#undef curl_getdate
#define curl_getdate net_curl.curl_getdate_
#undef curl_global_init
#define curl_global_init net_curl.curl_global_init_
#undef curl_multi_add_handle
#define curl_multi_add_handle net_curl.curl_multi_add_handle_
#undef curl_multi_cleanup
#define curl_multi_cleanup net_curl.curl_multi_cleanup_
#undef curl_multi_info_read
#define curl_multi_info_read net_curl.curl_multi_info_read_
#undef curl_multi_init
#define curl_multi_init net_curl.curl_multi_init_
#undef curl_multi_perform
#define curl_multi_perform net_curl.curl_multi_perform_
#undef curl_multi_poll
#define curl_multi_poll net_curl.curl_multi_poll_
#undef curl_multi_remove_handle
#define curl_multi_remove_handle net_curl.curl_multi_remove_handle_
#undef curl_multi_setopt
#define curl_multi_setopt net_curl.curl_multi_setopt_
#undef curl_multi_wakeup
#define curl_multi_wakeup net_curl.curl_multi_wakeup_
#undef curl_slist_append
#define curl_slist_append net_curl.curl_slist_append_
#undef curl_slist_free_all
#define curl_slist_free_all net_curl.curl_slist_free_all_
#undef curl_url
#define curl_url net_curl.curl_url_
#undef curl_url_cleanup
#define curl_url_cleanup net_curl.curl_url_cleanup_
#undef curl_url_get
#define curl_url_get net_curl.curl_url_get_
#undef curl_url_set
#define curl_url_set net_curl.curl_url_set_

#endif
