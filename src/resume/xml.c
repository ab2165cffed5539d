/* resume/xml.c - see xml.h. The reader; what is asked of a tree is in
 * xml_tree.c. */
#include "resume/xml.h"

#include "base/hash.h"
#include "base/library.h"
#include "resume/charset.h"

#include <expat.h>

/* Between a namespace and a name; neither can have it. */
#define MARK '\n'

static struct expat_lib {
#define EXPAT(name) __typeof__(&name) name##_;
#include "resume/xml_lib.def"
#undef EXPAT
} expat;

enum { NAME_MOST = 1000, NAMESPACE_MOST = 1000 };

struct reader {
	struct arena *mem;
	XML_Parser parser;
	struct xml *root, *in, *last[XML_DEPTH]; /* last child so far */
	struct buf text[XML_DEPTH];
	int depth;
	size_t nodes;
	const char *why; /* it was stopped */
	enum err_code code;
};

static void stop(struct reader *r, enum err_code code, const char *why)
{
	if (!r->why) {
		r->why = why;
		r->code = code;
		expat.XML_StopParser_(r->parser, XML_FALSE);
	}
}

static struct xml *node_of(struct reader *r, const char *expat_name)
{
	struct xml *x = ARENA_NEW(r->mem, struct xml);
	struct str name = str_c(expat_name), uri = STR("");
	const char *mark = strrchr(expat_name, MARK);

	if (mark) {
		uri = str_of(expat_name, (size_t)(mark - expat_name));
		name = str_c(mark + 1);
	}
	if (++r->nodes > XML_NODES)
		stop(r, ERR_TOO_BIG, "too many elements");
	else if (name.len > NAME_MOST || uri.len > NAMESPACE_MOST)
		stop(r, ERR_TOO_BIG, "a name that is too long");
	else {
		x->name = str_copy(r->mem, name);
		x->uri = str_copy(r->mem, uri);
	}
	x->text = STR("");
	x->line = (int)expat.XML_GetCurrentLineNumber_(r->parser);
	return x;
}

static void on_start(void *with, const char *name, const char **attrs)
{
	struct reader *r = with;
	struct xml *x, **end;

	if (r->why)
		return;
	if (r->depth == XML_DEPTH) {
		stop(r, ERR_TOO_BIG, "elements nested too deep");
		return;
	}
	x = node_of(r, name);
	x->up = r->in;
	if (!r->in)
		r->root = x;
	else if (r->last[r->depth - 1])
		r->last[r->depth - 1]->next = x;
	else
		r->in->first = x;
	if (r->in)
		r->last[r->depth - 1] = x;
	for (end = &x->attrs; *attrs && !r->why; attrs += 2) {
		*end = node_of(r, attrs[0]);
		(*end)->text = str_copy(r->mem, str_c(attrs[1]));
		(*end)->up = x;
		end = &(*end)->next;
	}
	r->in = x;
	r->last[r->depth] = NULL;
	r->text[r->depth].len = 0;
	r->depth++;
}

static void on_text(void *with, const char *at, int len)
{
	struct reader *r = with;

	if (r->depth && !r->why)
		buf_add(&r->text[r->depth - 1], str_of(at, (size_t)len));
}

static void on_end(void *with, const char *name)
{
	struct reader *r = with;
	(void)name;

	if (r->why || !r->depth)
		return;
	r->depth--;
	if (r->text[r->depth].len)
		r->in->text = str_copy(r->mem, buf_str(&r->text[r->depth]));
	r->in = r->in->up;
}

static void on_entity(void *with, const char *name, int is_parameter,
	const char *value, int len, const char *base, const char *system,
	const char *public, const char *notation)
{
	(void)name, (void)is_parameter, (void)value, (void)len, (void)base;
	(void)system, (void)public, (void)notation;
	stop(with, ERR_UNTRUSTED, "entities of its own are not taken");
}

/* What an external DTD, which is never read, would have to say. */
static void on_skipped(void *with, const char *name, int is_parameter)
{
	(void)name, (void)is_parameter;
	stop(with, ERR_UNTRUSTED, "an entity that nothing here declares");
}

static int on_encoding(void *with, const char *name, XML_Encoding *info)
{
	(void)with;
	if (!str_eq_nocase(str_c(name), STR("windows-1252")) &&
		!str_eq_nocase(str_c(name), STR("cp1252")) &&
		!str_eq_nocase(str_c(name), STR("iso-8859-15")))
		return XML_STATUS_ERROR;
	for (int i = 0; i < 256; i++)
		info->map[i] = (int)resume_charset_1252((unsigned char)i);
	if (str_eq_nocase(str_c(name), STR("iso-8859-15")))
		for (int i = 0x80; i < 256; i++)
			info->map[i] = i == 0xa4   ? 0x20ac
				       : i == 0xa6 ? 0x160
				       : i == 0xa8 ? 0x161
				       : i == 0xb4 ? 0x17d
				       : i == 0xb8 ? 0x17e
				       : i == 0xbc ? 0x152
				       : i == 0xbd ? 0x153
				       : i == 0xbe ? 0x178
						   : i;
	return XML_STATUS_OK;
}

static bool told(struct reader *r, struct err *err)
{
	enum XML_Error code = expat.XML_GetErrorCode_(r->parser);

	return err_set(err, r->why ? r->code : ERR_BAD_INPUT,
		"line %d, column %d: %s",
		(int)expat.XML_GetCurrentLineNumber_(r->parser),
		(int)expat.XML_GetCurrentColumnNumber_(r->parser) + 1,
		r->why ? r->why : expat.XML_ErrorString_(code));
}

static void listen(struct reader *r)
{
	expat.XML_SetUserData_(r->parser, r);
	/* Else it asks the kernel for one, which a jail would not like. */
	expat.XML_SetHashSalt_(
		r->parser, (unsigned long)hash_quick(STR("xml")) | 1);
	expat.XML_SetElementHandler_(r->parser, on_start, on_end);
	expat.XML_SetCharacterDataHandler_(r->parser, on_text);
	expat.XML_SetEntityDeclHandler_(r->parser, on_entity);
	expat.XML_SetSkippedEntityHandler_(r->parser, on_skipped);
	expat.XML_SetUnknownEncodingHandler_(r->parser, on_encoding, NULL);
	for (int i = 0; i < XML_DEPTH; i++)
		buf_init(&r->text[i], r->mem, XML_BYTES);
}

static bool load(struct err *err)
{
	static const char *const names[] = {
#define EXPAT(name) #name,
#include "resume/xml_lib.def"
#undef EXPAT
		NULL
	};
	static const struct library library = { "libexpat.so.1",
		"the library for XML (Expat)", names, (void **)&expat };

	return library_load(&library, err);
}

bool resume_xml_read(
	struct arena *mem, struct str bytes, struct xml **out, struct err *err)
{
	struct reader r = { .mem = mem };
	bool ok;

	if (bytes.len > XML_BYTES)
		return err_set(err, ERR_TOO_BIG, "XML of more than %d MB",
			XML_BYTES >> 20);
	if (!load(err))
		return false;
	r.parser = expat.XML_ParserCreateNS_(NULL, MARK);
	if (!r.parser)
		return err_set(err, ERR_BUSY, "no memory to read XML");
	listen(&r);
	ok = expat.XML_Parse_(r.parser, bytes.at, (int)bytes.len, 1) ==
		     XML_STATUS_OK ||
	     told(&r, err);
	expat.XML_ParserFree_(r.parser);
	if (ok)
		*out = r.root;
	return ok;
}
