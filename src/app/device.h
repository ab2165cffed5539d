/*
 * app/device.h - what a User-Agent gives away: which browser, or program, on
 * which system. For people who look over where they are signed in; nothing is
 * decided by it, for everybody may write there what they like.
 *
 * Not here: versions and models. Browsers stopped telling the truth about both.
 */
#ifndef APP_DEVICE_H
#define APP_DEVICE_H

#include "base/base.h"

/* What is not known is "". Both live as long as the program or `agent`. */
struct device {
	struct str browser, system;
};
struct device app_device_read(struct str agent);

#endif
