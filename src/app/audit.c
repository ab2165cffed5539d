/* app/audit.c - writes, lists and verifies the audit log. See audit.h. */
#include "app/audit.h"

#include "app/cursor.h"
#include "app/house.h"
#include "base/code.h"
#include "base/hash.h"
#include "base/id.h"
#include "base/json.h"

enum { SALT = 16, VERSION = 1 };

static const char *const status_words[] = { "success", "denied", "failed" };

/* ---- hashes ------------------------------------------------------------- */

/* Each field with its length before it: no two rows have the same bytes. */
static void more_text(struct hash *h, struct str s)
{
	uint64_t len = s.len;
	unsigned char bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (unsigned char)(len >> (8 * i));
	hash_more(h, str_of((const char *)bytes, 8));
	hash_more(h, s);
}

static void more_int(struct hash *h, int64_t n)
{
	unsigned char bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (unsigned char)((uint64_t)n >> (8 * i));
	more_text(h, str_of((const char *)bytes, 8));
}

static struct str of_bytes(struct bytes b) { return str_of(b.at, b.len); }

static void hash_personal(const struct audit *a, unsigned char out[32])
{
	struct hash h;

	hash_begin(&h);
	more_text(&h, of_bytes(a->personal_salt));
	more_text(&h, a->actor_email);
	more_text(&h, a->ip);
	more_text(&h, a->agent);
	more_text(&h, a->old_values);
	more_text(&h, a->new_values);
	hash_end(&h, out);
}

static void hash_row(
	const struct audit *a, struct str before, unsigned char out[32])
{
	const struct str texts[] = { a->id, a->actor_type, a->actor_id,
		a->actor_role, a->action, a->entity_type, a->entity_id,
		a->status, a->error, a->method, a->path, a->request_id };
	struct hash h;

	hash_begin(&h);
	more_int(&h, VERSION);
	more_text(&h, before);
	more_int(&h, a->seq);
	more_int(&h, a->at);
	for (size_t i = 0; i < LENGTH(texts); i++)
		more_text(&h, texts[i]);
	more_text(&h, of_bytes(a->personal_hash));
	hash_end(&h, out);
}

/* ---- writing ------------------------------------------------------------ */

enum { VALUES_MOST = 65536 };

struct str app_audit_values(struct arena *mem, const struct audit_value *values)
{
	struct buf to;
	struct json_out out;

	buf_init(&to, mem, VALUES_MOST);
	out = json_begin(&to, JSON_COMPACT);
	json_object(&out);
	for (; values->name; values++) {
		if (!values->text.len && !values->number)
			continue;
		json_key(&out, values->name);
		if (values->text.len)
			json_put_text(&out, values->text);
		else
			json_put_int(&out, values->number);
	}
	json_end(&out);
	return buf_ok(&to) ? buf_str(&to) : STR("");
}

static struct str or_empty(struct str s) { return s.at ? s : STR(""); }

static void fill(struct call *c, const char *action,
	const struct audit_note *note, enum audit_status status,
	const char *error, struct audit *a)
{
	static const char *const types[] = { "nobody", "user", "api_key",
		"system" };
	static const char *const roles[] = { "", "user", "admin" };

	*a = (struct audit){
		.id = id_new(c->mem),
		.at = c->now,
		.actor_type = str_c(types[c->who.kind]),
		.actor_id = or_empty(c->who.id),
		.actor_role = str_c(roles[c->who.role]),
		.action = str_c(action),
		.entity_type = or_empty(note->entity_type),
		.entity_id = or_empty(note->entity_id),
		.status = str_c(status_words[status]),
		.error = str_c(error),
		.method = or_empty(c->from.method),
		.path = or_empty(c->from.path),
		.request_id = or_empty(c->from.request_id),
		.actor_email = or_empty(note->email),
		.ip = or_empty(c->from.ip),
		.agent = or_empty(c->from.agent),
		.old_values = or_empty(note->old_values),
		.new_values = or_empty(note->new_values),
	};
}

bool app_audit_add(struct call *c, const char *action,
	const struct audit_note *note, enum audit_status status,
	const char *error, struct err *err)
{
	unsigned char salt[SALT], personal[32], row[32];
	struct audit_head head;
	struct audit a;

	if (!c->house->settings->enable_audit_logging)
		return true;
	fill(c, action, note, status, error, &a);
	hash_random(salt, sizeof(salt));
	a.personal_salt = (struct bytes){ (char *)salt, sizeof(salt) };
	hash_personal(&a, personal);
	a.personal_hash = (struct bytes){ (char *)personal, 32 };
	if (!store_audit_head(c->db, &head, err))
		return false;
	a.seq = head.seq + 1;
	hash_row(&a, of_bytes(head.hash), row);
	a.hash = (struct bytes){ (char *)row, 32 };
	return store_audit_add(c->db, &a, err) &&
	       store_audit_set_head(
		       c->db, &(struct audit_head){ a.seq, a.hash }, err);
}

