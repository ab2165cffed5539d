/*
 * net/mail.h - one email: built, and handed to a mail server or a folder.
 *
 * With an SMTP address it goes there (libcurl; TLS is demanded unless the
 * server is on this machine or the address says otherwise). Without one it
 * is laid as a file into the development folder, and the outcome says that
 * this is a stand-in: nobody was written to. Not here: what is written and to
 * whom (app), the queue and retries (work).
 */
#ifndef NET_MAIL_H
#define NET_MAIL_H

#include "base/base.h"

enum {
	NET_MAIL_SUBJECT = 500,     /* bytes */
	NET_MAIL_ADDRESS = 254,     /* bytes */
	NET_MAIL_BODY = 512 * 1024, /* bytes of the text, and of the HTML */
	NET_MAIL_WHOLE = 4 * 1024 * 1024,
};

struct net_mail {
	struct str from, from_name; /* address; name may be absent */
	struct str to, to_name;
	struct str reply_to; /* may be absent */
	struct str subject;
	struct str text;
	struct str html;        /* may be absent */
	struct str unsubscribe; /* an https address; absent: transactional */
	/* Stable over retries, such as the job's id: receivers drop doubles
	 * by Message-ID. Letters, digits, '-', '.', '_' only. */
	struct str id;
	int64_t at_ms;
};

/* The message as RFC 5322 asks for it, CRLF line ends. Line breaks or other
 * control characters in addresses, names, subject: ERR_BAD_INPUT. */
bool net_mail_build(struct arena *mem, const struct net_mail *mail,
	struct str *out, struct err *err);
bool net_mail_address_ok(struct str address);

struct net_mail_post {
	/* smtp://user:password@host:587 or smtps://...:465; user and password
	 * percent-escaped; ?tls=required (default), try or none.
	 * at == NULL: the folder. */
	struct str url;
	struct str folder;
	const char *ca_file; /* NULL: the system's certificates */
	int total_ms;        /* 0: 30 s */
};

struct net_mail_fate {
	bool stand_in; /* it only lies in the folder */
	struct str path;
	int reply;  /* the server's last code, 0: none */
	bool retry; /* failed, but later it may work */
};

/* Is the setting well formed? To be asked at start. */
bool net_mail_post_ok(const struct net_mail_post *post, struct err *err);

/* *fate is set on failure, too. A refusal is ERR_UPSTREAM with the reply. */
bool net_mail_send(struct arena *mem, const struct net_mail_post *post,
	const struct net_mail *mail, struct net_mail_fate *fate,
	struct err *err);

#endif
