/* test/unit/json_shape_test.c - objects and structs, bound by a table. */
#include "test.h"

#include "base/json.h"

/* ---- a struct with one field of each type ------------------------------- */

struct skill {
	struct str name;
	int64_t years;
};

struct person {
	struct str id, name, email, plan, secret, startDate;
	int64_t age, made_at, seen_at, credits;
	bool has_age, vip;
	double score;
	const struct json *any;
	struct str meta;
	struct skill best, *other;
	struct {
		struct str *at;
		size_t count;
	} tags;
	struct {
		int64_t *at;
		size_t count;
	} levels;
	struct {
		struct skill *at;
		size_t count;
	} skills;
	int owner; /* in no table */
};

static const struct json_field skill_fields[] = {
	JSON(skill, name, JSON_MUST, 1, 10),
	JSON(skill, years, 0, 0, 80),
	{ 0 },
};
static const struct json_shape skill_shape =
	JSON_SHAPE(skill, "Skill", "Something one can.", skill_fields);

static const char *const plans[] = { "free", "pro", "team", NULL };

static const struct json_field person_fields[] = {
	JSON(person, id, JSON_MUST | JSON_READONLY, 0, 0),
	JSON(person, name, JSON_MUST, 1, 20, .format = JSON_LINE,
		.about = "what people call them", .example = "Ann"),
	JSON(person, email, JSON_OMIT_EMPTY, 0, 100, .format = JSON_EMAIL),
	JSON_WORD(person, plan, 0, plans, JSON_ELSE_TEXT("free")),
	JSON(person, secret, JSON_WRITEONLY, 8, 200, .format = JSON_PASSWORD),
	JSON(person, startDate, JSON_NULLABLE, 0, 10, .as = "start-date",
		.format = JSON_DATE),
	JSON(person, age, JSON_NULLABLE, 0, 150, JSON_HAS(person, has_age)),
	JSON_TIME(person, made_at, JSON_READONLY),
	JSON_TIME(person, seen_at, JSON_NULLABLE),
	JSON_TENTHS(person, credits, 0, -5, 1000, JSON_ELSE(25)),
	JSON(person, vip, 0, 0, 0, JSON_ELSE(true)),
	JSON(person, score, 0, -1, 1),
	JSON(person, any, 0, 0, 0),
	JSON_RAW(person, meta, 0, 20, .only = JSON_OBJECT),
	JSON_IN(person, best, 0, &skill_shape),
	JSON_AT(person, other, JSON_NULLABLE | JSON_OMIT_EMPTY, &skill_shape),
	JSON_TEXTS(person, tags, JSON_OMIT_EMPTY, 3, 1, 5),
	JSON_INTS(person, levels, JSON_OMIT_EMPTY, 3, 1, 9),
	JSON_ROWS(person, skills, 0, 12, &skill_shape),
	{ 0 },
};
static const struct json_shape person_shape =
	JSON_SHAPE(person, "Person", "Someone.", person_fields);

static struct person p;
static struct err err;

static bool reads(const char *text)
{
	memset(&p, 0x55, sizeof(p));
	memset(&err, 0x55, sizeof(err));
	return json_read_text(&test_mem, str_c(text), &person_shape, &p, &err);
}

static struct str shown(void)
{
	struct buf b;

	buf_init(&b, &test_mem, 1 << 16);
	json_show(&b, &person_shape, &p);
	OK(buf_ok(&b));
	return buf_str(&b);
}

/* ---- reading ------------------------------------------------------------ */

