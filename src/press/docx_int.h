/*
 * press/docx_int.h - what the files of the DOCX writer share. Element and
 * attribute names are those of ECMA-376 (transitional); their order within a
 * parent is the schema's.
 */
#ifndef PRESS_DOCX_INT_H
#define PRESS_DOCX_INT_H

#include "press/face.h"
#include "press/look.h"
#include "press/walk.h"

struct docx {
	struct arena *mem;
	const struct tree *tree;
	const struct look *look;
	struct buf *body, *rels; /* what is being written */
	int links;
	int32_t photo_width;
	const char *photo; /* "png", "jpeg"; NULL: none */
};

/* Relationships of the document; links follow. */
enum docx_id {
	DOCX_STYLES = 1,
	DOCX_NUMBERING,
	DOCX_SETTINGS,
	DOCX_FONTS,
	DOCX_FOOTER,
	DOCX_PHOTO,
	DOCX_LINKS
};

#define DOCX_HEAD \
	"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define DOCX_W                                         \
	"xmlns:w=\"http://schemas.openxmlformats.org/" \
	"wordprocessingml/2006/main\""
#define DOCX_R                               \
	"http://schemas.openxmlformats.org/" \
	"officeDocument/2006/relationships"

/* Levels of lists that have a style of their own, and all there are. */
enum { DOCX_LIST_STYLES = 3, DOCX_LEVELS = 9 };

/* Twentieths of a point, of thousandths. */
static inline int64_t docx_twips(int32_t length)
{
	return length >= 0 ? (length + 25) / 50 : -((-length + 25) / 50);
}

extern const struct docx_style {
	const char *id, *name;
	bool words_own;
	int outline;
	bool keep;
} docx_styles[TREE_ROLES];

void docx_write_styles(const struct docx *d, struct buf *to);
void docx_write_numbering(const struct docx *d, struct buf *to);
void docx_write_fonts(const struct docx *d, struct buf *to);
/* Fills d->body, and d->rels with the links that are in it. */
void docx_write_body(struct docx *d);
void docx_write_photo(struct docx *d);
/* Attributes of w:lang. */
void docx_write_language(struct buf *to, struct str language);

#endif
