/* press/pack.c - see pack.h. */
#include "press/pack.h"

#include <libdeflate.h>
#include <pthread.h>
#include <stdlib.h>

/* By measurement, on two pages: the next level takes half as long again for
 * 1 % of a DOCX, the sixth twice as long for 5 %. */
enum { LEVEL = 1 };

struct kept {
	size_t size, packed; /* 0: free */
	uint32_t crc;
	char *at; /* the content, then what it was packed to */
};

struct packer {
	struct libdeflate_compressor *deflate;
	struct kept kept[PACK_KEPT];
	size_t next;
};

/* ---- of a thread -------------------------------------------------------- */

static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void end(void *with)
{
	struct packer *p = with;

	libdeflate_free_compressor(p->deflate);
	for (size_t i = 0; i < PACK_KEPT; i++)
		mem_free(p->kept[i].at);
	mem_free(p);
}

static void make_key(void)
{
	if (pthread_key_create(&key, end))
		mem_none();
}

static struct packer *packer(void)
{
	struct packer *p;

	pthread_once(&once, make_key);
	p = pthread_getspecific(key);
	if (p)
		return p;
	p = mem_alloc(sizeof(*p));
	p->deflate = libdeflate_alloc_compressor(LEVEL);
	if (!p->deflate || pthread_setspecific(key, p))
		mem_none();
	return p;
}

/* ---- parts -------------------------------------------------------------- */

static struct zip_packed deflated(
	struct arena *mem, struct packer *p, struct str content)
{
	size_t room =
		libdeflate_deflate_compress_bound(p->deflate, content.len);
	char *at = arena_bytes(mem, room);

	return (struct zip_packed){
		.packed =
			str_of(at, libdeflate_deflate_compress(p->deflate,
					   content.at, content.len, at, room)),
		.size = content.len,
		.crc = libdeflate_crc32(0, content.at, content.len),
	};
}

static void keep(
	struct packer *p, struct str content, const struct zip_packed *packed)
{
	struct kept *k = &p->kept[p->next];

	p->next = (p->next + 1) % PACK_KEPT;
	mem_free(k->at);
	*k = (struct kept){
		.size = content.len,
		.packed = packed->packed.len,
		.crc = packed->crc,
		.at = mem_alloc(content.len + packed->packed.len),
	};
	memcpy(k->at, content.at, content.len);
	memcpy(k->at + content.len, packed->packed.at, packed->packed.len);
}

static struct zip_packed once_deflated(
	struct arena *mem, struct packer *p, struct str content)
{
	struct zip_packed packed;

	for (size_t i = 0; i < PACK_KEPT; i++) {
		const struct kept *k = &p->kept[i];

		if (k->size == content.len && k->at &&
			!memcmp(k->at, content.at, content.len))
			return (struct zip_packed){
				.packed = str_of(k->at + k->size, k->packed),
				.size = k->size,
				.crc = k->crc,
			};
	}
	packed = deflated(mem, p, content);
	if (content.len <= PACK_KEPT_BYTES)
		keep(p, content, &packed);
	return packed;
}

/* ---- the archive -------------------------------------------------------- */

static bool append(void *to, struct str bytes, struct err *err)
{
	struct pack *p = to;

	if (p->out->len - p->start + bytes.len <= p->ceiling)
		buf_add(p->out, bytes);
	else
		p->out->overflow = true;
	return buf_ok(p->out) ||
	       err_set(err, ERR_TOO_BIG, "the file would be bigger than %zu MB",
		       p->ceiling >> 20);
}

void pack_init(struct pack *p, struct arena *mem, struct buf *out,
	size_t ceiling, int64_t time_ms)
{
	*p = (struct pack){
		.mem = mem,
		.out = out,
		.time_ms = time_ms,
		.start = out->len,
		.ceiling = ceiling,
	};
	zip_init(&p->zip, mem, append, p);
}

bool pack_add(struct pack *p, const char *name, struct str content,
	enum pack_how how, struct err *err)
{
	struct zip_entry entry = {
		.name = str_c(name),
		.time_ms = p->time_ms,
		.store = how == PACK_STORED,
	};
	struct zip_packed packed;

	if (how == PACK_STORED || content.len == 0)
		return zip_add(&p->zip, &entry, content, err);
	packed = how == PACK_ALIKE ? once_deflated(p->mem, packer(), content)
				   : deflated(p->mem, packer(), content);
	return zip_add_packed(&p->zip, &entry, &packed, err);
}

bool pack_close(struct pack *p, struct err *err)
{
	return zip_close(&p->zip, err);
}
