/*
 * tools/taxonomy_table.c - writes data/skills and data/titles as tables that
 * the compiler puts into the program (match/taxonomy.h). Run by make with a
 * files, data/sectors.txt first. tools/skills judges these; here, what is no
 * entry ends the run, and a label that nobody has is left out. No part of the
 * program.
 */
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "match/taxonomy.h"
#include "match/taxonomy_key.h"

enum {
	ENTRIES = 30000,
	NAMES = 65000,
	LINKS = 400000,
	LISTED = 64, /* of one line */
	LEVELS = 8
};

struct entry {
	struct str label;
	int parent, family, sector;
	uint8_t kind;
	struct str up[LISTED], near[LISTED], asks[LISTED];
	int ups, nears, askeds;
};

static struct entry *all;
static struct taxonomy_name *names;
static struct str *name_text, families[4000];
static uint16_t *links;
static size_t count, name_count, family_count, link_count, text_len;
static struct arena mem;
static const char *path;
static int line_number, sector;
static char sector_text[4096];

__attribute__((noreturn, format(printf, 1, 2))) static void stop(
	const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "%s:%d: ", path, line_number);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fprintf(stderr, "\n");
	exit(1);
}

/* ---- reading ---------------------------------------------------------- */

static struct str unescaped(struct str s)
{
	struct buf b;

	buf_init(&b, &mem, s.len + 1);
	buf_add(&b, STR(""));
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '\\' && i + 1 < s.len)
			i++;
		buf_addc(&b, s.at[i]);
	}
	return buf_str(&b);
}

static void add_name(struct str s)
{
	uint8_t flags = 0;

	while (s.len > 1 &&
		(s.at[s.len - 1] == '!' || s.at[s.len - 1] == '?') &&
		s.at[s.len - 2] != '\\') {
		flags |= s.at[s.len - 1] == '!' ? NAME_EXACT : NAME_WEAK;
		s.len--;
	}
	assert(name_count < NAMES);
	name_text[name_count] = unescaped(s);
	names[name_count++] =
		(struct taxonomy_name){ .entry = (uint16_t)(count - 1),
			.flags = flags };
}

static void add_listed(struct entry *e, char sign, struct str s)
{
	if (sign == '=') {
		add_name(s);
		return;
	}
	if (sign == '<' && e->ups < LISTED)
		e->up[e->ups++] = unescaped(s);
	else if (sign == '~' && e->nears < LISTED)
		e->near[e->nears++] = unescaped(s);
	else if (sign == ':' && e->askeds < LISTED)
		e->asks[e->askeds++] = unescaped(s);
	else
		stop("too many behind '%c'", sign);
}

/* "Label = a, b < C ~ D : E", with signs behind a backslash. */
static void read_entry(struct str s)
{
	struct entry *e = &all[count - 1];
	size_t from = 0;
	char sign = 0;

	for (size_t i = 0; i <= s.len; i++) {
		char c = i < s.len ? s.at[i] : ',';
		bool ends = c == ',' || c == '=' || c == '<' || c == '~' ||
			    c == ':';

		if (c == '\\') {
			i++;
			continue;
		}
		if (!ends)
			continue;
		struct str part = str_trim(str_of(s.at + from, i - from));

		if (!sign) {
			add_name(part);
			e->label = name_text[name_count - 1];
		} else {
			add_listed(e, sign, part);
		}
		if (c != ',')
			sign = c;
		from = i + 1;
	}
}

static uint8_t kind_of(struct str word)
{
	static const char *const kinds[] = { [TAXONOMY_TOOL] = "tool",
		[TAXONOMY_METHOD] = "method",
		[TAXONOMY_FIELD] = "field",
		[TAXONOMY_SOFT] = "soft",
		[TAXONOMY_CERTIFICATE] = "certificate",
		[TAXONOMY_TITLE] = "title",
		[TAXONOMY_RANK] = "rank" };

	for (uint8_t i = 0; i < LENGTH(kinds); i++)
		if (str_is(word, kinds[i]))
			return i;
	stop("unknown kind '%.*s'", STR_ARG(word));
}

/* The number of the line of sectors.txt that has the file's name. */
static int sector_of(const char *file)
{
	struct str name = str_c(strrchr(file, '/') + 1), rest, line;
	int number = 1;

	name.len -= strlen(".txt");
	for (rest = str_c(sector_text); rest.len; number++) {
		line = str_cut(&rest, '\n');
		if (!line.len || *line.at == '#') {
			number--;
			continue;
		}
		str_cut(&line, ':');
		while (line.len)
			if (str_eq(str_cut(&line, ' '), name))
				return number;
	}
	stop("is in no sector of data/sectors.txt");
}

static void read_sectors(const char *file)
{
	FILE *in = fopen(file, "r");
	size_t n = in ? fread(sector_text, 1, sizeof(sector_text) - 1, in) : 0;

	path = file;
	if (!in || n == sizeof(sector_text) - 1)
		stop("cannot be read, or is too long");
	fclose(in);
}

