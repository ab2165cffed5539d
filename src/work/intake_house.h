/* work/intake_house.h - what the house reads files with: see app/parse.h. */
#ifndef WORK_INTAKE_HOUSE_H
#define WORK_INTAKE_HOUSE_H

#include "app/parse.h"

extern const struct app_intake work_intake_house;

#endif
