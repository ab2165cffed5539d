/* Templates and patterns: nothing that an author writes breaks the reader, what
 * is wrong is said, and what is read gives a look and a tree. */
#include "press/press.h"
#include "press/template_int.h"
#include "base/utf8.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char sample[] =
	"{\"basics\":{\"name\":\"A B\",\"email\":\"a@b.example\"},"
	"\"work\":[{\"name\":\"N\",\"position\":\"P\",\"url\":"
	"\"https://u.example\",\"startDate\":\"2020-01\",\"summary\":"
	"\"S *x*\",\"highlights\":[\"H\",\"I\"],\"team\":\"T\"},"
	"{\"name\":\"N\",\"position\":\"Q\"}],"
	"\"skills\":[{\"name\":\"K\",\"keywords\":[\"L\",\"M\"]}],"
	"\"languages\":[{\"language\":\"X\",\"fluency\":\"Y\"}]}";

static void check(const struct tree *tree)
{
	for (size_t i = 0; i < tree->count; i++) {
		const struct tree_block *b = &tree->at[i];

		assert(b->role < TREE_ROLES && b->region < TREE_REGIONS);
		assert(b->text.count > 0);
		for (size_t k = 0; k < b->text.count; k++)
			assert(b->text.at[k].text.len &&
				utf8_ok(b->text.at[k].text));
	}
}

static void compose(struct arena *mem, const struct template *t)
{
	struct resume r;
	struct look look;
	struct tree tree;
	struct err err = { 0 };

	assert(resume_read_text(mem, str_c(sample), &r, &err));
	if (!template_look(mem, t, &r, NULL, &look, &err)) {
		assert(err.code != ERR_NONE && err.text[0]);
		return;
	}
	assert(look.paper_width > look.left + look.right);
	assert(press_compose(mem, &r, t, &look, &tree, &err));
	check(&tree);
}

static void pattern(struct arena *mem, struct str in)
{
	struct template_pattern p;
	struct str why = STR_NONE;
	size_t open = 0;

	if (!template_pattern_read(mem, in, &p, &why)) {
		assert(why.len);
		return;
	}
	for (size_t i = 0; i < p.count; i++) {
		const struct template_op *op = &p.at[i];

		open += op->kind == TEMPLATE_OPEN;
		open -= op->kind == TEMPLATE_CLOSE;
		if (op->kind == TEMPLATE_OPEN)
			assert(op->close > i && op->close < p.count &&
				p.at[op->close].kind == TEMPLATE_CLOSE);
	}
	assert(open == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = str_of((const char *)data, size);
	const struct template *t;
	struct arena mem = { 0 };
	struct err err = { 0 };

	if (size == 0 || size > 1 << 16)
		return 0;
	if (template_read(&mem, in, "my.json", NULL, &t, &err))
		compose(&mem, t);
	else
		assert(err.code != ERR_NONE && err.text[0]);
	pattern(&mem, in);
	arena_free(&mem);
	return 0;
}
