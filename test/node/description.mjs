/*
 * test/node/description.mjs - /api/openapi.json taken apart: its operations,
 * their addresses, and bodies that fit.
 */
import { randomUUID } from 'node:crypto';

export async function describe(house) {
	const { body } = await house.ask('GET', '/api/openapi.json');

	return body;
}

/* {id, method, path, ...what the document says}, in its order. */
export function operations(doc) {
	return Object.entries(doc.paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, op]) => ({
			...op,
			method: method.toUpperCase(),
			path,
			id: `${method.toUpperCase()} ${path}`,
		})));
}

export function resolve(doc, schema) {
	return schema?.$ref ? doc.components.schemas[schema.$ref.split('/').at(-1)]
		: schema;
}

export function bodySchema(doc, op) {
	return resolve(doc,
		op.requestBody?.content['application/json']?.schema);
}

export function takesForm(op) {
	return !!op.requestBody?.content['multipart/form-data'];
}

/* The least that is read as a body: JSON, or a form without a part. */
export function leastBody(doc, op) {
	if (takesForm(op))
		return { body: Buffer.from('--b--\r\n'), headers:
			{ 'content-type': 'multipart/form-data; boundary=b' } };
	return { body: bodySchema(doc, op) ? {} : undefined };
}

/* The address with something in its braces. */
export function address(op, id = randomUUID()) {
	const ids = [id].flat();

	return op.path.replace(/\{\w+\}/g, () => encodeURIComponent(
		ids.length > 1 ? ids.shift() : ids[0]));
}

/* Who may: 'nobody', 'user' or 'admin'; and the scope a key needs, if any. */
export function whoMay(op) {
	const needs = Object.assign({}, ...op.security);

	return {
		who: !needs.session ? 'nobody' :
			needs.session.includes('admin') ? 'admin' : 'user',
		scope: needs.api_key?.[0],
	};
}
