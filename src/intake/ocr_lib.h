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
extern struct ocr_lept {
#define LEPT(name) __typeof__(&name) name##_;
#include "intake/ocr_lept.def"
#undef LEPT
} ocr_lept;
extern struct ocr_tess {
#define TESS(name) __typeof__(&name) name##_;
#include "intake/ocr_tess.def"
#undef TESS
} ocr_tess;

/* Leptonica alone. */
bool intake_lept_load(struct err *err);
/* Both. */
bool intake_tess_load(struct err *err);

#define makeOrientDecision ocr_lept.makeOrientDecision_
#define pixAlphaBlendUniform ocr_lept.pixAlphaBlendUniform_
#define pixBackgroundNormSimple ocr_lept.pixBackgroundNormSimple_
#define pixConvertTo1 ocr_lept.pixConvertTo1_
#define pixConvertTo8 ocr_lept.pixConvertTo8_
#define pixCreate ocr_lept.pixCreate_
#define pixDestroy ocr_lept.pixDestroy_
#define pixFindSkew ocr_lept.pixFindSkew_
#define pixFlipLR ocr_lept.pixFlipLR_
#define pixGetData ocr_lept.pixGetData_
#define pixGetDepth ocr_lept.pixGetDepth_
#define pixGetHeight ocr_lept.pixGetHeight_
#define pixGetSpp ocr_lept.pixGetSpp_
#define pixGetWidth ocr_lept.pixGetWidth_
#define pixGetWpl ocr_lept.pixGetWpl_
#define pixInvert ocr_lept.pixInvert_
#define pixOrientDetect ocr_lept.pixOrientDetect_
#define pixReadMemJp2k ocr_lept.pixReadMemJp2k_
#define pixReadMemJpeg ocr_lept.pixReadMemJpeg_
#define pixReadMemPng ocr_lept.pixReadMemPng_
#define pixReadMemTiff ocr_lept.pixReadMemTiff_
#define pixReadMemWebP ocr_lept.pixReadMemWebP_
#define pixRotate ocr_lept.pixRotate_
#define pixRotateOrth ocr_lept.pixRotateOrth_
#define pixScale ocr_lept.pixScale_
#define pixSetAll ocr_lept.pixSetAll_
#define pixSetResolution ocr_lept.pixSetResolution_
#define setMsgSeverity ocr_lept.setMsgSeverity_

#define TessBaseAPIClear ocr_tess.TessBaseAPIClear_
#define TessBaseAPICreate ocr_tess.TessBaseAPICreate_
#define TessBaseAPIDelete ocr_tess.TessBaseAPIDelete_
#define TessBaseAPIGetIterator ocr_tess.TessBaseAPIGetIterator_
#define TessBaseAPIGetLoadedLanguagesAsVector \
	ocr_tess.TessBaseAPIGetLoadedLanguagesAsVector_
#define TessBaseAPIInit2 ocr_tess.TessBaseAPIInit2_
#define TessBaseAPIRecognize ocr_tess.TessBaseAPIRecognize_
#define TessBaseAPISetImage2 ocr_tess.TessBaseAPISetImage2_
#define TessBaseAPISetPageSegMode ocr_tess.TessBaseAPISetPageSegMode_
#define TessBaseAPISetSourceResolution ocr_tess.TessBaseAPISetSourceResolution_
#define TessBaseAPISetVariable ocr_tess.TessBaseAPISetVariable_
#define TessDeleteText ocr_tess.TessDeleteText_
#define TessDeleteTextArray ocr_tess.TessDeleteTextArray_
#define TessPageIteratorBaseline ocr_tess.TessPageIteratorBaseline_
#define TessPageIteratorBoundingBox ocr_tess.TessPageIteratorBoundingBox_
#define TessPageIteratorIsAtFinalElement \
	ocr_tess.TessPageIteratorIsAtFinalElement_
#define TessResultIteratorConfidence ocr_tess.TessResultIteratorConfidence_
#define TessResultIteratorDelete ocr_tess.TessResultIteratorDelete_
#define TessResultIteratorGetPageIteratorConst \
	ocr_tess.TessResultIteratorGetPageIteratorConst_
#define TessResultIteratorGetUTF8Text ocr_tess.TessResultIteratorGetUTF8Text_
#define TessResultIteratorNext ocr_tess.TessResultIteratorNext_

#endif
