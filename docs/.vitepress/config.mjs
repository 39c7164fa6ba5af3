// Opened by Node and not bundled: VitePress's own esbuild does not know this project's tsconfig.
const made = new URL('../../build/site/config.ts', import.meta.url).href;

export default (await import(made)).default;
