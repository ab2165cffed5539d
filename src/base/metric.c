/* base/metric.c - a list of metrics. See metric.h. */
#include "base/metric.h"

struct metric *metric_add(struct metrics *all, enum metric_kind kind,
	const char *name, const char *help)
{
	struct metric *m = ARENA_NEW(all->mem, struct metric);

	*m = (struct metric){
		.mem = all->mem, .name = name, .help = help, .kind = kind
	};
	if (all->last)
		all->last->next = m;
	else
		all->first = m;
	all->last = m;
	return m;
}

struct metric_point *metric_point(
	struct metric *m, const char *label, const char *word, int64_t value)
{
	struct metric_point *p = ARENA_NEW(m->mem, struct metric_point);

	p->value = value;
	p->labels[0] = (struct metric_label){ label, word };
	if (m->last)
		m->last->next = p;
	else
		m->points = p;
	m->last = p;
	return p;
}

void metric_one(struct metrics *all, enum metric_kind kind, const char *name,
	const char *help, int64_t value)
{
	metric_point(metric_add(all, kind, name, help), NULL, NULL, value);
}

const char *metric_unit(const struct metric *m)
{
	struct str name = str_c(m->name);

	if (str_ends(name, STR("_seconds")))
		return "s";
	return str_ends(name, STR("_bytes")) ? "By" : "1";
}