static void read_file(FILE *in)
{
	char line[4096];
	int above[LEVELS];
	uint8_t kind = 0;

	for (line_number = 1; fgets(line, sizeof(line), in); line_number++) {
		struct str s = str_c(line);
		int depth = 0;

		while (s.len &&
			(s.at[s.len - 1] == '\n' || s.at[s.len - 1] == ' '))
			s.len--;
		if (!s.len || *s.at == '#')
			continue;
		if (*s.at == '[') {
			struct str rest = str_of(s.at + 1, s.len - 2);
			struct str name = str_trim(str_cut(&rest, '|'));

			kind = kind_of(str_trim(rest));
			assert(family_count < LENGTH(families));
			families[family_count++] = str_copy(&mem, name);
			continue;
		}
		for (; s.len && *s.at == '\t'; depth++)
			s = str_of(s.at + 1, s.len - 1);
		if (depth >= LEVELS || !family_count)
			stop("is no entry");
		assert(count < ENTRIES);
		above[depth] = (int)count;
		all[count] =
			(struct entry){ .parent = depth ? above[depth - 1] : -1,
				.family = (int)family_count - 1,
				.sector = sector,
				.kind = kind };
		count++;
		read_entry(str_copy(&mem, s));
	}
}

/* ---- relations ----------------------------------------------------------- */

static int find_label(struct str label)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(all[i].label, label))
			return (int)i;
	return -1;
}

static void add_link(int i)
{
	assert(link_count < LINKS);
	links[link_count++] = i < 0 ? TAXONOMY_NONE : (uint16_t)i;
}

static bool is_linked(size_t from, int i)
{
	for (size_t k = from; k < link_count; k++)
		if (links[k] == i)
			return true;
	return false;
}

/* All above it, nearest first. */
static uint32_t put_above(int of)
{
	size_t from = link_count;

	for (size_t k = from;; k++) {
		const struct entry *e = &all[k == from ? of : links[k - 1]];

		if (e->parent >= 0 && e->parent != of &&
			!is_linked(from, e->parent))
			add_link(e->parent);
		for (int i = 0; i < e->ups; i++) {
			int up = find_label(e->up[i]);

			if (up >= 0 && up != of && !is_linked(from, up))
				add_link(up);
		}
		if (k == link_count)
			break;
	}
	add_link(-1);
	return (uint32_t)from;
}

static uint16_t **near_of;
static size_t *near_count;

static void add_near(int a, int b)
{
	for (size_t i = 0; i < near_count[a]; i++)
		if (near_of[a][i] == b)
			return;
	near_of[a] =
		realloc(near_of[a], (near_count[a] + 1) * sizeof(**near_of));
	near_of[a][near_count[a]++] = (uint16_t)b;
}

static void gather_near(void)
{
	near_of = calloc(count, sizeof(*near_of));
	near_count = calloc(count, sizeof(*near_count));
	for (size_t i = 0; i < count; i++)
		for (int k = 0; k < all[i].nears; k++) {
			int other = find_label(all[i].near[k]);

			if (other < 0)
				continue;
			add_near((int)i, other);
			add_near(other, (int)i);
		}
}

static uint32_t put_near(size_t i)
{
	size_t from = link_count;

	for (size_t k = 0; k < near_count[i]; k++)
		add_link(near_of[i][k]);
	add_link(-1);
	return (uint32_t)from;
}

/* ---- writing --------------------------------------------------------------
 */

static uint32_t put_text(struct str s)
{
	uint32_t at = (uint32_t)text_len;

	printf("\t\"");
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] == '"' || s.at[i] == '\\')
			printf("\\%c", s.at[i]);
		else if (s.at[i] == '?')
			printf("\\?");
		else
			putchar(s.at[i]);
	printf("\\0\"\n");
	text_len += s.len + 1;
	return at;
}

/* Its letters as they are looked up; bits for each beginning of them. */
static uint64_t key_of(
	struct str name, bool exact, uint64_t *prefix, uint32_t mask)
{
	struct resume_wording words;
	uint64_t h = TAXONOMY_SEED;

	resume_wording_read(&mem, name, &words);
	for (size_t i = 0; i < words.count; i++) {
		struct str s = words.at[i].text;

		if (i + 1 == words.count && !exact &&
			taxonomy_is_plural(s, name.at[name.len - 1]))
			s.len--;
		for (size_t k = 0; k < s.len; k++) {
			uint64_t bit;

			h = taxonomy_key(h, str_of(s.at + k, 1));
			bit = taxonomy_spread(h) >> 40 & mask;
			prefix[bit / 64] |= (uint64_t)1 << bit % 64;
		}
	}
	return taxonomy_spread(h);
}

