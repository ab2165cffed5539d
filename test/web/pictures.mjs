/*
 * test/web/pictures.mjs FOLDER - the pages as README.md shows them. Started by
 * tools/web-pictures.
 */
import { join } from 'node:path';

import { fileOf } from '../node/upload.mjs';
import { open, POSTING } from './alone.mjs';
import { settled } from './judge.mjs';

const [folder] = process.argv.slice(2);
const house = await open();
const SIZE = { width: 1280, height: 800 };

async function visit(how) {
	const context = await house.browser.newContext({ baseURL: house.url,
		viewport: SIZE, reducedMotion: 'reduce', ...how });

	return context.newPage();
}

const keep = async (page, name) => {
	await settled(page);
	await page.screenshot({ path: join(folder, name) });
};

try {
	const front = await visit({});

	await front.goto('/');
	await settled(front);
	await front.getByLabel('Choose a file').setInputFiles({ name: 'cv.pdf',
		mimeType: 'application/pdf', buffer: fileOf('engineer', 'pdf') });
	await front.getByRole('img', { name: /^Page 1/ }).waitFor();
	const posting = front.getByLabel('The posting');

	await posting.fill(POSTING);
	await posting.evaluate((e) => {
		e.scrollTop = 0;
		e.blur();
	});
	await keep(front, 'front.png');

	const { id, state } = await house.account();
	const editor = await visit({ storageState: state });

	await editor.goto(`/resumes/${id}`);
	await editor.getByRole('img', { name: /^Page 1/ }).waitFor();
	await keep(editor, 'editor.png');
} finally {
	await house.close();
}
