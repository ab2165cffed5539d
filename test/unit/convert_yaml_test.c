/* YAML becomes a document, whatever it is written like. */
#include "test.h"
#include "resume/yaml.h"

static struct err err;

/* The JSON that a text of YAML is; the error where it is none. */
static struct str json_of(const char *text)
{
	const struct json *doc;
	struct buf b;

	err = (struct err){ 0 };
	if (!resume_yaml_read(&test_mem, str_c(text), &doc, &err))
		return str_c(err.text);
	buf_init(&b, &test_mem, 1 << 20);
	json_write(&b, doc);
	return buf_str(&b);
}

#define SAME_JSON(text, json) SAME_STR(json_of(text), str_c(json))

TEST(scalars_are_of_the_types_of_the_core_schema)
{
	SAME_JSON("[a, 1, -2, 1.5, 1e3, true, False, null, ~, '1', \"x\"]",
		"[\"a\",1,-2,1.5,1e3,true,false,null,null,\"1\",\"x\"]");
	SAME_JSON("a:\nb: ''\n", "{\"a\":null,\"b\":\"\"}");
	SAME_JSON("[yes, no, on, y]", "[\"yes\",\"no\",\"on\",\"y\"]");
	SAME_JSON("", "null");
	SAME_JSON("just words", "\"just words\"");
}

TEST(dates_versions_and_phone_numbers_stay_as_they_are_written)
{
	SAME_JSON("[2020-09, 2020-09-24, 10:30, 1.10.0]",
		"[\"2020-09\",\"2020-09-24\",\"10:30\",\"1.10.0\"]");
	SAME_JSON("[+49123, 007, 0x1F, 0o17, .5, 5., 1_000, .inf, +1]",
		"[\"+49123\",\"007\",\"0x1F\",\"0o17\",\".5\",\"5.\","
		"\"1_000\",\".inf\",\"+1\"]");
	SAME_JSON("[1.10, 123456789012345678901234567890]",
		"[1.10,123456789012345678901234567890]");
}

TEST(blocks_keep_their_lines_and_folded_ones_join_them)
{
	SAME_JSON("a: |\n  one\n  two\nb: >-\n  one\n  two\n\n  three\n",
		"{\"a\":\"one\\ntwo\\n\",\"b\":\"one two\\nthree\"}");
	SAME_JSON("- one\n  two\n- {a: [1, 2], \"b\": c}\n",
		"[\"one two\",{\"a\":[1,2],\"b\":\"c\"}]");
}

TEST(tags_are_followed_and_unknown_ones_refused)
{
	SAME_JSON("[!!str 12, !!int 12, ! 13, !!null '', !!bool true]",
		"[\"12\",12,\"13\",null,true]");
	SAME_JSON("!!map {a: !!seq [1]}", "{\"a\":[1]}");
	SAME_JSON("a: !include x", "line 1, column 4: a tag that is not "
				   "known here");
	SAME_JSON("a: !!int x",
		"line 1, column 4: this is not what its tag says");
	SAME_JSON("- !!python/tuple [1]",
		"line 1, column 3: a tag that is not known here");
}

TEST(aliases_stand_for_what_they_name)
{
	SAME_JSON("a: &x {k: [1, b]}\nb: *x\nc: [*x, &y text, *y]\n",
		"{\"a\":{\"k\":[1,\"b\"]},\"b\":{\"k\":[1,\"b\"]},"
		"\"c\":[{\"k\":[1,\"b\"]},\"text\",\"text\"]}");
	SAME_JSON("a: &x 1\nb: &x 2\nc: *x\n", "{\"a\":1,\"b\":2,\"c\":2}");
	SAME_JSON("- &a [&b x, *b]\n- *a\n- *b\n",
		"[[\"x\",\"x\"],[\"x\",\"x\"],\"x\"]");
	SAME_JSON("a: *x\nb: &x 1\n", "line 1, column 4: an alias of nothing "
				      "that stands before it");
	SAME_JSON("a: &x [*x]", "line 1, column 8: an alias of nothing that "
				"stands before it");
}