TEST(an_object_fills_a_struct)
{
	NEED_ERR(reads("{\"name\":\"Ann Ö\",\"email\":\"ann@example.org\","
		       "\"plan\":\"team\",\"secret\":\"12345678\","
		       "\"start-date\":\"2026-01-31\",\"age\":0,"
		       "\"seen_at\":\"1970-01-01T00:00:01+00:00\","
		       "\"credits\":-0.5,\"vip\":false,\"score\":-0.25,"
		       "\"any\":[1,{}],\"meta\":{ \"a\" : 1.50 },"
		       "\"best\":{\"name\":\"C\",\"years\":20},"
		       "\"other\":{\"name\":\"Go\"},\"tags\":[\"a\",\"b\"],"
		       "\"levels\":[9,1],\"skills\":[{\"name\":\"x\"},"
		       "{\"years\":1e1,\"name\":\"y\"}]}"),
		err);
	SAME_STR(p.name, STR("Ann Ö"));
	SAME_STR(p.email, STR("ann@example.org"));
	SAME_STR(p.plan, STR("team"));
	SAME_STR(p.secret, STR("12345678"));
	SAME_STR(p.startDate, STR("2026-01-31"));
	OK(p.has_age && p.age == 0);
	SAME_INT(p.seen_at, 1000);
	SAME_INT(p.credits, -5);
	OK(!p.vip && p.score == -0.25);
	SAME_INT(json_count(p.any), 2);
	SAME_STR(p.meta, STR("{\"a\":1.50}"));
	SAME_STR(p.best.name, STR("C"));
	SAME_INT(p.best.years, 20);
	SAME_STR(p.other->name, STR("Go"));
	SAME_INT(p.other->years, 0);
	SAME_INT(p.tags.count, 2);
	SAME_STR(p.tags.at[1], STR("b"));
	SAME_INT(p.levels.at[0] * 10 + p.levels.at[1], 91);
	SAME_INT(p.skills.count, 2);
	SAME_STR(p.skills.at[1].name, STR("y"));
	SAME_INT(p.skills.at[1].years, 10);
}

TEST(what_is_absent_is_none_or_its_default)
{
	NEED_ERR(reads("{\"name\":\"Ann\"}"), err);
	OK(!p.email.at && !p.secret.at && !p.startDate.at && !p.meta.at);
	SAME_STR(p.plan, STR("free"));
	OK(!p.has_age && p.age == 0 && p.seen_at == 0 && p.score == 0);
	SAME_INT(p.credits, 25);
	OK(p.vip && !p.any && !p.other);
	OK(!p.best.name.at && p.best.years == 0);
	SAME_INT(p.tags.count + p.levels.count + p.skills.count, 0);
}

TEST(what_is_not_to_be_given_stays_as_it_was)
{
	NEED_ERR(reads("{\"name\":\"Ann\"}"), err);
	SAME_INT(p.owner, 0x55555555);
	SAME_INT(p.made_at, 0x5555555555555555);
	SAME_INT(p.id.len, 0x5555555555555555);
}

TEST(null_is_absent_where_the_table_allows_it)
{
	NEED_ERR(reads("{\"name\":\"A\",\"age\":null,\"start-date\":null,"
		       "\"seen_at\":null,\"other\":null}"),
		err);
	OK(!p.has_age && p.age == 0);
	OK(!p.startDate.at && p.seen_at == 0 && !p.other);
}

struct patch {
	struct str name;
	int64_t at;
	bool has_name, has_at;
};

/* What a change of some fields needs: clear this, leave that. */
TEST(text_and_times_given_as_null_are_told_from_what_was_not_given)
{
	static const struct json_field fields[] = {
		JSON(patch, name, JSON_NULLABLE, 1, 9,
			JSON_HAS(patch, has_name)),
		JSON_TIME(patch, at, JSON_NULLABLE, JSON_HAS(patch, has_at)),
		{ 0 },
	};
	const struct json_shape shape = JSON_SHAPE(patch, "P", NULL, fields);
	struct patch all, none;

	NEED_ERR(json_read_text(&test_mem, STR("{\"name\":null,\"at\":null}"),
			 &shape, &all, &err),
		err);
	NEED_ERR(
		json_read_text(&test_mem, STR("{}"), &shape, &none, &err), err);
	OK(all.has_name && !all.name.at && all.has_at && !all.at);
	OK(!none.has_name && !none.has_at);
}

/* ---- refusing ----------------------------------------------------------- */

