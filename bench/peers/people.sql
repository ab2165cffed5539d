CREATE TABLE person (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL,
	email TEXT NOT NULL,
	title TEXT NOT NULL,
	summary TEXT NOT NULL,
	created_at BIGINT NOT NULL
);
WITH RECURSIVE n(i) AS (
	SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000
)
INSERT INTO person
SELECT i, 'Ada Lovelace ' || i, 'ada' || i || '@example.org',
	'Senior engineer of analytical engines',
	'Wrote the first program for a machine that was never built, saw that '
		|| 'it would do more than reckon, and explained it to everyone '
		|| 'who would listen. Number ' || i || ' of her kind.',
	1700000000000 + i
FROM n;
