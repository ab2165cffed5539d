/* blob/blob.c - the door: checks ids and asks the store. See blob.h. */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "blob/blob_int.h"

bool blob_id_ok(struct str id)
{
	if (id.len != BLOB_ID)
		return false;
	for (size_t i = 0; i < BLOB_ID; i++)
		if (!memchr("0123456789abcdef", id.at[i], 16))
			return false;
	return true;
}

static bool id_read(struct str id, struct blob_id *out, struct err *err)
{
	if (!blob_id_ok(id))
		return err_set(err, ERR_BAD_INPUT,
			"this is not the id of a stored file");
	memcpy(out->hex, id.at, BLOB_ID);
	out->hex[BLOB_ID] = '\0';
	return true;
}

void blob_close(struct blob_store *store)
{
	if (store)
		store->kind->close(store);
}

bool blob_write(struct blob_store *store, struct str bytes, struct blob_id *out,
	struct err *err)
{
	const struct blob_source from = { .bytes = bytes, .fd = -1 };

	return store->kind->write(store, &from, out, err);
}

bool blob_write_fd(struct blob_store *store, int fd, int64_t from, int64_t size,
	struct blob_id *out, struct err *err)
{
	const struct blob_source source = {
		.fd = fd, .from = from, .size = size
	};

	return store->kind->write(store, &source, out, err);
}

bool blob_open(
	struct blob_store *store, struct str id, int *out, struct err *err)
{
	struct blob_id name;

	return id_read(id, &name, err) &&
	       store->kind->open(store, &name, out, err);
}

bool blob_size(
	struct blob_store *store, struct str id, int64_t *out, struct err *err)
{
	struct stat st;
	int fd;

	if (!blob_open(store, id, &fd, err))
		return false;
	if (fstat(fd, &st)) {
		close(fd);
		return err_set(err, ERR_BROKEN, "cannot ask for a file's size");
	}
	close(fd);
	*out = st.st_size;
	return true;
}

bool blob_drop(struct blob_store *store, struct str id, int64_t before_ms,
	bool *dropped, struct err *err)
{
	struct blob_id name;
	bool unused;

	return id_read(id, &name, err) &&
	       store->kind->drop(store, &name, before_ms,
		       dropped ? dropped : &unused, err);
}

bool blob_each(
	struct blob_store *store, blob_see *see, void *to, struct err *err)
{
	return store->kind->each(store, see, to, err);
}

static bool add_up(void *to, const struct blob_item *item, struct err *err)
{
	struct blob_total *sum = to;

	(void)err;
	sum->count++;
	sum->bytes += item->size;
	return true;
}

bool blob_total(
	struct blob_store *store, struct blob_total *out, struct err *err)
{
	struct blob_total sum = { 0 };

	if (!blob_each(store, add_up, &sum, err))
		return false;
	*out = sum;
	return true;
}
