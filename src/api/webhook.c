/* api/webhook.c - webhooks and what they were told: read, do, show. */
#include "api/api.h"
#include "api/shapes.h"
#include "app/delivery.h"
#include "app/webhook.h"

#define EVENT_WORDS                                                         \
	"resume.created, resume.updated, resume.exported, "                 \
	"analysis.completed, generation.completed, or * for all, those to " \
	"come too"

/* ---- webhooks ----------------------------------------------------------- */

static const struct json_field webhook_fields[] = {
	JSON(webhook_told, id, JSON_MUST, 36, 36, .format = JSON_UUID),
	JSON(webhook_told, url, JSON_MUST, 1, 2048),
	JSON_TEXTS(webhook_told, events, JSON_MUST, APP_WEBHOOK_EVENTS, 1, 64,
		.about = EVENT_WORDS),
	JSON(webhook_told, is_active, JSON_MUST, 0, 0),
	JSON(webhook_told, disabled_why, JSON_OMIT_EMPTY, 0, 1000,
		.as = "disabled_reason",
		.about = "why we switched it off; absent: we did not"),
	JSON(webhook_told, failures, JSON_MUST, 0, INT32_MAX,
		.as = "failure_count",
		.about = "deliveries that failed in a row; at 10 it is "
			 "switched off"),
	JSON_TIME(webhook_told, triggered_at, JSON_OMIT_EMPTY,
		.as = "last_triggered_at", .about = "its last attempt"),
	JSON_TIME(webhook_told, old_until, JSON_OMIT_EMPTY,
		.as = "old_secret_until",
		.about = "until then the secret before signs, too"),
	JSON_TIME(webhook_told, created_at, JSON_MUST),
	JSON_TIME(webhook_told, updated_at, JSON_MUST),
	{ 0 },
};
const struct json_shape api_webhook = JSON_SHAPE(
	webhook_told, "Webhook", "A receiver of events.", webhook_fields);

static const struct json_field new_fields[] = {
	JSON(webhook_new, url, JSON_MUST, 1, 2048, .format = JSON_LINE,
		.about = "https://, of an address of the public network",
		.example = "https://example.com/hooks/vitae"),
	JSON_TEXTS(webhook_new, events, JSON_MUST, APP_WEBHOOK_EVENTS, 1, 64,
		.about = EVENT_WORDS, .example = "[\"resume.updated\"]"),
	JSON(webhook_new, is_active, 0, 0, 0, JSON_ELSE(true)),
	{ 0 },
};
const struct json_shape api_webhook_new = JSON_SHAPE(
	webhook_new, "WebhookNew", "Who is told of what.", new_fields);

static const struct json_field change_fields[] = {
	JSON(webhook_change, url, 0, 1, 2048, .format = JSON_LINE,
		JSON_HAS(webhook_change, has_url)),
	JSON_TEXTS(webhook_change, events, 0, APP_WEBHOOK_EVENTS, 1, 64,
		.about = EVENT_WORDS, JSON_HAS(webhook_change, has_events)),
	JSON(webhook_change, is_active, 0, 0, 0,
		JSON_HAS(webhook_change, has_is_active),
		.about = "true forgives what failed; false gives up what "
			 "waits"),
	{ 0 },
};
const struct json_shape api_webhook_change =
	JSON_SHAPE(webhook_change, "WebhookChange",
		"What is to be another; what is absent stays.", change_fields);

