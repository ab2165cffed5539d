/*
 * test/web/project_test.mjs - jobs as somebody who applies for them goes about
 * it: a posting is pasted, its lines are held against the resume, changes are
 * taken, left or said otherwise, the board is moved by hand and by keys.
 */
import assert from 'node:assert/strict';

import { fixture, inBrowser, look, reach, settled, test, until }
	from './harness.mjs';

const JOB = 'Senior Platform Engineer\n\nCompany: Larkspur Mills\n\n' +
	'What you will do\n- Own the services that steer our looms\n\n' +
	'Requirements\n- 5+ years of experience with Go or Rust\n' +
	'- PostgreSQL in production\n- Kubernetes and Terraform\n' +
	'- Experience with gRPC\n- A degree in computer science\n\nNice to have\n- Kafka\n';
const LIE = 'Led 900 people at Quillfeather Labs.';

const begin = (who, more = {}) => who.post('/api/projects', {
	resume_json: fixture('engineer'), job_description: JOB, ...more });
const now = (who, p) => who.get(`/api/projects/${p.id}`);

function board() {
	test('the first job is begun with the resume that suits it best',
		async (visit) => {
			const ada = await visit.person();

			await ada.document('designer', { title: 'As a designer' });
			const best = await ada.document('engineer',
				{ title: 'As an engineer' });
			const page = await ada.open('/projects');

			await look(page, 'no jobs');
			await page.getByRole('button', { name: 'New job' }).first()
				.click();
			const posting = page.getByLabel('The posting', { exact: true });

			await posting.fill('https://jobs.example.org/7');
			await page.getByText('addresses are not opened').waitFor();
			await posting.fill(JOB);
			await page.getByRole('button', { name: 'See how I suit it' })
				.click();
			await page.getByText('suits best').waitFor();
			await look(page, 'which resume');
			await page.getByRole('button',
				{ name: 'Begin with this: As an engineer' }).click();
			await page.getByRole('heading', { level: 1,
				name: 'Senior Platform Engineer' }).waitFor();
			const { projects: [row] } = await ada.get('/api/projects');

			assert.equal(row.company, 'Larkspur Mills');
			assert.equal(row.base_resume_id, best.id);
			assert.equal(row.posting_url, 'https://jobs.example.org/7');
		});

	test('a card is moved by keys alone, and it is said where to',
		async (visit) => {
			const ada = await visit.person();
			const p = await begin(ada, { next_step: 'Call them',
				next_on: '2020-01-31' });

			await begin(ada, { status: 'offer', project_name: 'Cook',
				posting_url: 'https://jobs.example.org/8' });
			const page = await ada.open('/projects');

			await page.getByText('was due').waitFor();
			await look(page, 'board');
			const grip = page.getByRole('button',
				{ name: /^Move Senior Platform Engineer/ });

			await reach(page, grip);
			await page.keyboard.press('ArrowRight');
			await page.getByRole('status').filter({
				hasText: 'Senior Platform Engineer: Applied' }).waitFor();
			await page.keyboard.press('ArrowRight');
			await page.getByRole('region', { name: 'Interview' })
				.getByRole('link', { name: 'Senior Platform Engineer' })
				.waitFor();
			await until('the server knows', async () =>
				(await now(ada, p)).status === 'interview');
			assert.deepEqual((await now(ada, p)).status_history
				.map((s) => s.status), ['saved', 'applied', 'interview']);
		});

	test('a card is dragged, found, thrown away and brought back',
		async (visit) => {
			const ada = await visit.person();
			const p = await begin(ada);

			await begin(ada, { project_name: 'Cook' });
			const page = await ada.open('/projects');
			const card = page.getByRole('listitem')
				.filter({ hasText: 'Senior Platform Engineer' });

			await card.dragTo(page.getByRole('region', { name: 'Offer' }));
			await until('it is moved', async () =>
				(await now(ada, p)).status === 'offer');
			await page.getByLabel('Search jobs').fill('cook');
			await page.getByText('1 job found').waitFor();
			assert.equal(await card.count(), 0);
			await page.getByLabel('Search jobs').fill('');
			await page.getByRole('button',
				{ name: /^More.*Senior Platform/ }).click();
			await page.getByRole('menuitem', { name: 'Remove' }).click();
			await page.getByRole('button', { name: 'Undo' }).click();
			await card.waitFor();
			await page.getByRole('button',
				{ name: /^More.*Senior Platform/ }).click();
			await page.getByRole('menuitem', { name: 'Remove' }).click();
			await card.waitFor({ state: 'detached' });
			await page.getByRole('button', { name: 'Jobs in the trash' })
				.click();
			await look(page, 'trash');
			await page.getByRole('button',
				{ name: 'Restore Senior Platform Engineer' }).click();
			await card.waitFor(); /* before the server has answered */
			await until('it is back where it was', async () =>
				(await ada.ask('GET', `/api/projects/${p.id}`))
					.body.status === 'offer');
		});

	test('details of a job are typed on the board, and what is wrong is said',
		async (visit) => {
			const ada = await visit.person();
			const p = await begin(ada);
			const page = await ada.open('/projects');

			await page.getByRole('button', { name: /^More.*Senior Platform/ }).click();
			await page.getByRole('menuitem', { name: 'Details and notes' })
				.click();
			await page.getByLabel('Next step').fill('Write to Ms Arbour');
			await page.getByLabel('On', { exact: true }).fill('2030-05-17');
			await page.getByLabel('Notes', { exact: true })
				.fill('Met at the fair');
			await look(page, 'details');
			await page.getByRole('button', { name: 'Save', exact: true })
				.click();
			await page.getByText('Write to Ms Arbour').waitFor();
			const made = await now(ada, p);

			assert.deepEqual([made.next_on, made.notes],
				['2030-05-17', 'Met at the fair']);
		});
}

