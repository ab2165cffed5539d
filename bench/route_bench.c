/* bench/route_bench.c - from a path to its route, over the whole table. */
#include "api/api_int.h"
#include "base/base.h"
#include "bench.h"

enum { STEPS = 1000 };

static struct api_tree tree;
static struct str paths[API_ROUTES_MOST];

/* Every route in turn, "{id}" filled in. */
static void find(void *with)
{
	struct str ids[API_PARAMS];

	(void)with;
	for (size_t i = 0, at = 0; i < STEPS; i++) {
		BENCH_KEEP(api_tree_find(&tree, paths[at], ids));
		at = at + 1 < api_route_count ? at + 1 : 0;
	}
}

int main(void)
{
	struct arena mem = { 0 };

	api_tree_build(&tree, &mem, "v1");
	for (size_t i = 0; i < api_route_count; i++) {
		struct str rest = str_c(api_routes[i].path), piece;
		struct buf out;

		buf_init(&out, &mem, 512);
		str_cut(&rest, '/');
		do {
			piece = str_cut(&rest, '/');
			buf_addc(&out, '/');
			buf_add(&out, piece.len && *piece.at == '{'
					      ? STR("01a1fea4-ecfc-77d2-b765-"
						    "2303ca3a52ec")
					      : piece);
		} while (rest.len);
		paths[i] = buf_str(&out);
	}
	bench_say("route.match", bench_step_us(find, NULL, STEPS) * 1e3, "ns");
	arena_free(&mem);
	return 0;
}
