/*
 * intake/ocr_lib.h - Leptonica and Tesseract, loaded when they are first
 * needed: no other command pays for them. Calls look as ever: each name stands
 * for a pointer. Both read bytes of strangers: in a jail only.
 */
#ifndef INTAKE_OCR_LIB_H
#define INTAKE_OCR_LIB_H

#include "base/base.h"

#include <leptonica/allheaders.h>
#include <tesseract/capi.h>

/* The pointers, in the order of ocr_lept.def and ocr_tess.def. */
extern struct intake_lept {
#define LEPT(name) __typeof__(&name) name##_;
#include "intake/ocr_lept.def"
#undef LEPT
} intake_lept;
extern struct intake_tess {
#define TESS(name) __typeof__(&name) name##_;
#include "intake/ocr_tess.def"
#undef TESS
} intake_tess;

/* Leptonica alone. */
bool intake_lept_load(struct err *err);
/* Both; the calling thread is the only one that will read. */
bool intake_tess_load(struct err *err);

#define makeOrientDecision intake_lept.makeOrientDecision_
#define pixBackgroundNormSimple intake_lept.pixBackgroundNormSimple_
#define pixConvertTo1 intake_lept.pixConvertTo1_
#define pixConvertTo8 intake_lept.pixConvertTo8_
#define pixCreate intake_lept.pixCreate_
#define pixDestroy intake_lept.pixDestroy_
#define pixFindSkew intake_lept.pixFindSkew_
#define pixFlipLR intake_lept.pixFlipLR_
#define pixGetData intake_lept.pixGetData_
#define pixGetDepth intake_lept.pixGetDepth_
#define pixGetHeight intake_lept.pixGetHeight_
#define pixGetSpp intake_lept.pixGetSpp_
#define pixGetWidth intake_lept.pixGetWidth_
#define pixGetWpl intake_lept.pixGetWpl_
#define pixInvert intake_lept.pixInvert_
#define pixOrientDetect intake_lept.pixOrientDetect_
#define pixReadMemJp2k intake_lept.pixReadMemJp2k_
#define pixReadMemJpeg intake_lept.pixReadMemJpeg_
#define pixReadMemPng intake_lept.pixReadMemPng_
#define pixReadMemTiff intake_lept.pixReadMemTiff_
#define pixReadMemWebP intake_lept.pixReadMemWebP_
#define pixRotate intake_lept.pixRotate_
#define pixRotateOrth intake_lept.pixRotateOrth_
#define pixScale intake_lept.pixScale_
#define pixScaleGeneral intake_lept.pixScaleGeneral_
#define pixSetAll intake_lept.pixSetAll_
#define pixSetResolution intake_lept.pixSetResolution_
#define setMsgSeverity intake_lept.setMsgSeverity_

#define TessBaseAPIClear intake_tess.TessBaseAPIClear_
#define TessBaseAPICreate intake_tess.TessBaseAPICreate_
#define TessBaseAPIDelete intake_tess.TessBaseAPIDelete_
#define TessBaseAPIGetIterator intake_tess.TessBaseAPIGetIterator_
#define TessBaseAPIGetLoadedLanguagesAsVector \
	intake_tess.TessBaseAPIGetLoadedLanguagesAsVector_
#define TessBaseAPIInit2 intake_tess.TessBaseAPIInit2_
#define TessBaseAPIRecognize intake_tess.TessBaseAPIRecognize_
#define TessBaseAPISetImage2 intake_tess.TessBaseAPISetImage2_
#define TessBaseAPISetPageSegMode intake_tess.TessBaseAPISetPageSegMode_
#define TessBaseAPISetSourceResolution \
	intake_tess.TessBaseAPISetSourceResolution_
#define TessBaseAPISetVariable intake_tess.TessBaseAPISetVariable_
#define TessDeleteText intake_tess.TessDeleteText_
#define TessDeleteTextArray intake_tess.TessDeleteTextArray_
#define TessPageIteratorBaseline intake_tess.TessPageIteratorBaseline_
#define TessPageIteratorBoundingBox intake_tess.TessPageIteratorBoundingBox_
#define TessPageIteratorIsAtFinalElement \
	intake_tess.TessPageIteratorIsAtFinalElement_
#define TessResultIteratorConfidence intake_tess.TessResultIteratorConfidence_
#define TessResultIteratorDelete intake_tess.TessResultIteratorDelete_
#define TessResultIteratorGetPageIteratorConst \
	intake_tess.TessResultIteratorGetPageIteratorConst_
#define TessResultIteratorGetUTF8Text intake_tess.TessResultIteratorGetUTF8Text_
#define TessResultIteratorNext intake_tess.TessResultIteratorNext_

#endif
