/* app/sweep.c - deletes what is old. See sweep.h. */
#include "app/sweep.h"

#include "store/sweep.h"

static bool batch(
	struct call *c, const struct sweep *s, int64_t *gone, struct err *err)
{
	struct err ignored;

	if (!app_call_write(c, err))
		return false;
	if (store_sweep_run(c->db, s, c->now, APP_SWEEP_BATCH, gone, err))
		return app_call_close(c, true, err);
	app_call_close(c, false, &ignored);
	return false;
}

bool app_sweep(struct call *c, bool (*stop)(void *with), void *with,
	int64_t *gone, struct err *err)
{
	int64_t n;

	*gone = 0;
	for (size_t i = 0; i < store_sweep_count; i++) {
		do {
			if (stop && stop(with))
				return true;
			if (!batch(c, &store_sweeps[i], &n, err))
				return err_in(err, "%s", store_sweeps[i].name);
			*gone += n;
		} while (n == APP_SWEEP_BATCH);
	}
	return true;
}
