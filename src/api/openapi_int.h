/* api/openapi_int.h - inside of the description of the API. */
#ifndef API_OPENAPI_INT_H
#define API_OPENAPI_INT_H

#include "api/api_int.h"

/* openapi.c: a shape by its name; the head of a content, until its schema */
void api_openapi_ref(struct json_out *o, const char *name);
void api_openapi_content(struct json_out *o, const char *type);

/* openapi_answer.c */
extern const struct json_shape api_error, api_limited;
void api_openapi_answers(struct json_out *o, const struct api_route *r);

#endif
