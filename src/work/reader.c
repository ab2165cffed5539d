/*
 * work/reader.c - reads back what servers render, in the jail: the house's
 * reader (app/render.h). What a file says is its owner's doing, though its
 * bytes are ours.
 */
#include "work/reader.h"

#include "app/house.h"
#include "work/verify.h"

static bool read_back(struct house *h, struct arena *mem,
	const struct app_reader_ask *ask, struct json_out *to, struct err *err)
{
	const struct verify_ask how = { .source = ask->source,
		.tree = ask->tree,
		.format = ask->format,
		.bytes = ask->bytes,
		.text = ask->text,
		.jail = h->jail };
	struct verified v;

	if (!h->jail)
		return err_set(err, ERR_FEATURE_DISABLED,
			"nothing is read back here: files are not read");
	if (!work_verify(mem, &how, &v, err))
		return false;
	work_verify_put(to, &v);
	return true;
}

const struct app_reader work_reader = { read_back };