static const struct json_field made_fields[] = {
	JSON_IN(webhook_made, webhook, JSON_MUST, &api_webhook),
	JSON(webhook_made, secret, JSON_MUST, 1, 100,
		.about = "what deliveries are signed with; shown this once",
		.example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
	{ 0 },
};
const struct json_shape api_webhook_made = JSON_SHAPE(webhook_made,
	"WebhookMade", "A webhook with its new secret.", made_fields);

bool api_webhook_create(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct webhook_made out;

	return app_webhook_create(c, ask->in, &out, err) &&
	       api_show(reply, &out);
}

bool api_webhook_list(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct db_rows rows;
	struct str next;

	return app_webhook_list(c, ask->query, &rows, &next, err) &&
	       api_show_list(reply, &rows, sizeof(struct webhook_told), next);
}

bool api_webhook_get(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct webhook_told out;

	return app_webhook_get(c, ask->id[0], &out, err) &&
	       api_show(reply, &out);
}

bool api_webhook_change_it(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct webhook_told out;

	return app_webhook_change(c, ask->id[0], ask->in, &out, err) &&
	       api_show(reply, &out);
}

bool api_webhook_remove(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	return app_webhook_remove(c, ask->id[0], err) &&
	       api_show_nothing(reply);
}

bool api_webhook_rotate(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct webhook_made out;

	return app_webhook_rotate(c, ask->id[0], &out, err) &&
	       api_show(reply, &out);
}

/* ---- deliveries --------------------------------------------------------- */

static const char *const states[] = { "pending", "succeeded", "failed", NULL };

static const struct json_field page_fields[] = {
	JSON_WORD(delivery_page, state, 0, states),
	API_CURSOR(delivery_page),
	{ 0 },
};
const struct json_shape api_delivery_page = JSON_SHAPE(delivery_page,
	"DeliveryPage", "Which deliveries are wanted.", page_fields);

#define OF_ATTEMPT(row)                                                      \
	JSON(row, status, JSON_MUST, 0, 999,                                 \
		.about = "of the answer; 0: there was none"),                \
		JSON(row, error, JSON_OMIT_EMPTY, 0, 300,                    \
			.about = "why it counts as failed"),                 \
		JSON(row, answer, JSON_OMIT_EMPTY, 0, STORE_DELIVERY_ANSWER, \
			.as = "response_body", .about = "its first 4 kB"),   \
		JSON(row, duration_ms, JSON_MUST, 0, INT32_MAX)

static const struct json_field delivery_fields[] = {
	JSON(delivery, event_id, JSON_MUST, 36, 36, .as = "id",
		.format = JSON_UUID,
		.about = "the event's; receivers know it as webhook-id"),
	JSON(delivery, type, JSON_MUST, 1, 64, .example = "resume.updated"),
	JSON_WORD(delivery, state, JSON_MUST, states),
	JSON(delivery, manual, JSON_MUST, 0, 0,
		.about = "asked for by hand: one attempt, which counts for "
			 "nothing"),
	JSON(delivery, attempts, JSON_MUST, 0, INT32_MAX),
	JSON_TIME(delivery, created_at, JSON_MUST),
	JSON_TIME(delivery, tried_at, JSON_OMIT_EMPTY, .as = "last_attempt_at"),
	JSON_TIME(delivery, next_at, JSON_OMIT_EMPTY, .as = "next_attempt_at"),
	OF_ATTEMPT(delivery),
	{ 0 },
};
const struct json_shape api_delivery = JSON_SHAPE(delivery, "Delivery",
	"An event on its way to one webhook, with the last attempt.",
	delivery_fields);

static const struct json_field attempt_fields[] = {
	JSON(attempt, n, JSON_MUST, 1, INT32_MAX, .as = "number"),
	JSON_TIME(attempt, at, JSON_MUST),
	OF_ATTEMPT(attempt),
	{ 0 },
};
static const struct json_shape attempt_shape = JSON_SHAPE(
	attempt, "DeliveryAttempt", "One call of a receiver.", attempt_fields);

static const struct json_field told_fields[] = {
	JSON(delivery_told, event_id, JSON_MUST, 36, 36, .as = "id",
		.format = JSON_UUID,
		.about = "the event's; receivers know it as webhook-id"),
	JSON(delivery_told, type, JSON_MUST, 1, 64),
	JSON_WORD(delivery_told, state, JSON_MUST, states),
	JSON(delivery_told, manual, JSON_MUST, 0, 0),
	JSON_TIME(delivery_told, created_at, JSON_MUST),
	JSON_TIME(delivery_told, next_at, JSON_OMIT_EMPTY,
		.as = "next_attempt_at"),
	JSON(delivery_told, payload, JSON_MUST, 1, 32 * 1024,
		.about = "the body, byte for byte"),
	JSON_ROWS(delivery_told, attempts, JSON_MUST, STORE_ATTEMPTS_MOST,
		&attempt_shape, .about = "the last one first"),
	{ 0 },
};
const struct json_shape api_delivery_told =
	JSON_SHAPE(delivery_told, "DeliveryDetail",
		"A delivery with what was sent and each attempt.", told_fields);

static const struct json_field recover_fields[] = {
	JSON_TIME(delivery_recover, since, JSON_MUST,
		.about = "at most 30 days ago"),
	{ 0 },
};
const struct json_shape api_delivery_recover = JSON_SHAPE(
	delivery_recover, "DeliveryRecover", "Since when.", recover_fields);

static const struct json_field recovered_fields[] = {
	JSON(delivery_recovered, count, JSON_MUST, 0, INT32_MAX,
		.about = "deliveries that are on their way now"),
	{ 0 },
};
const struct json_shape api_delivery_recovered = JSON_SHAPE(delivery_recovered,
	"DeliveryRecovered", "What is sent again.", recovered_fields);

bool api_delivery_list(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct db_rows rows;
	struct str next;

	return app_delivery_list(
		       c, ask->id[0], ask->query, &rows, &next, err) &&
	       api_show_list(reply, &rows, sizeof(struct delivery), next);
}

bool api_delivery_get(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct delivery_told out;

	return app_delivery_get(c, ask->id[0], ask->id[1], &out, err) &&
	       api_show(reply, &out);
}

bool api_delivery_test(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct delivery_told out;

	return app_delivery_test(c, ask->id[0], &out, err) &&
	       api_show(reply, &out);
}

bool api_delivery_resend(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct delivery_told out;

	return app_delivery_resend(c, ask->id[0], ask->id[1], &out, err) &&
	       api_show(reply, &out);
}

bool api_delivery_recover_all(struct call *c, const struct api_ask *ask,
	struct api_reply *reply, struct err *err)
{
	struct delivery_recovered out;

	return app_delivery_recover(c, ask->id[0], ask->in, &out, err) &&
	       api_show(reply, &out);
}
