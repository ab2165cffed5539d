/*
 * app/document_words.c - the words of a document, as the search knows them:
 * folded (lower case, without diacritics), each once. What is looked for is
 * made of the same pieces, so that both agree on what a word is.
 */
#include "app/document_int.h"

#include "resume/words.h"

struct word {
	uint32_t from, to; /* in `out`; to 0: free */
};

struct words {
	struct arena *mem;
	struct buf out;
	struct word *slots;
	size_t room, count;
	uint64_t key[2];
	char letters[256]; /* of each byte: lower case; 0: it is in no word */
};

/* "C++" and "C#" are words, and so is all that is no ASCII. */
static char letter_of(int c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c + 32);
	return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
			       c == '+' || c == '#'
		       ? (char)c
		       : '\0';
}

static char letter(const struct words *w, char c)
{
	return w->letters[(unsigned char)c];
}

static uint64_t bytes_at(const char *at, size_t count)
{
	uint64_t all = 0;

	memcpy(&all, at, count);
	return all;
}

static uint64_t folded_product(uint64_t a, uint64_t b)
{
	unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Most words are short, and each of every document comes by here. Under a key
 * of this process: nobody can prepare words that all want the same slot. */
static uint64_t hash_of(const struct words *w, struct str word)
{
	uint64_t first, last;

	if (word.len > 16)
		return hash_quick(word);
	if (word.len >= 8) {
		first = bytes_at(word.at, 8);
		last = bytes_at(word.at + word.len - 8, 8);
	} else if (word.len >= 4) {
		first = bytes_at(word.at, 4);
		last = bytes_at(word.at + word.len - 4, 4);
	} else {
		first = (unsigned char)word.at[0];
		last = (unsigned char)word.at[word.len / 2] |
		       (uint64_t)(unsigned char)word.at[word.len - 1] << 8;
	}
	return folded_product(first ^ w->key[0], last ^ w->key[1] ^ word.len);
}

static struct str word_in(const struct words *w, const struct word *slot)
{
	return str_of(w->out.at + slot->from, slot->to - slot->from);
}

static struct word *slot_of(const struct words *w, struct str word)
{
	size_t i = hash_of(w, word) & (w->room - 1);

	while (w->slots[i].to && !str_eq(word_in(w, &w->slots[i]), word))
		i = (i + 1) & (w->room - 1);
	return &w->slots[i];
}

static void grow(struct words *w)
{
	struct words more = *w;

	more.room = w->room * 2;
	more.slots = ARENA_LIST(w->mem, struct word, more.room);
	for (size_t i = 0; i < w->room; i++)
		if (w->slots[i].to)
			*slot_of(&more, word_in(w, &w->slots[i])) = w->slots[i];
	*w = more;
}

/* len 0: there is none. */
static struct str next_word(const struct words *w, struct str *rest)
{
	size_t from = 0, to;

	while (from < rest->len && !letter(w, rest->at[from]))
		from++;
	for (to = from; to < rest->len && letter(w, rest->at[to]);)
		to++;
	struct str word = str_of(rest->at + from, to - from);

	*rest = str_of(rest->at + to, rest->len - to);
	return word;
}

static bool is_ascii(struct str s)
{
	uint64_t all = 0;

	for (; s.len >= 8; s = str_of(s.at + 8, s.len - 8))
		all |= bytes_at(s.at, 8);
	for (size_t i = 0; i < s.len; i++)
		all |= (unsigned char)s.at[i];
	return !(all & 0x8080808080808080);
}

/* The word that was written from there on; taken back if it stands elsewhere.
 */
static void end_word(struct words *w, size_t before, size_t from, size_t to)
{
	struct word *slot = slot_of(w, str_of(w->out.at + from, to - from));

	if (slot->to) {
		w->out.len = before;
		return;
	}
	w->out.len = to;
	*slot = (struct word){ (uint32_t)from, (uint32_t)to };
	if (++w->count * 2 > w->room)
		grow(w);
}

/* Each letter is read once, and written where it will stand. */
static void add_words(struct words *w, struct str text)
{
	const char *p = text.at, *end = text.at + text.len;
	char *out, *from, c;

	if (!buf_need(&w->out, text.len + 1))
		return;
	while (p < end) {
		if (!letter(w, *p)) {
			p++;
			continue;
		}
		out = w->out.at + w->out.len;
		if (w->out.len)
			*out++ = ' ';
		for (from = out; p < end && (c = letter(w, *p)); p++)
			*out++ = c;
		end_word(w, w->out.len, (size_t)(from - w->out.at),
			(size_t)(out - w->out.at));
	}
}

static void add_text(struct words *w, struct str text)
{
	if (!str_starts(text, STR("data:"))) /* a picture */
		add_words(w, is_ascii(text) ? text : resume_fold(w->mem, text));
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

static void begin(struct words *w, struct arena *mem)
{
	*w = (struct words){ .mem = mem,
		.key = { hash_quick(STR("first")), hash_quick(STR("last")) } };
	for (int c = 0; c < 256; c++)
		w->letters[c] = letter_of(c);
}

struct str app_document_words(
	struct arena *mem, struct str title, const struct json *doc)
{
	struct words w;

	begin(&w, mem);
	w.room = 2048;
	w.slots = ARENA_LIST(mem, struct word, w.room);
	/* a character may fold to more than one */
	buf_init(&w.out, mem, (size_t)APP_DOCUMENT_BODY * 8);
	buf_add(&w.out, STR(""));
	add_text(&w, title);
	add_value(&w, doc);
	return w.out.len ? buf_str(&w.out) : STR("");
}

bool app_document_looked_for(struct arena *mem, struct str q,
	struct str out[STORE_DOCUMENT_WORDS], struct err *err)
{
	struct str rest = resume_fold(mem, q), word;
	struct words w;

	begin(&w, mem);
	for (int i = 0; i < STORE_DOCUMENT_WORDS; i++)
		out[i] = STR("");
	for (int i = 0; (word = next_word(&w, &rest)).len; i++) {
		if (i == STORE_DOCUMENT_WORDS)
			return err_field(err, "/q", "must be at most %d words",
				STORE_DOCUMENT_WORDS);
		out[i] = word;
	}
	return true;
}