static const struct {
	const char *text, *at, *why;
} faults[] = {
	{ "[]", "", "must be an object" },
	{ "null", "", "must be an object" },
	{ "{}", "/name", "is missing" },
	{ "{\"name\":null}", "/name", "must not be null" },
	{ "{\"name\":7}", "/name", "must be text" },
	{ "{\"name\":\"\"}", "/name", "must not be empty" },
	{ "{\"name\":\"öööööööööööööööööööö+\"}", "/name",
		"must be 1 to 20 characters long" },
	{ "{\"name\":\"a\\u0000\"}", "/name",
		"must not contain the character U+0000" },
	{ "{\"name\":\"a\\nb\"}", "/name",
		"must be one line without control characters" },
	{ "{\"name\":\"a\",\"email\":\"ann\"}", "/email",
		"must be an email address like name@example.org" },
	{ "{\"name\":\"a\",\"plan\":\"Pro\"}", "/plan",
		"must be 'free', 'pro' or 'team'" },
	{ "{\"name\":\"a\",\"secret\":\"1234567\"}", "/secret",
		"must be 8 to 200 characters long" },
	{ "{\"name\":\"a\",\"start-date\":\"2026-02-30\"}", "/start-date",
		"must be a date like 2026-01-31" },
	{ "{\"name\":\"a\",\"startDate\":null}", "/startDate",
		"is not known here" },
	{ "{\"name\":\"a\",\"age\":1.5}", "/age", "must be a whole number" },
	{ "{\"name\":\"a\",\"age\":\"15\"}", "/age", "must be a whole number" },
	{ "{\"name\":\"a\",\"age\":151}", "/age", "must be 0 to 150" },
	{ "{\"name\":\"a\",\"age\":-1}", "/age", "must be 0 to 150" },
	{ "{\"name\":\"a\",\"age\":1e30}", "/age", "must be a whole number" },
	{ "{\"name\":\"a\",\"seen_at\":\"2026-01-31\"}", "/seen_at",
		"must be a time like 2026-01-31T12:00:00Z" },
	{ "{\"name\":\"a\",\"seen_at\":0}", "/seen_at",
		"must be a time like 2026-01-31T12:00:00Z" },
	{ "{\"name\":\"a\",\"credits\":2.55}", "/credits",
		"must be a number with at most one decimal" },
	{ "{\"name\":\"a\",\"credits\":100.1}", "/credits",
		"must be -0.5 to 100.0" },
	{ "{\"name\":\"a\",\"vip\":1}", "/vip", "must be true or false" },
	{ "{\"name\":\"a\",\"score\":1.01}", "/score", "must be -1 to 1" },
	{ "{\"name\":\"a\",\"score\":\"1\"}", "/score", "must be a number" },
	{ "{\"name\":\"a\",\"any\":{\"b\":[{\"c\":1,\"c\":2}]}}", "/any/b/0/c",
		"is given twice" },
	{ "{\"name\":\"a\",\"any\":[\"\\u0000\"]}", "/any/0",
		"must not contain the character U+0000" },
	{ "{\"name\":\"a\",\"any\":null}", "/any", "must not be null" },
	{ "{\"name\":\"a\",\"meta\":[]}", "/meta", "must be an object" },
	{ "{\"name\":\"a\",\"meta\":{\"k\":\"123456789012345\"}}", "/meta",
		"must be at most 20 bytes of JSON" },
	{ "{\"name\":\"a\",\"best\":[]}", "/best", "must be an object" },
	{ "{\"name\":\"a\",\"best\":{}}", "/best/name", "is missing" },
	{ "{\"name\":\"a\",\"other\":{\"name\":\"b\",\"x/y\":1}}",
		"/other/x~1y", "is not known here" },
	{ "{\"name\":\"a\",\"tags\":\"b\"}", "/tags", "must be a list" },
	{ "{\"name\":\"a\",\"tags\":[\"a\",\"b\",\"c\",\"d\"]}", "/tags",
		"must be at most 3 entries" },
	{ "{\"name\":\"a\",\"tags\":[\"a\",\"123456\"]}", "/tags/1",
		"must be 1 to 5 characters long" },
	{ "{\"name\":\"a\",\"tags\":[null]}", "/tags/0", "must be text" },
	{ "{\"name\":\"a\",\"levels\":[1,10]}", "/levels/1", "must be 1 to 9" },
	{ "{\"name\":\"a\",\"skills\":[{\"name\":\"b\"},null]}", "/skills/1",
		"must be an object" },
	{ "{\"name\":\"a\",\"skills\":[{\"name\":\"b\",\"name\":\"c\"}]}",
		"/skills/0/name", "is given twice" },
	{ "{\"name\":\"a\",\"id\":\"x\"}", "/id",
		"is set by the server and cannot be given" },
	{ "{\"name\":\"a\",\"name\":\"b\"}", "/name", "is given twice" },
	{ "{\"name\":\"a\",\"\":1}", "/", "is not known here" },
	{ "{\"name\":\"a\",\"owner\":1}", "/owner", "is not known here" },
};

