/* store/document.h - documents and their versions, typed. */
#ifndef STORE_DOCUMENT_H
#define STORE_DOCUMENT_H

#include "db/db.h"

struct document {
	struct str id, account_id, kind, title, role, words;
	bool base;
	struct str master_id; /* of a variant; else empty */
	int64_t version;      /* the newest */
	struct str body;      /* canonical JSON of that version */
	struct bytes hash;    /* SHA-256 of the body */
	struct str template, engine;
	int64_t created_at, updated_at;
	int64_t deleted_at; /* in the trash since; 0: it is not */
};

struct document_version {
	struct str document_id;
	int64_t number, at;
	struct str author_id, way, name, summary, body;
};

#endif
