/*
 * test/node/webhook_address_test.mjs - addresses that a webhook may not have:
 * every spelling of what is not the public network is refused when it is
 * given (EVT-4), and again when a name turns out to lead there.
 *
 * Not here: all ranges of addresses (test/unit/net_dial_test.c), how addresses
 * are read (net_url_test.c).
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

import { apart, ok, onBoth, refused, test, until } from './harness.mjs';
import { Receiver } from './receiver.mjs';

/* Hosts; each is tried with https and, where that says nothing new, a port. */
const REFUSED = {
	'this machine': ['127.0.0.1', '127.0.0.1:8443', '127.1', '127.0.1',
		'127.255.255.254', 'localhost', 'LOCALHOST', 'localhost.',
		'ip6-localhost', '0.0.0.0', '0', '0.0.0.0:443', '[::1]', '[::]',
		'[0:0:0:0:0:0:0:1]', '[0000:0000::0001]', '[::1]:8443'],
	'numbers in disguise': ['2130706433', '0x7f000001', '0x7f.1',
		'0x7f.0x0.0x0.0x1', '0177.0.0.1', '017700000001', '00177.0.0.1',
		'127.0.0.01', '127.0.0.1.', '127.0.0.1..', '0xa9fea9fe',
		'2852039166', '0251.0376.0251.0376', '169.254.43518',
		'3232235521', '192.168.257', '4294967296127'],
	'IPv4 within IPv6': ['[::ffff:127.0.0.1]', '[::ffff:7f00:1]',
		'[0:0:0:0:0:ffff:7f00:0001]', '[::127.0.0.1]', '[::7f00:1]',
		'[::ffff:169.254.169.254]', '[::ffff:10.0.0.1]',
		'[::ffff:0:127.0.0.1]', '[64:ff9b::7f00:1]',
		'[64:ff9b::10.0.0.1]', '[64:ff9b:1::a00:1]', '[2002:7f00:1::]',
		'[2002:a9fe:a9fe::1]', '[2002:c0a8:101::1]',
		'[2001:0:4136:e378:8000:63bf:3fff:fdd2]'],
	'private networks': ['10.0.0.1', '10.255.255.255', '172.16.0.1',
		'172.31.255.255', '192.168.0.1', '192.168.255.255',
		'100.64.0.1', '100.127.255.254', '[fc00::1]', '[fd12:3456::1]',
		'[fec0::1]'],
	'metadata and link-local': ['169.254.169.254', '169.254.170.2',
		'169.254.0.1', '100.100.100.200', '[fd00:ec2::254]', '[fe80::1]',
		'[fe80::1%25eth0]', '[fe80::1%eth0]', '[febf::1]'],
	'what is nobody\'s': ['224.0.0.1', '239.255.255.250', '255.255.255.255',
		'240.0.0.1', '192.0.0.1', '192.0.2.1', '198.51.100.1',
		'203.0.113.1', '198.18.0.1', '192.88.99.1', '[ff02::1]',
		'[2001:db8::1]', '[3fff::1]', '[100::1]', '[5f00::1]'],
	'two readings': ['user@127.0.0.1', 'example.com@127.0.0.1',
		'1.1.1.1@127.0.0.1', 'user:pass@1.1.1.1', '127.0.0.1#@1.1.1.1',
		'127.0.0.1\\@1.1.1.1', '1.1.1.1 127.0.0.1', '127.0.0.1%2f',
		'127.0.0.1%00.example.com', '%31%32%37.0.0.1',
		'①②⑦.⓪.⓪.①', '127。0。0。1', 'ⓛocalhost', 'ｌocalhost',
		'[127.0.0.1]', '::1', '1.1.1.1:0', '1.1.1.1:65536', '', '.',
		'-', 'a..b', '1.1.1.256'],
};
const SCHEMES = ['http://1.1.1.1/', 'http://example.com/', '//127.0.0.1/',
	'ftp://1.1.1.1/', 'file:///etc/passwd', 'gopher://1.1.1.1:70/_x',
	'javascript:alert(1)', 'https:/127.0.0.1/', 'https:127.0.0.1',
	'https:\\\\127.0.0.1\\', 'unix:/run/vitae.sock', 'dict://1.1.1.1/',
	' https://127.0.0.1/', 'https://127.0.0.1/\r\nHost: x'];

