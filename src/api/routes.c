/* api/routes.c - the table of routes, made of routes.def. */
#include "api/api.h"
#include "api/document_int.h"
#include "api/shapes.h"
#include "app/document_data.h"
#include "mcp/mcp.h"

const struct api_route api_routes[] = {
#define ROUTE(method, path, handler, ...) \
	{ HTTP_##method, path, api_##handler, __VA_ARGS__ },
#include "api/routes.def"
#undef ROUTE
};
const size_t api_route_count = LENGTH(api_routes);
