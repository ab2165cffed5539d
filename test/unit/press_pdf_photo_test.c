/* Photos in PDFs: what goes in, how it stands, what is refused. */
#include "pdf_sample.h"

/* ---- pictures ----------------------------------------------------------- */

TEST(a_photo_goes_in_without_what_the_camera_noted)
{
	struct walk w;

	NEED(walked(with_photo(jpeg(3, 1, 64)), &w));
	OK(!has(w.file, "Exif"));
	OK(!has(w.file, "Made at home"));
	OK(!has(w.file, "what a phone hides"));
	SAME_INT(walk_count(&w, "/Filter/DCTDecode"), 1);
	SAME_INT(walk_count(&w, "/S/Figure/"), 1);
	SAME_INT(walk_count(&w, "/Alt(Ada at her desk)"), 1);
}

TEST(a_photo_taken_on_the_side_stands_upright)
{
	struct walk w;

	NEED(walked(with_photo(jpeg(3, 1, 64)), &w));
	OK(has(page_content(&w, 0), "W n 40 0 0 60 "));
	NEED(walked(with_photo(jpeg(3, 6, 64)), &w));
	/* 48 x 32 now, which covers 40 x 60 when it is 90 wide */
	OK(has(page_content(&w, 0), "W n 0 -60 90 0 "));
}

TEST(a_photo_for_presses_is_refused_with_what_to_do)
{
	struct err err = { 0 };
	struct str out;

	OK(!try_pdf(with_photo(jpeg(4, 1, 64)), &out, &err));
	SAME_INT(err.code, ERR_BAD_TYPE);
	OK(has(str_c(err.text), "CMYK") && has(str_c(err.text), "RGB"));
}

TEST(a_round_photo_is_cut_by_four_curves)
{
	struct sample *s = with_photo(jpeg(1, 1, 64));
	struct walk w;

	s->look.photo_round = true;
	NEED(walked(s, &w));
	OK(has(page_content(&w, 0), " c\n"));
	SAME_INT(walk_count(&w, "/ColorSpace/DeviceGray"), 1);
}