const make = (who, url) =>
	who.ask('POST', '/api/webhooks', { body: { url, events: ['*'] } });

onBoth({}, (house) => {
	for (const [what, hosts] of Object.entries(REFUSED))
		test(`EVT-4: ${what}: refused in ${hosts.length} spellings`,
			async () => {
				const ada = await house.join();

				for (const host of hosts) {
					const url = `https://${host}/hook`;

					refused(await make(ada, url), 400,
						'bad_input', '/url');
				}
				assert.deepEqual(ok(await ada.ask('GET',
					'/api/webhooks')).webhooks, []);
			});

	test('EVT-4: nothing but https is taken', async () => {
		const ada = await house.join();

		for (const url of SCHEMES)
			refused(await make(ada, url), 400, 'bad_input', '/url');
	});

	test('EVT-4: a change is judged like the first address', async () => {
		const ada = await house.join();
		const { webhook } = ok(await make(ada, 'https://1.1.1.1/hook'),
			201);

		for (const host of ['127.0.0.1', '[::ffff:7f00:1]', 'localhost.'])
			refused(await ada.ask('PUT', `/api/webhooks/${webhook.id}`,
				{ body: { url: `https://${host}/` } }), 400,
			'bad_input', '/url');
		assert.equal(ok(await ada.ask('GET',
			`/api/webhooks/${webhook.id}`)).url, 'https://1.1.1.1/hook');
	});

	test('EVT-4: what stands in the database is judged again when it is ' +
		'called, whatever it says', async () => {
		const receiver = await new Receiver().open();
		const ada = await house.join();
		const { webhook } = ok(await make(ada, 'https://1.1.1.1/hook'),
			201);
		const path = `/api/webhooks/${webhook.id}`;

		for (const url of [receiver.url, `http://localhost:${receiver.port}/`,
			`http://[::ffff:127.0.0.1]:${receiver.port}/`,
			'https://169.254.169.254/latest/']) {
			house.sql(`UPDATE webhook SET url = '${url}' ` +
				`WHERE id = '${webhook.id}'`);
			const { id } = ok(await ada.ask('POST', `${path}/test`), 202);
			const d = await until(`the end of ${id}`, async () => {
				const now = ok(await ada.ask('GET',
					`${path}/deliveries/${id}`));

				return now.state !== 'pending' && now;
			});

			assert.equal(d.state, 'failed');
			assert.match(d.attempts[0].error, /not an address of the public/);
			assert.equal(d.attempts[0].status, 0);
		}
		assert.equal(receiver.all.length, 0);
		await receiver.close();
	});
});

test('EVT-4: in production not even WEBHOOK_ALLOW_LOOPBACK lets receivers ' +
	'be on this machine', async () => {
	await apart('sqlite', { ENVIRONMENT: 'production',
		WEBHOOK_ALLOW_LOOPBACK: 'true', SECRET_KEY: randomUUID() +
			randomUUID(), ENCRYPTION_KEY: randomUUID() + randomUUID() },
	async (house) => {
		const ada = await house.join();

		for (const url of ['http://127.0.0.1:9/', 'https://127.0.0.1:9/'])
			refused(await make(ada, url), 400, 'bad_input', '/url');
	});
});

test('EVT-4: with WEBHOOK_ALLOW_LOOPBACK other private addresses stay ' +
	'refused, and a proxy of the environment is not asked', async () => {
	const proxy = await new Receiver().open();
	const receiver = await new Receiver().open();
	const url = `http://127.0.0.1:${proxy.port}`;

	await apart('sqlite', { WEBHOOK_ALLOW_LOOPBACK: 'true', http_proxy: url,
		https_proxy: url, all_proxy: url }, async (house) => {
		const ada = await house.join();

		ok(await make(ada, 'http://localhost:9/'), 201);
		for (const other of ['http://1.1.1.1/', 'http://10.0.0.1/',
			'https://10.0.0.1/', 'https://169.254.169.254/',
			'https://0.0.0.0/', 'http://192.168.0.1/'])
			refused(await make(ada, other), 400, 'bad_input', '/url');
		const { webhook } = ok(await make(ada, receiver.url), 201);

		ok(await ada.ask('POST', `/api/webhooks/${webhook.id}/test`), 202);
		assert.equal((await receiver.next()).path, '/hook');
	});
	assert.equal(proxy.all.length, 0);
	await proxy.close();
	await receiver.close();
});
