/* test/unit/redact_test.c - press/redact.h: personal data go, in text and in
 * metadata, and nothing else does (DOC-17). */
#include "templates.h"

#include "press/redact.h"

static const char whole[] =
	"{\"basics\":{\"name\":\"Ada Park\",\"email\":\"ada@park.example\","
	"\"phone\":\"+49 (30) "
	"555-0199\",\"image\":\"data:image/png;base64,AA\","
	"\"summary\":\"Write to ADA@park.example or call 0049 30 5550199.\","
	"\"birthDate\":\"1990-04-01\",\"nationality\":\"German\","
	"\"second\":\"ada@park.example\","
	"\"location\":{\"address\":\"Ringstr. 5\",\"postalCode\":\"10115\","
	"\"city\":\"Berlin\",\"countryCode\":\"DE\"}},"
	"\"work\":[{\"name\":\"Acme\",\"position\":\"Engineer\","
	"\"summary\":\"With Grete Lund at Ringstr. 5, since 1990-04-01.\","
	"\"highlights\":[\"Praised by grete lund\",\"1990-04\"]}],"
	"\"references\":[{\"name\":\"Grete Lund\",\"reference\":"
	"\"Grete Lund says: hire her.\",\"phone\":\"123\"}],"
	"\"meta\":{\"imported\":{\"from\":\"ada@park.example\"},\"vitae\":"
	"{\"photo\":\"data:image/png;base64,AA\",\"letter\":"
	"{\"paragraphs\":[\"Ask Grete Lund.\"]}}}}";

static const char *const names[] = { "photo", "address", "phone", "email",
	"birth_date", "referees" };

static struct str written(const struct resume *r)
{
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	resume_write(&b, r);
	OK(buf_ok(&b));
	return buf_str(&b);
}

static struct str without(const char *const *list, size_t count)
{
	struct resume r = resume_of(whole), out = { 0 };
	struct resume_texts texts = { ARENA_LIST(&test_mem, struct str, count),
		count };
	struct str before = written(&r);
	struct err err;

	for (size_t i = 0; i < count; i++)
		texts.at[i] = str_c(list[i]);
	OK_ERR(press_redact(&test_mem, &r, &texts, &out, &err), err);
	SAME_STR(written(&r), before); /* it is a copy */
	return written(&out);
}

TEST(nothing_goes_that_is_not_named)
{
	struct resume r = resume_of(whole);

	SAME_STR(without(NULL, 0), written(&r));
}

TEST(each_name_drops_what_it_says_wherever_it_was_written)
{
	static const struct {
		const char *gone[4];
	} rows[] = {
		{ { "data:image" } },
		{ { "Ringstr. 5", "10115" } },
		{ { "555-0199", "5550199", "(30)" } },
		{ { "ada@park.example", "ADA@park.example" } },
		{ { "1990-04-01" } },
		{ { "Grete Lund", "grete lund", "\"123\"" } },
	};

	SAME_INT(LENGTH(rows), PRESS_REDACTS);
	for (size_t i = 0; i < LENGTH(rows); i++) {
		struct str text = without(&names[i], 1);

		SAME_STR(str_c(press_redacts[i].name), str_c(names[i]));
		for (size_t k = 0; k < 4 && rows[i].gone[k]; k++)
			if (holds(text, rows[i].gone[k]))
				test_fail(__FILE__, __LINE__, "%s leaves '%s'",
					names[i], rows[i].gone[k]);
		OK(!holds(text, "imported"));
		OK(holds(text, "Berlin") && holds(text, "Engineer"));
		OK(holds(text, "says: hire her") && holds(text, "German"));
	}
}

TEST(what_is_not_meant_stays)
{
	struct str text = without(&names[2], 1);

	OK(holds(text, "ada@park.example"));
	OK(holds(text, "Ringstr. 5"));
	OK(holds(text, "1990-04-01"));
	OK(holds(text, "Grete Lund"));
	OK(holds(text, "\"…\"") == false);
	OK(holds(text, "call ….")); /* the sentence shows that something was */
}

TEST(a_name_that_means_nothing_is_refused)
{
	struct resume r = resume_of(whole), out;
	struct str bad = STR("everything");
	struct resume_texts list = { &bad, 1 };
	struct err err;

	OK(!press_redact(&test_mem, &r, &list, &out, &err));
	SAME_INT(err.code, ERR_BAD_INPUT);
	OK(holds(str_c(err.text), "'everything' cannot be redacted"));
}

TEST(more_referees_than_can_be_looked_for_are_refused)
{
	struct str name = str_c(names[5]);
	struct resume_texts list = { &name, 1 };
	struct resume r = { 0 }, out;
	struct err err;

	r.section[RESUME_REFERENCES].count = 300;
	r.section[RESUME_REFERENCES].at =
		ARENA_LIST(&test_mem, struct resume_entry, 300);
	for (int i = 0; i < 300; i++)
		r.section[RESUME_REFERENCES].at[i].name =
			str_fmt(&test_mem, "Referee %d", i);
	OK(!press_redact(&test_mem, &r, &list, &out, &err));
	SAME_INT(err.code, ERR_TOO_BIG);
}
