// url.d.ts - what build.mjs makes of `import url from "file?url"`.
declare module "*?url" {
	const url: string;
	export default url;
}
