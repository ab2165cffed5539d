/* work/reader.h - what was rendered is read back in the jail. See reader.c. */
#ifndef WORK_READER_H
#define WORK_READER_H

#include "app/render.h"

extern const struct app_reader work_reader;

#endif
