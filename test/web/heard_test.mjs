/*
 * test/web/heard_test.mjs - pages in French and Arabic: nothing on them is
 * English but what a person wrote (WEB-5), also where the server says it.
 */
import assert from 'node:assert/strict';

import { fileOf, upload } from '../node/upload.mjs';
import { inBrowser, settled, test } from './harness.mjs';

/* Somebody's own words are told apart from ours by having none of these. */
const ENGLISH = '(?<!\\p{L})(the|is|are|was|of|and|not|with|for|you|your|' +
	'this|that|there|has|have|be|been|from|more|which|what|' +
	'changed|added|removed|years|file|save|close|edited|words?)(?!\\p{L})';

const RESUME = {
	basics: { name: 'Tilde Brandt', label: 'Schlosserin',
		email: 'tilde@brandt.example',
		summary: 'Öffnet, was zu ist, seit 2011.' },
	work: [
		{ name: 'Riegel KG', position: 'Schlosserin', startDate: '2019-04',
			highlights: ['Montierte 200 Schlösser mit PostgreSQL im Rücken',
				'Verantwortlich für Schließpläne',
				'Führte Python ein'] },
		{ name: 'Hof', position: 'Lehrling', startDate: '2011-09',
			endDate: '2014-08', highlights: [] },
	],
	education: [{ institution: 'Fachschule Trier', area: 'Metall',
		studyType: 'Ausbildung', endDate: '2014' }],
	skills: [{ name: 'Technik', keywords: ['Docker', 'Python', 'SQL'] }],
};
const POSTING = 'Senior Entwickler\n\nFirma: Larkspur\n\nAnforderungen\n' +
	'- 5+ Jahre Erfahrung mit Python\n- PostgreSQL im Betrieb\n' +
	'- Kubernetes und Terraform\n- Master in Informatik\n' +
	'- Sehr gutes Spanisch\n- Führerschein Klasse B\n- Teamleitung\n' +
	'\nNice to have\n- Kafka oder RabbitMQ\n';

/* Of all texts and names on the page: those that are English. */
const english = (page, known) => page.evaluate(([source, own]) => {
	const is = new RegExp(source, 'iu');
	const found = new Set();
	const take = (text) => {
		const said = text?.trim();

		if (said && is.test(said) && !own.includes(said))
			found.add(said);
	};
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);

	while (walk.nextNode()) {
		const { parentElement: in_, data } = walk.currentNode;

		/* what a document says or would say is in its language */
		if (!in_.closest('noscript, pre, .diff'))
			take(data);
	}
	for (const e of document.querySelectorAll('*'))
		for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
			take(e.getAttribute(name));
	take(document.title);
	return [...found];
}, [ENGLISH, known]);

/* A document with a file, a variant and versions, and a job with all to it. */
async function furnished(visit, locale) {
	const who = await visit.person({}, { locale });
	const { id } = await who.document(RESUME, { title: 'Tilde' });
	const put = (resume) => who.ask('PUT', `/api/resumes/${id}`,
		{ body: { resume } });

	await put({ ...RESUME, basics: { ...RESUME.basics, label: 'Meisterin' },
		work: [{ ...RESUME.work[0], startDate: '2019-05',
			highlights: RESUME.work[0].highlights.slice(1) }] });
	await put({ ...RESUME, skills: [], meta: { vitae: { template: 'modern' } } });
	const variant = await who.post('/api/resumes', { title: 'Kurz',
		master_id: id, variant: {} });
	const p = await who.post('/api/projects', { resume_json: RESUME,
		job_description: POSTING, project_name: 'Larkspur' });
	const past = await who.post('/api/projects', { resume_json: RESUME,
		job_description: POSTING, project_name: 'Damals' });

	await who.post(`/api/projects/${past.id}/tailor-with-agent`,
		{ instructions: 'Nur eine Seite, und alles in Reimen' });
	await who.post(`/api/projects/${p.id}/tailor-with-agent`,
		{ accept: 'none' });
	const up = await upload(who, fileOf('minimal', 'pdf'));
	await who.post('/api/shares', { resume_id: id });
	return { who, id, variant, p, past, file: up.body.document_id };
}

/* Each page, and what is to be opened on it. */
function pages({ id, variant, p, past, file }) {
	return ['/resumes', `/resumes/${id}`, `/resumes/${id}/versions`,
		`/resumes/${id}/parser`, `/resumes/${id}/revamp`,
		`/resumes/${variant.id}/variant`, `/resumes/${file}/original`,
		'/shares', '/history', '/trash', '/projects', `/projects/${p.id}`,
		`/projects/${p.id}/changes`, `/projects/${p.id}/letter`,
		`/projects/${p.id}/questions`, `/projects/${past.id}/past`,
		'/settings/profile', '/settings/sign-in', '/settings/security',
		'/settings/keys', '/settings/webhooks', '/settings/data'];
}

/* What opens, opens; what is asked for, is asked for. */
async function unfold(page) {
	const ask = page.locator('main form button[type=submit]:enabled');

	if (/revamp|questions/.test(page.url()))
		await ask.first().click();
	for (const tab of await page.getByRole('tab').all())
		await tab.click();
	await settled(page);
	for (const d of await page.locator('main details:not([open]) > summary').all())
		await d.click({ timeout: 2000 }).catch(() => {});
	await settled(page);
}

inBrowser({}, () => {
	for (const locale of ['fr', 'ar'])
		test(`no page is English in part: ${locale}`, async (visit) => {
			const given = await furnished(visit, locale);
			const own = [RESUME, POSTING, given.who.email,
				given.who.name ?? ''].map((x) => JSON.stringify(x)).join();
			const faults = [];

			for (const path of pages(given)) {
				const page = await given.who.open(path);

				await unfold(page);
				for (const said of await english(page, own))
					faults.push(`${path.replace(/\w{20,}|\d+/, 'ID')}: ${said}`);
				await page.close();
			}
			assert.ok(!faults.length, `\n${faults.join('\n')}`);
		});
});
