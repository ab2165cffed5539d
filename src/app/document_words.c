/*
 * app/document_words.c - the words of a document, as the search knows them:
 * folded (lower case, without diacritics), each once. What is looked for is
 * made of the same pieces, so that both agree on what a word is.
 */
#include "app/document_int.h"

#include "resume/words.h"

struct words {
	struct arena *mem;
	struct buf out;
	uint32_t *slots; /* where a word ends in `out`; 0: free */
	uint32_t *starts;
	size_t room, count;
};

/* "C++" and "C#" are words, and so is all that is no ASCII. */
static bool in_word(char c)
{
	unsigned char u = (unsigned char)c;

	return u >= 0x80 || (u >= 'a' && u <= 'z') || (u >= '0' && u <= '9') ||
	       u == '+' || u == '#';
}

static size_t slot_of(const struct words *w, struct str word)
{
	size_t i = hash_quick(word) & (w->room - 1);

	while (w->slots[i] && !str_eq(str_of(w->out.at + w->starts[i],
					      w->slots[i] - w->starts[i]),
				      word))
		i = (i + 1) & (w->room - 1);
	return i;
}

static void grow(struct words *w)
{
	struct words more = *w;

	more.room = w->room * 2;
	more.slots = ARENA_LIST(w->mem, uint32_t, more.room);
	more.starts = ARENA_LIST(w->mem, uint32_t, more.room);
	for (size_t i = 0; i < w->room; i++)
		if (w->slots[i]) {
			struct str word = str_of(w->out.at + w->starts[i],
				w->slots[i] - w->starts[i]);
			size_t to = slot_of(&more, word);

			more.starts[to] = w->starts[i];
			more.slots[to] = w->slots[i];
		}
	*w = more;
}

static void add_word(struct words *w, struct str word)
{
	size_t i = slot_of(w, word);

	if (w->slots[i])
		return;
	if (w->out.len)
		buf_addc(&w->out, ' ');
	w->starts[i] = (uint32_t)w->out.len;
	buf_add(&w->out, word);
	w->slots[i] = (uint32_t)w->out.len;
	if (++w->count * 2 > w->room)
		grow(w);
}

/* The next word of folded text; len 0: there is none. */
static struct str next_word(struct str *rest)
{
	size_t from = 0, to;

	while (from < rest->len && !in_word(rest->at[from]))
		from++;
	for (to = from; to < rest->len && in_word(rest->at[to]);)
		to++;
	struct str word = str_of(rest->at + from, to - from);

	*rest = str_of(rest->at + to, rest->len - to);
	return word;
}

static void add_text(struct words *w, struct str text)
{
	struct str rest, word;

	if (str_starts(text, STR("data:"))) /* a picture */
		return;
	rest = resume_fold(w->mem, text);
	while ((word = next_word(&rest)).len)
		add_word(w, word);
}

static void add_value(struct words *w, const struct json *v)
{
	if (json_kind(v) == JSON_TEXT)
		add_text(w, json_text(v));
	if (json_kind(v) >= JSON_LIST)
		for (const struct json *in = json_first(v); in;
			in = json_next(v, in))
			add_value(w, in);
}

struct str app_document_words(
	struct arena *mem, struct str title, const struct json *doc)
{
	struct words w = { .mem = mem, .room = 2048 };

	/* a character may fold to more than one */
	buf_init(&w.out, mem, (size_t)APP_DOCUMENT_BODY * 8);
	buf_add(&w.out, STR(""));
	w.slots = ARENA_LIST(mem, uint32_t, w.room);
	w.starts = ARENA_LIST(mem, uint32_t, w.room);
	add_text(&w, title);
	add_value(&w, doc);
	return w.out.len ? buf_str(&w.out) : STR("");
}

bool app_document_looked_for(struct arena *mem, struct str q,
	struct str out[STORE_DOCUMENT_WORDS], struct err *err)
{
	struct str rest = resume_fold(mem, q), word;

	for (int i = 0; i < STORE_DOCUMENT_WORDS; i++)
		out[i] = STR("");
	for (int i = 0; (word = next_word(&rest)).len; i++) {
		if (i == STORE_DOCUMENT_WORDS)
			return err_field(err, "/q", "must be at most %d words",
				STORE_DOCUMENT_WORDS);
		out[i] = word;
	}
	return true;
}
