/* test/unit/resume_sample_test.c - the sample resumes are what they claim. */
#include "resumes.h"

static struct str written(const struct resume *r)
{
	struct buf b;

	buf_init(&b, &test_mem, RESUME_BYTES);
	resume_write(&b, r);
	OK(buf_ok(&b));
	return buf_str(&b);
}

TEST(every_sample_is_in_canonical_form)
{
	const char *names[RESUMES_MOST];
	size_t n = resumes_names(names);

	for (size_t i = 0; i < n; i++) {
		struct resume r = resumes_read(names[i]);

		if (!str_eq(written(&r), resumes_text(names[i])))
			test_fail(
				__FILE__, __LINE__, "%s.json is not", names[i]);
	}
}

TEST(the_engineer_has_what_two_pages_hold)
{
	struct resume r = resumes_read("engineer");
	const struct resume_entries *work = &r.section[RESUME_WORK];

	SAME_INT(work->count, 5);
	SAME_INT(resume_roles(work, 0), 2);
	OK(r.section[RESUME_EDUCATION].count > 0);
	OK(r.section[RESUME_SKILLS].count > 0);
	OK(r.section[RESUME_PROJECTS].count > 0);
}