TEST(merge_keys_add_what_is_not_said)
{
	SAME_JSON("base: &b {x: 1, y: 2}\nown:\n  <<: *b\n  y: 3\n  z: 4\n",
		"{\"base\":{\"x\":1,\"y\":2},\"own\":{\"y\":3,\"z\":4,"
		"\"x\":1}}");
	SAME_JSON("- &a {x: 1}\n- &b {x: 2, y: 3}\n- {<<: [*a, *b]}\n",
		"[{\"x\":1},{\"x\":2,\"y\":3},{\"x\":1,\"y\":3}]");
	SAME_JSON("{\"<<\": 1}", "{\"<<\":1}");
	SAME_JSON("a:\n  <<: 1\n",
		"line 2, column 3: '<<' needs a mapping, or several");
	SAME_JSON("<<: {a: 1}\n<<: {b: 1}\n",
		"line 2, column 1: the key '<<' is given twice");
}

TEST(a_star_that_names_no_anchor_is_text)
{
	SAME_JSON("- **Bold** words\n- *one*\n- *name\n- a *b* c\n",
		"[\"**Bold** words\",\"*one*\",\"*name\",\"a *b* c\"]");
	SAME_JSON("k: *Jane*, and\n  *others*\nl: [*a, \"*b\", '*c']\n",
		"{\"k\":\"*Jane*, and *others*\",\"l\":[\"*a\",\"*b\","
		"\"*c\"]}");
	SAME_JSON("t: |\n  * one\n  * two\n", "{\"t\":\"* one\\n* two\\n\"}");
	SAME_JSON("a: R&D\nb: *D\n", "{\"a\":\"R&D\",\"b\":\"*D\"}");
	/* what stands for the star meanwhile may stand in the text, too */
	SAME_JSON("- *x\n- \xee\x80\x80\n", "[\"*x\",\"\xee\x80\x80\"]");
}

TEST(a_key_given_twice_is_refused_with_both_lines)
{
	SAME_JSON("a: 1\nb: 2\na: 3\n", "line 3, column 1: the key 'a' is "
					"given twice, first in line 1");
	SAME_JSON("x:\n  - {k: 1, l: {k: 2}, k: 3}\n",
		"line 2, column 23: the key 'k' is given twice, first in "
		"line 2");
	SAME_JSON(
		"{a: {k: 1}, b: {k: 2}}", "{\"a\":{\"k\":1},\"b\":{\"k\":2}}");
	SAME_JSON("1: a\n'1': b\n", "line 2, column 1: the key '1' is given "
				    "twice, first in line 1");
}

TEST(what_is_no_yaml_is_told_with_its_place)
{
	SAME_JSON("a: [1, 2\nb: 3\n",
		"line 2, column 2: while parsing a flow sequence: did not "
		"find expected ',' or ']'");
	SAME_JSON("a: \"x\n", "line 2, column 1: while scanning a quoted "
			      "scalar: found unexpected end of stream");
	SAME_JSON("\ta: 1\n", "line 1, column 1: while scanning for the next "
			      "token: found character that cannot start any "
			      "token");
	SAME_JSON("{[a]: 1}", "line 1, column 2: a key must be text");
	SAME_JSON("a: 1\n---\nb: 2\n",
		"line 2, column 1: a second document; only one is read");
	OK(!resume_yaml_read(
		&test_mem, STR("a: \xff"), &(const struct json *){ 0 }, &err));
}

TEST(nesting_has_a_ceiling_through_aliases_too)
{
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	for (int i = 0; i < 64; i++)
		buf_addc(&b, '[');
	for (int i = 0; i < 64; i++)
		buf_addc(&b, ']');
	OK(!str_starts(json_of(buf_str(&b).at), STR("line")));
	buf_addc(&b, '\0');
	buf_init(&b, &test_mem, 1 << 20);
	for (int i = 0; i < 65; i++)
		buf_addc(&b, '[');
	SAME_JSON(b.at, "line 1, column 65: nested more than 64 deep");
	buf_init(&b, &test_mem, 1 << 20);
	buf_add(&b, STR("- &a0 [x]\n"));
	for (int i = 1; i < 70; i++)
		buf_addf(&b, "- &a%d [*a%d]\n", i, i - 1);
	SAME_JSON(b.at, "line 64, column 9: nested more than 64 deep");
}

TEST(a_billion_laughs_are_refused)
{
	struct buf b;

	buf_init(&b, &test_mem, 1 << 20);
	buf_add(&b, STR("- &a0 [lol, lol, lol, lol, lol, lol, lol, lol]\n"));
	for (int i = 1; i < 12; i++) {
		buf_addf(&b, "- &a%d [", i);
		for (int k = 0; k < 8; k++)
			buf_addf(&b, "*a%d,", i - 1);
		buf_add(&b, STR("]\n"));
	}
	json_of(b.at);
	OK(strstr(err.text, "more than 64 MB"));
}

