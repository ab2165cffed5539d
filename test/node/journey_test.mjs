/*
 * test/node/journey_test.mjs - a person comes, does all that the service is
 * for, takes everything along and leaves, on either database.
 */
import { onBoth, test } from './harness.mjs';
import { walk } from './journey.mjs';

onBoth({}, (house) => {
	test('from an account to its end, nothing is lost and nothing is left ' +
		'(ACC-5, DOC-30, INT-7, TAI-8)', () =>
		walk(house.someone(), house));
});