TEST(each_fault_is_told_with_its_pointer_and_why)
{
	for (size_t i = 0; i < LENGTH(faults); i++) {
		if (reads(faults[i].text)) {
			test_fail(
				__FILE__, __LINE__, "read %s", faults[i].text);
			continue;
		}
		SAME_INT(err.code, ERR_BAD_INPUT);
		SAME_INT(err.field_count, 1);
		SAME_STR(str_c(err.fields[0].at), str_c(faults[i].at));
		SAME_STR(str_c(err.fields[0].why), str_c(faults[i].why));
		if (test_failing())
			return;
	}
}

TEST(all_faults_are_told_at_once_in_their_order)
{
	static const char *const at[] = { "/x", "/email", "/best/years",
		"/best/name", "/skills/0/name", "/name" };

	OK(!reads("{\"x\":1,\"email\":\"@\",\"best\":{\"years\":-1},"
		  "\"skills\":[{\"name\":1}]}"));
	SAME_INT(err.field_count, LENGTH(at));
	for (size_t i = 0; i < LENGTH(at) && !test_failing(); i++)
		SAME_STR(str_c(err.fields[i].at), str_c(at[i]));
	SAME_STR(str_c(err.text), STR("'/x' is not known here"));
}

TEST(a_flood_of_faults_is_cut_off)
{
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	for (int i = 0; i < 10000; i++)
		buf_addf(&b, "%c\"unknown%d\":0", i ? ',' : '{', i);
	buf_addc(&b, '}');
	OK(!json_read_text(&test_mem, buf_str(&b), &person_shape, &p, &err));
	SAME_INT(err.field_count, ERR_FIELDS);
}

TEST(a_text_that_is_no_json_has_a_place_instead_of_fields)
{
	OK(!reads("{\"name\":\"Ann\",}"));
	SAME_STR(str_c(err.text),
		STR("line 1, column 15: expected a name in double quotes"));
	SAME_INT(err.field_count, 0);
}

/* A list of words longer than an error's line ends in dots, not in half a
 * word. */
TEST(a_long_list_of_words_is_cut_between_two)
{
	static const char *const words[] = { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		"bbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
		"ccccccccccccccccccccccccccccc",
		"ddddddddddddddddddddddddddddd",
		"eeeeeeeeeeeeeeeeeeeeeeeeeeeee", NULL };
	static const struct json_field fields[] = {
		JSON_WORD(skill, name, 0, words),
		{ 0 },
	};
	const struct json_shape shape = JSON_SHAPE(skill, "S", NULL, fields);
	struct skill s;

	OK(!json_read_text(
		&test_mem, STR("{\"name\":\"x\"}"), &shape, &s, &err));
	OK(str_ends(str_c(err.fields[0].why), STR("ccccc', …")));
}

struct ranges {
	int64_t up, down;
	struct str code;
};

TEST(a_range_is_told_by_the_ends_that_it_has)
{
	static const struct json_field fields[] = {
		JSON(ranges, up, 0, 5, INT64_MAX),
		JSON(ranges, down, 0, INT64_MIN, -5),
		JSON(ranges, code, 0, 6, 6),
		{ 0 },
	};
	const struct json_shape shape = JSON_SHAPE(ranges, "R", NULL, fields);
	struct ranges got;

	OK(!json_read_text(&test_mem,
		STR("{\"up\":4,\"down\":-4,\"code\":\"12345\"}"), &shape, &got,
		&err));
	SAME_INT(err.field_count, 3);
	SAME_STR(str_c(err.fields[0].why), STR("must be at least 5"));
	SAME_STR(str_c(err.fields[1].why), STR("must be at most -5"));
	SAME_STR(str_c(err.fields[2].why),
		STR("must be exactly 6 characters long"));
}

/* ---- writing ------------------------------------------------------------ */

