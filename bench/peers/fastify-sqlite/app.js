// One row by id from SQLite.
import Database from 'better-sqlite3';
import jwt from '@fastify/jwt';
import Fastify from 'fastify';

const person = {
	type: 'object',
	properties: {
		id: { type: 'integer' },
		name: { type: 'string' },
		email: { type: 'string' },
		title: { type: 'string' },
		summary: { type: 'string' },
		created_at: { type: 'integer' },
	},
};
const params = {
	type: 'object',
	properties: { id: { type: 'integer' } },
	required: ['id'],
};

const db = new Database(process.env.PEOPLE_DB, { readonly: true });
const query = db.prepare(
	'SELECT id, name, email, title, summary, created_at' +
	' FROM person WHERE id = ?');
const app = Fastify();
const secret = process.env.JWT_SECRET;
const onRequest = secret ? (request) => request.jwtVerify() : undefined;

if (secret)
	app.register(jwt, { secret, verify: { cache: true } });

app.get('/person/:id',
	{ onRequest, schema: { params, response: { 200: person } } },
	(request, reply) => {
		const row = query.get(request.params.id);

		if (!row)
			return reply.code(404).send({ error: 'not_found' });
		return reply.send(row);
	});

await app.listen({ host: '127.0.0.1', port: Number(process.argv[2]) });
