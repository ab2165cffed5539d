// One row by id from PostgreSQL.
import jwt from '@fastify/jwt';
import Fastify from 'fastify';
import pg from 'pg';

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

const pool = new pg.Pool({
	connectionString: process.env.PEOPLE_PG,
	max: 16,
});
const query = {
	name: 'person',
	text: 'SELECT id, name, email, title, summary, created_at' +
		' FROM person WHERE id = $1',
};
const app = Fastify();
const secret = process.env.JWT_SECRET;
const onRequest = secret ? (request) => request.jwtVerify() : undefined;

if (secret)
	app.register(jwt, { secret, verify: { cache: true } });

app.get('/person/:id',
	{ onRequest, schema: { params, response: { 200: person } } },
	async (request, reply) => {
		const values = [request.params.id];
		const { rows } = await pool.query({ ...query, values });

		if (!rows.length)
			return reply.code(404).send({ error: 'not_found' });
		return rows[0];
	});

await app.listen({ host: '127.0.0.1', port: Number(process.argv[2]) });
