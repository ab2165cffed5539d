/*
 * work/intake.h - a file that somebody hands in becomes a resume: checked,
 * read in the jail, and what comes back checked again. For servers and
 * terminals alike; knows no upload and no file system.
 */
#ifndef WORK_INTAKE_H
#define WORK_INTAKE_H

#include "intake/answer.h"
#include "jail/jail.h"

/* ---- how far it is ------------------------------------------------------ */

enum work_intake_stage {
	WORK_INTAKE_VALIDATING,
	WORK_INTAKE_EXTRACTING,
	WORK_INTAKE_OCR,
	WORK_INTAKE_PARSING,
	WORK_INTAKE_STAGES
};
extern const char *const work_intake_stages[WORK_INTAKE_STAGES];

struct work_intake_step {
	enum work_intake_stage stage;
	int percent;     /* of the whole, never less than before */
	int page, pages; /* of OCR: so many of them are done */
};

/* ---- reading ------------------------------------------------------------ */

struct work_ocr; /* work/ocr.h */

struct work_intake_ask {
	struct jail *jail;    /* NULL: files cannot be read safely here */
	struct work_ocr *ocr; /* NULL: pictures are not read */
	enum intake_ocr_mode mode;
	bool lines;        /* these alone: text without a resume is no error */
	size_t bytes_most; /* MAX_UPLOAD_SIZE */
	int pages_at_once; /* of OCR; 0: one */
	int64_t until_us;  /* time_mono_us(); 0: as long as it takes */
	void (*step)(void *with, const struct work_intake_step *step);
	void *with; /* for `step`, which may be NULL; one thread at a time */
};

struct work_intake {
	struct intake_answer found; /* .parsed unless .lines was asked for */
	/* What the owner should know: sentences. */
	struct {
		struct str at[4];
		size_t count;
	} warnings;
};

/* `name` is what its owner calls the file; it decides nothing. Any thread.
 * ERR_UNTRUSTED, ERR_TOO_BIG: it is the file's doing, and the text says what
 * to do; ERR_BUSY, ERR_BROKEN, ERR_NOT_BUILT: it is ours. */
bool work_intake(struct arena *mem, const struct work_intake_ask *ask,
	struct str name, struct str bytes, struct work_intake *out,
	struct err *err);

/* Says so of a file that has more than `most` bytes; for who does not read
 * it whole. False. */
bool work_intake_too_big(size_t most, struct err *err);

#endif
