/*
 * app/export.h - all that is kept of one person, as a ZIP archive of JSON
 * files (ACC-5, GDPR art. 15 and 20). It is streamed, so it may be big.
 */
#ifndef APP_EXPORT_H
#define APP_EXPORT_H

#include "app/call.h"
#include "base/zip.h"

/* Of c->who; opens the call itself. */
bool app_export(struct call *c, zip_write *write, void *to, struct err *err);

#endif