/* ---- writing ------------------------------------------------------------ */

/* JSON as YAML; reading that again must give the JSON again. */
static struct str yaml_of(const char *json)
{
	const struct json *doc, *again;
	struct buf b, j;

	err = (struct err){ 0 };
	if (!json_parse(&test_mem, str_c(json), &doc, &err))
		return str_c(err.text);
	buf_init(&b, &test_mem, 1 << 20);
	resume_yaml_write(&b, doc);
	OK_ERR(resume_yaml_read(&test_mem, buf_str(&b), &again, &err), err);
	buf_init(&j, &test_mem, 1 << 20);
	json_write(&j, again);
	SAME_STR(buf_str(&j), str_c(json));
	return buf_str(&b);
}

#define SAME_YAML(json, yaml) SAME_STR(yaml_of(json), str_c(yaml))

TEST(documents_are_written_in_block_style)
{
	SAME_YAML("{\"a\":1,\"b\":{\"c\":[1,\"x\",[2,3],{\"d\":null,"
		  "\"e\":true}]},\"f\":[],\"g\":{}}",
		"a: 1\nb:\n  c:\n    - 1\n    - x\n    - - 2\n      - 3\n"
		"    - d: null\n      e: true\nf: []\ng: {}\n");
	SAME_YAML("\"x\"", "x\n");
	SAME_YAML("[[[1]]]", "- - - 1\n");
}

TEST(what_would_not_be_read_as_text_is_quoted)
{
	static const char *const texts[] = { "1", "-1", "1.5", "1e3", "0x1F",
		"0o17", "1_000", ".5", "+49", "2020-01", "2020-01-01", "12:30",
		"2020-01-01 10:00", "true", "Yes", "NO", "on", "off", "y",
		"null", "~", "", " a", "a ", "- a", "-", "? a", ": a", "a: b",
		"a:", "a #b", "#a", "&a", "*a", "!a", "|", ">", "'a", "%a",
		"@a", "`a", "[a", "{a", "]", "a\\u0001", "a\\u007f", "\\ufeffa",
		"a\\u2028b", "---", "...", "=", "<<", ",a", "a\\\"b\\\\c: d" };

	for (size_t i = 0; i < LENGTH(texts); i++) {
		struct str json = str_fmt(&test_mem, "[\"%s\"]", texts[i]);
		const struct json *doc;
		struct str yaml;
		struct buf b;

		NEED_ERR(json_parse(&test_mem, json, &doc, &err), err);
		buf_init(&b, &test_mem, 1000);
		json_write(&b, doc); /* which is what comes back */
		yaml = yaml_of(buf_str(&b).at);
		OK(str_starts(yaml, STR("- \"")) &&
			str_ends(yaml, STR("\"\n")));
	}
	SAME_YAML("{\"a\":\"C# & C++, 5 * 3 (x-y): z\"}",
		"a: \"C# & C++, 5 * 3 (x-y): z\"\n");
	SAME_YAML("{\"a\":\"C# & C++, it's 5 * 3: no\",\"b\":\"Über uns\"}",
		"a: \"C# & C++, it's 5 * 3: no\"\nb: Über uns\n");
	SAME_YAML("{\"1\":1,\"a: b\":2}", "\"1\": 1\n\"a: b\": 2\n");
}

TEST(lines_are_written_as_blocks)
{
	SAME_YAML("{\"a\":\"one\\ntwo: x\\n\\n- three\"}",
		"a: |-\n  one\n  two: x\n\n  - three\n");
	SAME_YAML("[\"a\\nb\\n\"]", "- |\n  a\n  b\n");
	SAME_YAML("[\"\\na\"]", "- \"\\na\"\n");
	SAME_YAML("[\"a\\n\\n\"]", "- \"a\\n\\n\"\n");
	SAME_YAML("[\"a \\nb\"]", "- \"a \\nb\"\n");
	SAME_YAML("[\"a\\n  b\"]", "- |-\n  a\n    b\n");
}

TEST(a_very_long_key_is_written_so_that_it_can_be_read)
{
	struct buf b;

	buf_init(&b, &test_mem, 10000);
	buf_add(&b, STR("{\""));
	for (int i = 0; i < 3000; i++)
		buf_addc(&b, 'k');
	buf_add(&b, STR("\":{\"a\":[1]}}"));
	yaml_of(b.at);
}
