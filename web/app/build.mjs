// build.mjs OUT - the pages as they are served: bundled, named by what is in
// them, squeezed once and for all, and for each path an HTML file that names all
// it needs. Fails when the first load is over its limit.
import { build, transform } from "esbuild";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const FIRST_LOAD_MOST = 100_000; // bytes, squeezed (WEB-1)
const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];

/** `import url from "package/file?url"`: a file by itself, and where it will be. */
const urls = {
	name: "urls",
	setup({ onResolve, onLoad, resolve }) {
		onResolve({ filter: /\?url$/ }, async ({ path, resolveDir, kind }) => ({
			path: (await resolve(path.slice(0, -4), { resolveDir, kind })).path,
			namespace: "url",
		}));
		onLoad({ filter: /.*/, namespace: "url" }, ({ path }) => ({
			contents: readFileSync(path),
			loader: "file",
		}));
	},
};

const { metafile, outputFiles } = await build({
	entryPoints: {
		app: join(here, "src/main.tsx"),
		early: join(here, "src/early.ts"),
		style: join(here, "css/style.css"),
	},
	outdir: out,
	bundle: true,
	splitting: true,
	format: "esm",
	target: ["es2022", "chrome111", "firefox115", "safari16.4"],
	jsx: "automatic",
	jsxImportSource: "preact",
	minify: true,
	legalComments: "none",
	charset: "utf8",
	entryNames: "[name]-[hash]",
	chunkNames: "[name]-[hash]",
	assetNames: "[name]-[hash]",
	publicPath: "/assets",
	plugins: [urls],
	metafile: true,
	write: false,
	logLevel: "warning",
});

const files = new Map(outputFiles.map((f) => [basename(f.path), Buffer.from(f.contents)]));
const named = (start, ending) =>
	[...files.keys()].find((n) => n.startsWith(`${start}-`) && n.endsWith(ending));

// What a chunk needs before it can begin, itself included.
const outputs = Object.fromEntries(
	Object.entries(metafile.outputs).map(([path, o]) => [basename(path), o]),
);
function needed(name, seen = new Set()) {
	if (seen.has(name)) return seen;
	seen.add(name);
	for (const i of outputs[name].imports)
		if (i.kind === "import-statement") needed(basename(i.path), seen);
	return seen;
}
const script = named("app", ".js");
const style = named("style", ".css");
const first = [...needed(script)];

// ---- an HTML file a page ----------------------------------------------------

const page = readFileSync(join(here, "index.html"), "utf8")
	.replace("%STYLE%", style)
	.replace("%SCRIPT%", script)
	.replace("%EARLY%", named("early", ".js"));

function html(chunks, path = "", asks = []) {
	const links = chunks.map((n) => `<link rel="modulepreload" href="/assets/${n}" />`);
	return Buffer.from(
		page
			.replace("%PATH%", path)
			.replace("%FIRST%", asks.join(" "))
			.replace("%PRELOAD%", links.join("\n\t\t")),
	);
}

/** routes.ts has no imports that are more than types. */
async function routes() {
	const source = readFileSync(join(here, "src/pages/routes.ts"), "utf8");
	const { code } = await transform(source, { loader: "ts", format: "esm" });
	return (await import(`data:text/javascript,${encodeURIComponent(code)}`)).routes;
}

function chunkOf(name) {
	const ends = [`src/pages/${name}.tsx`, `src/pages/${name}/index.tsx`];
	const [found] = Object.entries(outputs).find(([, o]) =>
		ends.some((e) => o.entryPoint?.endsWith(e)),
	);
	return found;
}

const others = first.filter((n) => n !== script);
files.set("index.html", html(others));
const all = await routes();
for (const r of all) {
	const name = `at${r.path.replace(/[{}]/g, "").replaceAll("/", "-")}.html`;
	const chunks = new Set([...others, ...needed(chunkOf(r.page))]);
	chunks.delete(script);
	files.set(name, html([...chunks], r.path, r.first));
}
files.set("icon.svg", readFileSync(join(here, "icon.svg")));

// ---- without a network -------------------------------------------------------

// Other languages, and what draws strangers' PDFs, come when they are wanted.
const kept = [...files.keys()]
	.filter((n) => !/^(fr|ar|pdf|qr)[-.]|\.html$/.test(n))
	.map((n) => `/assets/${n}`);
const mark = createHash("sha256").update(kept.join()).update(files.get("at-.html"));
const worker = await build({
	entryPoints: [join(here, "src/worker/index.ts")],
	bundle: true,
	minify: true,
	legalComments: "none",
	write: false,
	define: {
		FILES: JSON.stringify(kept),
		ROOTS: JSON.stringify([...new Set(all.map((r) => r.path.split("/")[1]))]),
		BUILD: JSON.stringify(mark.digest("hex").slice(0, 12)),
	},
});
files.set("worker.js", Buffer.from(worker.outputFiles[0].contents));

const squeezed = new Map();
for (const [name, bytes] of files) {
	const br = brotliCompressSync(bytes, {
		params: {
			[constants.BROTLI_PARAM_QUALITY]: 11,
			[constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
		},
	});
	squeezed.set(`${name}.br`, br);
	squeezed.set(`${name}.gz`, gzipSync(bytes, { level: 9 }));
}

const load = [...first, style, named("early", ".js"), "index.html"].reduce(
	(sum, n) => sum + squeezed.get(`${n}.gz`).length,
	0,
);
if (load > FIRST_LOAD_MOST)
	throw new Error(`the first load is ${load} bytes, and may be ${FIRST_LOAD_MOST}`);

for (const [name, bytes] of [...files, ...squeezed]) writeFileSync(join(out, name), bytes);
for (const name of readdirSync(out))
	if (!name.startsWith(".") && !files.has(name) && !squeezed.has(name)) rmSync(join(out, name));
console.log(`pages: ${files.size} files, first load ${(load / 1000).toFixed(1)} kB`);