TEST(a_struct_is_written_as_its_table_says)
{
	struct skill skills[] = { { STR("x"), 1 }, { STR("y\"z"), 2 } };
	struct str tags[] = { STR("a") };
	int64_t levels[] = { 3, 4 };

	p = (struct person){ .id = STR("7"),
		.name = STR("Ann"),
		.email = STR("a@b"),
		.plan = STR("pro"),
		.secret = STR("12345678"),
		.startDate = STR("2026-01-31"),
		.has_age = true,
		.age = 42,
		.made_at = 1,
		.seen_at = 2,
		.credits = 25,
		.vip = true,
		.score = 0.5,
		.meta = STR("{\"a\":1}"),
		.best = { STR("C"), 9 },
		.other = &skills[0],
		.tags = { tags, 1 },
		.levels = { levels, 2 },
		.skills = { skills, 2 } };
	NEED_ERR(json_parse(&test_mem, STR("[1.50]"), &p.any, &err), err);
	SAME_STR(shown(),
		STR("{\"id\":\"7\",\"name\":\"Ann\",\"email\":\"a@b\","
		    "\"plan\":\"pro\",\"start-date\":\"2026-01-31\","
		    "\"age\":42,\"made_at\":\"1970-01-01T00:00:00.001Z\","
		    "\"seen_at\":\"1970-01-01T00:00:00.002Z\","
		    "\"credits\":2.5,\"vip\":true,\"score\":0.5,"
		    "\"any\":[1.50],\"meta\":{\"a\":1},"
		    "\"best\":{\"name\":\"C\",\"years\":9},"
		    "\"other\":{\"name\":\"x\",\"years\":1},"
		    "\"tags\":[\"a\"],\"levels\":[3,4],\"skills\":["
		    "{\"name\":\"x\",\"years\":1},"
		    "{\"name\":\"y\\\"z\",\"years\":2}]}"));
}

TEST(what_is_absent_is_null_or_left_out)
{
	p = (struct person){ .id = STR("7") };
	SAME_STR(shown(),
		STR("{\"id\":\"7\",\"name\":null,\"plan\":null,"
		    "\"start-date\":null,\"age\":null,"
		    "\"made_at\":\"1970-01-01T00:00:00.000Z\","
		    "\"seen_at\":null,\"credits\":0.0,\"vip\":false,"
		    "\"score\":0,\"any\":null,\"meta\":null,"
		    "\"best\":{\"name\":null,\"years\":0},\"skills\":[]}"));
}

TEST(secrets_and_hidden_fields_are_never_written)
{
	static const struct json_field fields[] = {
		JSON(skill, name, JSON_WRITEONLY, 1, 10),
		JSON(skill, years, JSON_HIDE, 0, 80),
		{ 0 },
	};
	const struct json_shape shape = JSON_SHAPE(skill, "S", NULL, fields);
	struct skill s;
	struct buf b;

	NEED_ERR(json_read_text(&test_mem, STR("{\"name\":\"a\",\"years\":7}"),
			 &shape, &s, &err),
		err);
	SAME_INT(s.years, 7);
	buf_init(&b, &test_mem, 100);
	json_show(&b, &shape, &s);
	SAME_STR(buf_str(&b), STR("{}"));
}

TEST(what_was_written_reads_the_same)
{
	struct json_field fields[LENGTH(person_fields)] = { { 0 } };
	const struct json_shape shape = JSON_SHAPE(person, "P", NULL, fields);
	struct person again;
	struct buf once, twice;
	int n = 0;

	for (const struct json_field *f = person_fields; f->type; f++)
		if (!(f->flags & JSON_READONLY))
			fields[n++] = *f;
	NEED_ERR(reads("{\"name\":\"Ann\",\"age\":7,\"credits\":\"99.5\","
		       "\"score\":0.1,\"meta\":{},\"any\":{\"a\":[1e5]},"
		       "\"skills\":[{\"name\":\"x\"}],\"tags\":[\"a\"],"
		       "\"best\":{\"name\":\"b\"}}"),
		err);
	buf_init(&once, &test_mem, 10000);
	json_show(&once, &shape, &p);
	NEED_ERR(
		json_read_text(&test_mem, buf_str(&once), &shape, &again, &err),
		err);
	buf_init(&twice, &test_mem, 10000);
	json_show(&twice, &shape, &again);
	SAME_STR(buf_str(&twice), buf_str(&once));
	OK(again.credits == 995 && again.score == 0.1 && again.age == 7);
}