function match() {
	test('a line of the posting and what answers it light up together',
		async (visit) => {
			const ada = await visit.person();
			const p = await begin(ada);
			const page = await ada.open(`/projects/${p.id}`);
			const line = page.getByRole('button',
				{ name: /Met:.*PostgreSQL in production/ });

			await line.waitFor();
			await look(page, 'match', { whole: true });
			await reach(page, line);
			await page.keyboard.press('Enter');
			const proof = page.getByRole('status').filter({
				hasText: /Your resume says: .*PostgreSQL/ });

			await proof.waitFor();
			assert.equal(await line.getAttribute('aria-pressed'), 'true');
			const said = page.getByRole('region', { name: 'Your resume' })
				.getByRole('button', { name: /PostgreSQL primary/ });

			await said.click();
			await page.getByRole('status').filter({ hasText:
				/The posting asks: .*PostgreSQL in production/ }).waitFor();
			assert.equal(await page.getByText('Missing:').count(), 1);
		});

	test('what one more skill would be worth is tried, and nothing kept',
		async (visit) => {
			const ada = await visit.person();
			const p = await begin(ada);
			const page = await ada.open(`/projects/${p.id}`);

			await page.getByLabel('What it would say').fill('gRPC');
			await page.getByRole('button', { name: 'Try it' }).click();
			const told = page.getByText(/With “gRPC”: [\d.]+ → [\d.]+/);

			await told.waitFor();
			const [before, after] = (await told.textContent())
				.match(/([\d.]+) → ([\d.]+)/).slice(1).map(Number);

			assert.ok(after > before, `${before} to ${after}`);
			assert.equal((await now(ada, p)).document_version, 1);
		});

	test('another of my resumes takes the place, and gives it back',
		async (visit) => {
			const ada = await visit.person();
			const p = await begin(ada);

			await ada.document('designer', { title: 'As a designer' });
			const page = await ada.open(`/projects/${p.id}`);

			await page.getByRole('button', { name: 'Compare my resumes' })
				.click();
			await page.getByRole('button',
				{ name: 'Use this one: As a designer' }).click();
			await page.getByText('is the resume of this job now').waitFor();
			const name = async () =>
				(await now(ada, p)).resume_json.basics.name;

			assert.equal(await name(), fixture('designer').basics.name);
			await page.getByRole('button', { name: 'Undo' }).click();
			await until('it is back', async () =>
				await name() === fixture('engineer').basics.name);
		});
}

