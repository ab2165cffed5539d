/*
 * app/render.h - documents become files: those that are stored, and those that
 * a request brings along, of which nothing is kept (DOC-10, DOC-16..22). How a
 * file looks is the press's business, where it is kept that of app/file.h.
 *
 * What is stored is rendered as its owner usually wants its template; what is
 * brought along says all itself. Renderings of what is stored, and files that
 * are kept, are lines of history (app/rendering.h).
 */
#ifndef APP_RENDER_H
#define APP_RENDER_H

#include "app/call.h"
#include "app/file.h"
#include "press/make.h"

enum {
	APP_RENDER_RESUME = 2 << 20, /* bytes of one brought along */
	APP_RENDER_BODY = (2 << 20) + (256 << 10), /* of a request with it */
	APP_RENDER_DPI_MOST = 300,
	APP_RENDER_DPI = 96
};

/* ---- formats ------------------------------------------------------------ */

struct render_format {
	const char *name, *type, *ending, *title;
	enum press_format press; /* PRESS_FORMATS: data */
	const char *data;        /* resume/formats.def; NULL: the press's */
};
/* NULL: there is none of this name. */
const struct render_format *app_render_format(struct str name);
/* Not a file that anybody keeps: for RENDER_SPOTS. */
extern const struct render_format app_render_spots;

/* ---- asking ------------------------------------------------------------- */

struct render_fit {
	int64_t pages;
};
struct render_ask {
	struct str resume;    /* JSON Resume; or one of the other two */
	struct str resume_id; /* a document of mine; `version` 0: the newest */
	int64_t version;
	struct str variant;    /* of a preview: as this variant of it says */
	struct str project_id; /* a project of mine: its resume */
	struct str kind;       /* resume, cv, cover_letter; none: as it says */
	struct str template;   /* none: as it says, else "modern" */
	const struct json *style;
	struct str locale;
	struct resume_texts redact;
	struct render_fit fit;
	int64_t page, dpi; /* of pictures; from 1 */
	bool store;        /* keep the file for an hour */
};
extern const struct json_shape app_render_shape;

/* ---- what came of it ---------------------------------------------------- */

struct rendered {
	const struct render_format *format;
	struct str name;     /* of the file, with its ending; UTF-8 */
	size_t pages;        /* 0: nobody knows */
	bool fitted;         /* as many pages as were wanted */
	struct str template; /* empty: of data */
	int64_t template_version;
	struct str engine;
	struct str identity; /* 64 digits: the same, the same bytes */
	/* Of what is stored: whether it looks as it did the last time in this
	 * format (DOC-21): "new", "same" or "changed", and what changed. */
	struct str pinned, changed;
	struct str verified; /* JSON; at NULL: it was not asked for */
	struct str history_id;
	struct file file; /* id.len 0: it was not kept */
};

enum render_way {
	RENDER_EXPORT,
	RENDER_PREVIEW, /* for the eye: not told of, not kept */
	RENDER_SPOTS,   /* where the words of such pages stand, as JSON */
	RENDER_VERIFY,  /* an export that is read back, too */
	RENDER_TRIP     /* for what reading it back says alone */
};
/* Appends the file. OWN; a writing call is left open where something was
 * kept. */
bool app_render(struct call *c, const struct render_ask *ask,
	const struct render_format *format, enum render_way way,
	struct buf *out, struct rendered *said, struct err *err);

/* ---- reading back --------------------------------------------------------
 * Who can read files safely says so in house->reader: that is not for rules
 * to do. */
struct app_reader_ask {
	const struct resume *source;
	const struct tree *tree;
	enum press_format format;
	struct str bytes;
	bool text; /* what it reads, too */
};
struct app_reader {
	/* Members of the object that is open. */
	bool (*read)(struct house *h, struct arena *mem,
		const struct app_reader_ask *ask, struct json_out *to,
		struct err *err);
};

#endif
