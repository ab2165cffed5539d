// types.mjs - the shapes of the API's description as TypeScript, for the pages:
// src/lib/api-types.ts is made of it by tools/web-types, and a test holds it
// against what the server says. Knows no shape by name.
import { readFileSync } from "node:fs";
import { format } from "prettier";

function literal(value) {
	return JSON.stringify(value);
}

function typeOf(schema) {
	if (schema.$ref) return schema.$ref.split("/").at(-1);
	if (schema.const !== undefined) return literal(schema.const);
	if (schema.enum) return schema.enum.map(literal).join(" | ");
	if (schema.oneOf ?? schema.anyOf) return (schema.oneOf ?? schema.anyOf).map(typeOf).join(" | ");
	if (Array.isArray(schema.type))
		return schema.type.map((type) => typeOf({ ...schema, type })).join(" | ");
	switch (schema.type) {
		case "integer":
			return "number";
		case "array":
			return `${wrapped(typeOf(schema.items ?? {}))}[]`;
		case "object":
			return objectOf(schema);
		case "string":
		case "number":
		case "boolean":
		case "null":
			return schema.type;
		default:
			return "Json"; // whatever JSON may be
	}
}

function wrapped(type) {
	return / [|&] /.test(type) ? `(${type})` : type;
}

function objectOf(schema) {
	if (schema.properties) return `{\n${members(schema)}}`;
	return typeof schema.additionalProperties === "object"
		? `Record<string, ${typeOf(schema.additionalProperties)}>`
		: "Tree"; // a document, whose shape is its own
}

function members({ properties, required = [] }) {
	const must = new Set(required);
	return Object.entries(properties)
		.map(([name, of]) => {
			const key = /^[\w$]+$/.test(name) ? name : literal(name);
			return `\t${key}${must.has(name) ? "" : "?"}: ${typeOf(of)};\n`;
		})
		.join("");
}

/** The file: a type for each shape that is answered or taken. */
export function typesOf({ components: { schemas } }) {
	const head =
		"// api-types.ts - what the server takes and answers. Made by tools/web-types of\n" +
		"// its own description (/api/openapi.json): change the shapes there, not here.\n" +
		'import type { Json, Tree } from "./tree";\n';
	const all = Object.entries(schemas).map(([name, schema]) => {
		const about = schema.description ? `/** ${schema.description.replaceAll("*/", "")} */\n` : "";
		return schema.properties
			? `${about}export interface ${name} {\n${members(schema)}}\n`
			: `${about}export type ${name} = ${typeOf(schema)};\n`;
	});
	return [head, ...all].join("\n");
}

export async function formatted(description) {
	const how = JSON.parse(readFileSync(new URL(".prettierrc.json", import.meta.url), "utf8"));
	return format(typesOf(description), { parser: "typescript", ...how });
}