function changes() {
	test('changes are taken, left and said otherwise, and taken back',
		async (visit) => {
			const ada = await visit.person();
			const p = await begin(ada);
			const page = await ada.open(`/projects/${p.id}/changes`);
			const was = p.resume_json.basics.summary;

			await look(page, 'nothing proposed');
			await page.getByRole('button', { name: 'Propose changes' })
				.first().click();
			await page.getByText(/^\d+ changes; the score goes from/)
				.waitFor();
			await page.getByText('nothing was sent anywhere').waitFor();
			const card = page.getByRole('listitem')
				.filter({ hasText: /^Personal/ }).first();

			await card.locator('ins').first().waitFor();
			await card.getByText('You say').first().click();
			await settled(page);
			await look(page, 'changes', { whole: true });
			await card.getByRole('button', { name: 'Edit' }).click();
			const own = card.getByLabel('In your own words');

			await own.fill(LIE);
			await card.getByText('This says more than your resume').waitFor();
			const mine = card.getByRole('button', { name: 'Take my words' });

			assert.ok(await mine.isDisabled());
			await look(page, 'a lie');
			await own.fill(was.replace(/\.$/, ''));
			await card.getByText('Your resume says all of this').waitFor();
			await mine.click();
			await page.getByRole('button', { name: 'Take 1 change' }).click();
			await page.getByText('is changed. The one before is kept')
				.waitFor();
			const after = await now(ada, p);

			assert.equal(after.resume_json.basics.summary,
				was.replace(/\.$/, ''));
			assert.equal(after.tailoring_history.length, 1);
			await page.getByRole('button', { name: 'Undo' }).click();
			await until('it is as before', async () =>
				(await now(ada, p)).resume_json.basics.summary === was);
		});

	test('changes are answered with the keyboard alone', async (visit) => {
		const ada = await visit.person();
		const p = await begin(ada);
		const page = await ada.open(`/projects/${p.id}/changes`);

		await reach(page, page.getByLabel('Anything to mind?'));
		await page.keyboard.type('keep my summary');
		await page.keyboard.press('Enter');
		await page.getByText('still to be looked at').waitFor();
		const cards = page.getByRole('listitem')
			.filter({ has: page.getByRole('button', { name: 'Leave' }) });
		const n = await cards.count();

		assert.ok(n > 1);
		await reach(page, cards.first());
		await page.keyboard.press('r');
		await page.getByRole('button', { name: 'Take all' }).press('Enter');
		await reach(page, cards.first(), 'Tab');
		await page.keyboard.press('r');
		const take = page.getByRole('button',
			{ name: new RegExp(`^Take ${n - 1} change`) });

		await reach(page, take);
		await page.keyboard.press('Enter');
		await until('they are made', async () =>
			(await now(ada, p)).document_version === 2);
		const after = await now(ada, p);

		assert.equal(after.resume_json.basics.summary,
			p.resume_json.basics.summary);
		assert.equal(after.tailoring_history[0].changes_made.length, n - 1);
		assert.match(JSON.stringify(after.message_history),
			/keep my summary/);
	});

	test('what was proposed waits for an answer, and runs can be looked at',
		async (visit) => {
			const ada = await visit.person();
			const p = await begin(ada);
			const run = await ada.post(
				`/api/projects/${p.id}/tailor-with-agent`,
				{ accept: 'none' });
			const page = await ada.open(`/projects/${p.id}/changes`);

			await page.getByText(`${run.changes.length} changes;`).waitFor();
			await page.getByRole('button', { name: 'Take all' }).click();
			await page.getByRole('button', { name: /^Take \d+ change/ })
				.click();
			await page.getByText('The one before is kept').waitFor();
			await page.getByRole('link', { name: 'History' }).click();
			await page.getByText('Tailoring', { exact: true }).click();
			await page.getByText('Reading the posting').waitFor();
			await look(page, 'past', { whole: true });
			await page.getByRole('button', { name: 'Back to before' })
				.click();
			await until('it is back', async () =>
				(await now(ada, p)).document_version === 3);
			assert.deepEqual((await now(ada, p)).resume_json.basics,
				p.resume_json.basics);
		});
}

