/*
 * cmd/verify.c - 'vitae render --verify': see verify.h.
 *
 * What is read back was written by this process a moment ago, of a resume that
 * was read in it, too: it is read here, without a jail. Files of others are
 * read by 'vitae parse'.
 */
#include "cmd/verify.h"

#include "base/utf8.h"

#include <stdio.h>

enum { SHOWN_MOST = 10, VALUE_MOST = 60, LINE_BYTES = 64 << 20 };

/* ---- for people --------------------------------------------------------- */

static void say_words(const struct verify_tell *ask, const struct verified *v)
{
	static const char *const kinds[VERIFY_KINDS] = {
		[VERIFY_MISSING] = "missing",
		[VERIFY_OUT_OF_ORDER] = "out of order",
		[VERIFY_ADDED] = "not in the source",
	};
	size_t shown =
		v->words.count < SHOWN_MOST ? v->words.count : SHOWN_MOST;

	for (size_t i = 0; i < shown; i++) {
		const struct verify_change *c = &v->words.at[i];
		struct str one = c->kind == VERIFY_ADDED ? c->have : c->want;

		if (c->kind == VERIFY_CHANGED)
			fprintf(stderr,
				"vitae: %s: page %zu: changed: '%.*s' became "
				"'%.*s'\n",
				ask->path, c->page, STR_ARG(c->want),
				STR_ARG(c->have));
		else if (kinds[c->kind])
			fprintf(stderr, "vitae: %s: page %zu: %s: '%.*s'\n",
				ask->path, c->page, kinds[c->kind],
				STR_ARG(one));
	}
	if (v->words.count > shown)
		fprintf(stderr, "vitae: %s: and %zu more differences\n",
			ask->path, v->words.count - shown);
}

/* On one line, and not all of a paragraph. */
static struct str brief(struct arena *mem, struct str s)
{
	struct str first = utf8_fit(s, VALUE_MOST);
	struct str out = str_fmt(mem, "'%.*s%s'", STR_ARG(first),
		first.len < s.len ? "..." : "");
	char *at = arena_bytes(mem, out.len + 1);

	for (size_t i = 0; i < out.len; i++)
		at[i] = (unsigned char)out.at[i] < ' ' ? ' ' : out.at[i];
	return str_of(at, out.len);
}

static void say_field(struct arena *mem, const struct verify_tell *ask,
	const struct readback_field *f)
{
	const char *kind = readback_rows[f->kind].name;
	struct str want = brief(mem, f->want), have = brief(mem, f->have);

	if (f->kind == READBACK_CHANGED)
		fprintf(stderr, "vitae: %s: %s: %.*s: %.*s became %.*s\n",
			ask->path, kind, STR_ARG(f->at), STR_ARG(want),
			STR_ARG(have));
	else if (f->kind == READBACK_MOVED)
		fprintf(stderr, "vitae: %s: %s: %.*s: %.*s was read as %.*s\n",
			ask->path, kind, STR_ARG(f->at), STR_ARG(want),
			STR_ARG(f->to));
	else
		fprintf(stderr, "vitae: %s: %s: %.*s: %.*s\n", ask->path, kind,
			STR_ARG(f->at), STR_ARG(want));
}

/* What counts and was not kept. */
static void say_fields(struct arena *mem, const struct verify_tell *ask,
	const struct readback *r)
{
	size_t shown = 0, all = r->asked - r->of[READBACK_KEPT];

	for (size_t i = 0; i < r->count && shown < SHOWN_MOST; i++) {
		const struct readback_field *f = &r->at[i];

		if (f->kind == READBACK_KEPT || !readback_rows[f->kind].counts)
			continue;
		say_field(mem, ask, f);
		shown++;
	}
	if (all > shown)
		fprintf(stderr,
			"vitae: %s: and %zu more fields; --json lists them\n",
			ask->path, all - shown);
}

static void say(struct arena *mem, const struct verify_tell *ask,
	const struct verified *v)
{
	const struct readback *r = &v->fields;
	int share = readback_share(r);

	say_words(ask, v);
	if (ask->quiet)
		return;
	if (!v->words.count)
		fprintf(stderr,
			"vitae: %s: verified: %zu words read back in order "
			"(%s)\n",
			ask->path, v->words.words,
			press_formats[ask->what.format].name);
	if (v->letter || !r->asked)
		return;
	if (v->unread.code)
		fprintf(stderr, "vitae: %s: no resume was read: %s\n",
			ask->path, v->unread.text);
	fprintf(stderr, "vitae: %s: %zu of %zu fields read back (%d.%d %%)\n",
		ask->path, r->of[READBACK_KEPT], r->asked, share / 10,
		share % 10);
	say_fields(mem, ask, r);
}

/* ---- for programs ------------------------------------------------------- */

/* A line a file, in one piece: several are rendered side by side. */
static bool put(struct arena *mem, const struct verify_tell *ask,
	const struct verified *v, struct err *err)
{
	struct json_out to;
	struct buf b;

	buf_init(&b, mem, LINE_BYTES);
	to = json_begin(&b, JSON_COMPACT);
	json_object(&to);
	json_put_text(json_key(&to, "resume"), str_c(ask->path));
	json_put_text(json_key(&to, "format"),
		str_c(press_formats[ask->what.format].name));
	work_verify_put(&to, v);
	json_end(&to);
	buf_addc(&b, '\n');
	if (!buf_ok(&b))
		return err_set(err, ERR_TOO_BIG,
			"what was read back takes more than %d MB to tell",
			LINE_BYTES >> 20);
	return (fwrite(b.at, 1, b.len, stdout) == b.len &&
		       fflush(stdout) == 0) ||
	       err_set(err, ERR_FULL, "cannot write to standard output");
}

bool cmd_verify(
	struct arena *mem, const struct verify_tell *ask, struct err *err)
{
	struct verified v;

	if (!work_verify(mem, &ask->what, &v, err))
		return false;
	if (ask->json && !put(mem, ask, &v, err))
		return false;
	if (!ask->json)
		say(mem, ask, &v);
	return !v.words.count ||
	       err_set(err, ERR_UNTRUSTED,
		       "the %s does not read as it should: %zu difference%s",
		       press_formats[ask->what.format].title, v.words.count,
		       v.words.count == 1 ? "" : "s");
}
