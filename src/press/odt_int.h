/*
 * press/odt_int.h - what the files of the ODT writer share. Names are those
 * of OpenDocument 1.2.
 */
#ifndef PRESS_ODT_INT_H
#define PRESS_ODT_INT_H

#include "press/face.h"
#include "press/look.h"
#include "press/walk.h"

/* What one paragraph has to say beside its style. */
struct odt_own {
	enum tree_role role;
	int level;
	struct walk_space space;
	bool first; /* of the document: its page has no footer */
	enum walk_keep keep;
};

struct odt {
	struct arena *mem;
	const struct tree *tree;
	const struct look *look;
	struct buf *body;
	/* Styles that blocks and runs turned out to need. */
	struct odt_own *own;
	size_t own_count, own_room;
	uint64_t runs; /* a bit for each set of flags that was seen */
	int32_t photo_width;
	const char *photo; /* name in the archive; NULL: none */
};

/* Set beside tree_flag: not bold, whatever the paragraph is. */
enum { ODT_PLAIN = 32, ODT_RUN_FLAGS = 63 };

/* Levels of lists that have a style of their own, and all there are. */
enum { ODT_LIST_STYLES = 3, ODT_LEVELS = 10 };

#define ODT_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define ODT_NAMES                                                      \
	" xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:"       \
	"office:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:"  \
	"xmlns:style:1.0\" xmlns:text=\"urn:oasis:names:tc:"           \
	"opendocument:xmlns:text:1.0\" xmlns:draw=\"urn:oasis:names:"  \
	"tc:opendocument:xmlns:drawing:1.0\" xmlns:fo=\"urn:oasis:"    \
	"names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" xmlns:"   \
	"svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:"  \
	"1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:dc=" \
	"\"http://purl.org/dc/elements/1.1/\" xmlns:meta=\"urn:oasis:" \
	"names:tc:opendocument:xmlns:meta:1.0\" office:version=\"1.2\""

/* ' name="' and a length and 'pt"'. */
void odt_length(struct buf *to, struct str name, int64_t length);
/* The name of a role's style, as it stands in style:name. */
void odt_style_name(struct buf *to, enum tree_role role, int level);

void odt_write_fonts(const struct odt *d, struct buf *to);
void odt_write_styles(const struct odt *d, struct buf *to);
/* Of what a run's flags add; for content.xml. */
void odt_write_run_style(const struct odt *d, struct buf *to, unsigned flags);
/* Fills d->body, d->own and d->runs. */
void odt_write_body(struct odt *d);
/* The whole of content.xml, around the body. */
void odt_write_content(const struct odt *d, struct buf *to);

#endif