function others() {
	test('a posting in Arabic surroundings reads from the right',
		async (visit) => {
			const ada = await visit.person({}, { locale: 'ar' });
			const p = await begin(ada);
			const page = await ada.open(`/projects/${p.id}`);

			await page.getByRole('heading', { name: 'سيرتك الذاتية' })
				.waitFor();
			assert.match(await page.locator('.advice li').first()
				.textContent(), /[\u0600-\u06ff]/);
			await look(page, 'match in Arabic', { whole: true });
			await page.getByRole('link', { name: 'التعديلات' }).click();
			await settled(page);
			await look(page, 'changes in Arabic');
		});

	test('an English posting runs from the left on an Arabic page',
		async (visit) => {
			const ada = await visit.person({}, { locale: 'ar' });
			const page = await ada.open('/projects');

			await page.getByRole('button', { name: 'وظيفة جديدة' }).first()
				.click();
			const posting = page.getByRole('dialog').locator('textarea');
			const runs = () => posting.evaluate((e) =>
				getComputedStyle(e).direction);

			assert.equal(await runs(), 'rtl');
			await posting.fill(JOB);
			assert.equal(await runs(), 'ltr');
		});

	test('a change says where it is, and sections by their names',
		async (visit) => {
			const ada = await visit.person({}, { locale: 'fr' });
			const resume = { basics: { name: 'Orla Fenwick' },
				work: [{ name: 'Larch Mills', position: 'Clerk',
					highlights: ['Kept the books of 40 looms'] }],
				education: [{ institution: 'Fen School',
					area: 'Weaving' }],
				projects: [{ name: 'Shuttle', highlights: [
					'Steered looms with Kubernetes and Terraform',
					'Wrote it in Go on PostgreSQL'] }] };
			const p = await begin(ada, { resume_json: resume });
			const { changes: all } = await ada.post(
				`/api/projects/${p.id}/tailor-with-agent`,
				{ accept: 'none' });
			const page = await ada.open(`/projects/${p.id}/changes`);
			const change = (of) => page.locator('.change')
				.nth(all.findIndex((c) => of.test(c.path)));
			const order = change(/section_order$/);

			await order.getByText('Ordre des rubriques').waitFor();
			await order.getByText('Projets').first().waitFor();
			assert.doesNotMatch(await order.innerText(), /projects|work/);
			await change(/^\/skills/).getByText('Compétences').first()
				.waitFor();
		});

	test('on a telephone the board is searched in words that can be read',
		async (visit) => {
			const ada = await visit.person({}, { locale: 'fr',
				viewport: { width: 360, height: 740 } });

			await begin(ada);
			const page = await ada.open('/projects');
			const { width } = await page.getByRole('searchbox')
				.boundingBox();

			assert.ok(width > 160, width);
		});

	test('on a telephone the side of a job that one is at is in sight',
		async (visit) => {
			const ada = await visit.person({},
				{ viewport: { width: 360, height: 740 } });
			const p = await begin(ada);
			const page = await ada.open(`/projects/${p.id}/past`);
			const here = await page.getByRole('link', { name: 'History' })
				.boundingBox();

			assert.ok(here.x >= 0 && here.x + here.width <= 360, here.x);
		});

	test('a document is said in better words, change by change',
		async (visit) => {
			const ada = await visit.person();
			const resume = { basics: { name: 'Orla Fenwick' },
				work: [{ name: 'Larch Mills', position: 'Engineer',
					highlights: ['I built pipelines in order to load ' +
						'40 tables', 'Responsible for the looms'] }] };
			const { id } = await ada.document(resume);
			const page = await ada.open(`/resumes/${id}/revamp`);

			await page.getByRole('button', { name: 'Propose changes' })
				.click();
			await page.getByRole('button', { name: 'Take all' }).click();
			await page.getByText('What only you can better').waitFor();
			await look(page, 'better words', { whole: true });
			await page.getByRole('button', { name: 'Take 1 change' }).click();
			await page.getByText('says it in better words').waitFor();
			const said = async () => (await ada.get(`/api/resumes/${id}`))
				.resume.work[0].highlights[0];

			assert.equal(await said(), 'Built pipelines to load 40 tables');
			await page.getByRole('button', { name: 'Undo' }).click();
			await until('it is as before', async () =>
				await said() === resume.work[0].highlights[0]);
		});
}

inBrowser({}, () => {
	board();
	match();
	changes();
	others();
});