static void put_names(const char *what)
{
	uint32_t slots = 64, bits = 1 << 20;
	struct taxonomy_slot *slot;
	uint64_t *prefix = calloc(bits / 64, sizeof(*prefix));

	while (slots < 2 * name_count)
		slots *= 2;
	slot = calloc(slots, sizeof(*slot));
	for (size_t i = 0; i < name_count; i++) {
		uint64_t key = key_of(name_text[i],
			(names[i].flags & NAME_EXACT) != 0, prefix, bits - 1);
		uint32_t at = (uint32_t)key & (slots - 1);

		while (slot[at].name)
			at = (at + 1) & (slots - 1);
		slot[at].check = (uint32_t)(key >> 32);
		slot[at].name = (uint32_t)i + 1;
	}
	printf("static const struct taxonomy_slot %s_slot[] = {\n", what);
	for (uint32_t i = 0; i < slots; i++)
		printf("{%u,%u},%s", slot[i].check, slot[i].name,
			i % 6 == 5 ? "\n" : "");
	printf("};\nstatic const uint64_t %s_prefix[] = {\n", what);
	for (uint32_t i = 0; i < bits / 64; i++)
		printf("%lluu,%s", (unsigned long long)prefix[i],
			i % 6 == 5 ? "\n" : "");
	printf("};\n");
	free(slot);
	free(prefix);
}

static int by_text(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

/* Labels of the skills, as taxonomy_label() of the program will have them:
 * in the order in which their files were read. */
static char (*skill_label)[64];
static size_t skill_count;

static int skill_of(struct str label)
{
	for (size_t i = 0; i < skill_count; i++)
		if (str_is(label, skill_label[i]))
			return (int)i;
	return -1;
}

static void put_tables(const char *what)
{
	struct taxonomy_entry *out = calloc(count, sizeof(*out));
	uint32_t *family = calloc(family_count + 1, sizeof(*family));

	gather_near();
	for (size_t i = 0; i < count; i++) {
		out[i].above = put_above((int)i);
		out[i].parent = links[out[i].above];
		out[i].near = put_near(i);
		out[i].asks = (uint32_t)link_count;
		for (int k = 0; k < all[i].askeds; k++)
			if (skill_of(all[i].asks[k]) >= 0)
				add_link(skill_of(all[i].asks[k]));
		add_link(-1);
		out[i].family = (uint16_t)all[i].family;
		out[i].kind = all[i].kind;
		if (all[i].parent >= 0)
			out[all[i].parent].children++;
	}
	printf("static const char %s_text[] =\n", what);
	for (size_t i = 0; i < name_count; i++) {
		names[i].text = put_text(name_text[i]);
		if (!i || names[i].entry != names[i - 1].entry)
			out[names[i].entry].label = names[i].text;
	}
	for (size_t i = 0; i < family_count; i++)
		family[i] = put_text(families[i]);
	printf(";\nstatic const struct taxonomy_entry %s_entry[] = {\n", what);
	for (size_t i = 0; i < count; i++)
		printf("{%u,%u,%u,%u,%u,%u,%u,%u,%u},\n", out[i].label,
			out[i].above, out[i].near, out[i].asks, out[i].parent,
			out[i].family, out[i].children, out[i].kind,
			(unsigned)all[i].sector);
	printf("};\nstatic const struct taxonomy_name %s_name[] = {\n", what);
	for (size_t i = 0; i < name_count; i++)
		printf("{%u,%u,%u},\n", names[i].text, names[i].entry,
			names[i].flags);
	printf("};\nstatic const uint32_t %s_family[] = {\n", what);
	for (size_t i = 0; i < family_count; i++)
		printf("%u,", family[i]);
	printf("};\nstatic const uint16_t %s_links[] = {\n", what);
	for (size_t i = 0; i < link_count; i++)
		printf("%u,%s", links[i], i % 12 == 11 ? "\n" : "");
	printf("};\n");
	put_names(what);
}

static void forget(void)
{
	count = name_count = family_count = 0;
	link_count = text_len = 0;
}

static void read_all(char **paths, int n)
{
	for (int i = 0; i < n; i++) {
		FILE *in = fopen(paths[i], "r");

		path = paths[i];
		line_number = 0;
		if (!in)
			stop("cannot be read");
		sector = sector_of(path);
		read_file(in);
		fclose(in);
	}
}

int main(int argc, char **argv)
{
	int titles = 1;

	all = calloc(ENTRIES, sizeof(*all));
	names = calloc(NAMES, sizeof(*names));
	name_text = calloc(NAMES, sizeof(*name_text));
	links = calloc(LINKS, sizeof(*links));
	skill_label = calloc(ENTRIES, sizeof(*skill_label));
	read_sectors(argv[1]);
	argv++;
	argc--;
	qsort(argv + 1, (size_t)argc - 1, sizeof(*argv), by_text);
	while (titles < argc && !strstr(argv[titles], "/titles/"))
		titles++;
	read_all(argv + 1, titles - 1);
	put_tables("skills");
	for (; skill_count < count; skill_count++)
		snprintf(skill_label[skill_count], sizeof(*skill_label), "%.*s",
			STR_ARG(all[skill_count].label));
	forget();
	read_all(argv + titles, argc - titles);
	put_tables("titles");
	return 0;
}