static struct audit_filter filter_of(const struct audit_page *ask)
{
	return (struct audit_filter){ .actor_id = or_empty(ask->actor_id),
		.action = or_empty(ask->action),
		.entity_type = or_empty(ask->entity_type),
		.entity_id = or_empty(ask->entity_id),
		.status = or_empty(ask->status),
		.from_at = ask->from,
		.until_at = ask->until };
}

bool app_audit_export(struct call *c, const struct audit_page *ask,
	db_each_row *each, void *with, struct err *err)
{
	struct audit_filter f = filter_of(ask);

	c->audit = (struct audit_note){ .entity_type = STR("audit_logs") };
	return app_call_snapshot(c, err) &&
	       store_audit_each_of(c->db, &f, each, with, err) &&
	       app_call_write(c, err);
}

bool app_audit_list(struct call *c, const struct audit_page *ask,
	struct db_rows *out, struct str *next, struct err *err)
{
	struct audit_filter f = filter_of(ask);
	const struct audit *last;
	struct page p;

	if (!app_cursor_read(c->mem, ask->cursor, ask->limit, &p, err))
		return false;
	f.before_seq = p.before_at;
	f.limit = p.limit + 1;
	if (!store_audit_list(c->db, &f, out, err))
		return false;
	last = app_cursor_last(out, sizeof(*last), &p);
	*next = last ? app_cursor_write(c->mem, last->seq, last->id) : STR_NONE;
	return true;
}

/* ---- verifying ---------------------------------------------------------- */

struct verifier {
	struct audit_verdict *verdict;
	int64_t known_seq;
	unsigned char known[32], before[32];
	size_t known_len, before_len;
	bool first;
};

static bool wrong(struct verifier *v, int64_t seq, const char *why)
{
	if (v->verdict->ok) {
		v->verdict->ok = false;
		v->verdict->bad_seq = seq;
		v->verdict->why = str_c(why);
	}
	return true;
}

static bool verify_row(void *with, const void *row, struct err *err)
{
	struct verifier *v = with;
	const struct audit *a = row;
	unsigned char hash[32];

	(void)err;
	if (a->seq != v->verdict->rows + 1)
		wrong(v, v->verdict->rows + 1, "the row is missing");
	v->verdict->rows = a->seq;
	hash_row(a, str_of((char *)v->before, v->before_len), hash);
	if (a->hash.len != 32 || memcmp(a->hash.at, hash, 32) != 0)
		wrong(v, a->seq, "the row was changed, or one before it");
	hash_personal(a, hash);
	if (a->personal_salt.len == 0) {
		v->verdict->erased++;
		if (a->actor_email.len || a->ip.len || a->agent.len ||
			a->old_values.len || a->new_values.len)
			wrong(v, a->seq, "an erased row holds personal fields");
	} else if (a->personal_hash.len != 32 ||
		   memcmp(a->personal_hash.at, hash, 32) != 0) {
		wrong(v, a->seq, "the personal fields were changed");
	}
	if (v->known_len && a->seq == v->known_seq &&
		(a->hash.len != 32 || memcmp(a->hash.at, v->known, 32) != 0))
		wrong(v, a->seq, "it is not the row that was noted elsewhere");
	v->before_len = a->hash.len < 32 ? a->hash.len : 32;
	memcpy(v->before, a->hash.at, v->before_len);
	return true;
}

static void verify_end(struct call *c, struct verifier *v,
	const struct audit_head *head, bool found)
{
	struct audit_verdict *out = v->verdict;

	out->head_seq = found ? head->seq : 0;
	out->head_hash =
		found ? code_text(c->mem, CODE_HEX, of_bytes(head->hash))
		      : STR("");
	if (out->head_seq != out->rows)
		wrong(v,
			(out->head_seq < out->rows ? out->head_seq
						   : out->rows) +
				1,
			"the log does not end where its head says");
	else if (found &&
		 (head->hash.len != v->before_len ||
			 memcmp(head->hash.at, v->before, v->before_len) != 0))
		wrong(v, out->rows, "the head has another hash");
	if (v->known_seq > out->rows)
		wrong(v, out->rows + 1,
			"rows that were noted elsewhere are gone");
}

bool app_audit_verify(struct call *c, int64_t known_seq, struct str known,
	struct audit_verdict *out, struct err *err)
{
	struct verifier v = { .verdict = out, .known_seq = known_seq };
	struct audit_head head;
	bool found = false;

	*out = (struct audit_verdict){ .ok = true };
	if (known.len && (known.len != 64 || !code_read(CODE_HEX, known,
						     v.known, &v.known_len)))
		return err_set(
			err, ERR_BAD_INPUT, "a hash has 64 hexadecimal digits");
	if (!app_call_snapshot(c, err) ||
		!store_audit_each(c->db, verify_row, &v, err) ||
		!store_audit_find_head(c->db, &head, &found, err))
		return false;
	verify_end(c, &v, &head, found);
	return true;
}
