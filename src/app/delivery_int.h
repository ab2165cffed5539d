/* app/delivery_int.h - between the files of deliveries. Not for other rooms. */
#ifndef APP_DELIVERY_INT_H
#define APP_DELIVERY_INT_H

#include "app/delivery.h"

/* An event's data and what is written around it. */
enum { APP_DELIVERY_PAYLOAD = 32 * 1024 };

/* The body: the same bytes whenever it is asked for. */
struct str app_delivery_payload(
	struct arena *mem, struct str type, int64_t at, struct str data);

#endif
