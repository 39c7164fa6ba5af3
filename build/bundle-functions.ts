import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { type BuildResult, build, type Metafile } from 'esbuild';
import { carryWasm, wasmBeside } from './carry-wasm.ts';
import { apart } from './lean/apart.ts';
import { leanPackages } from './lean/lean-packages.ts';
import { oneCopy } from './lean/one-copy.ts';
import { ownSourceMap } from './own-source-map.ts';

export interface FunctionBundles {
  /** The names of the functions, each with its bundle in `<outFolder>/<name>/index.mjs`. */
  readonly names: readonly string[];
  /** What esbuild says went where, by function. */
  readonly metafiles: Readonly<Record<string, Metafile>>;
}

/**
 * Lambda hands a function its credentials as environment variables, so the default chain's other providers (SSO, profiles,
 * web identity, containers) are left out: they are never asked and cost their bytes at every init.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
const environmentCredentials = { '@aws-sdk/credential-provider-node': 'functions/environment-credentials.ts' };

/** Packages in CommonJS (pg) ask for Node's own by `require`, which modules do not have. */
const requireOfNode =
  "import{createRequire as requireOfModule}from'node:module';const require=requireOfModule(import.meta.url);";

/** Bundles every `functions/<name>/handler.ts` for Lambda's Node 24. */
export async function bundleFunctions(root: string, outFolder: string): Promise<FunctionBundles> {
  const names = await functionNames(root);
  const metafiles: Record<string, Metafile> = {};
  for (const name of names) {
    const { metafile } = await bundle(root, name, join(outFolder, name));
    await shrinkMaps(root, metafile);
    await carryWasm(root, metafile);
    metafiles[name] = metafile;
  }
  return { names, metafiles };
}

/** Folders of `functions/` that have a handler. */
async function functionNames(root: string): Promise<string[]> {
  const entries = await readdir(join(root, 'functions'), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const found = await Promise.all(folders.map((name) => exists(join(root, 'functions', name, 'handler.ts'))));
  return folders.filter((_, index) => found[index]).sort();
}

/** One bundle. Splitting keeps what the SDK imports lazily out of what is read at init. */
function bundle(root: string, name: string, outdir: string): Promise<BuildResult<{ metafile: true }>> {
  return build({
    absWorkingDir: root,
    stdin: { contents: entry(name), resolveDir: join(root, 'functions'), sourcefile: `${name}.ts` },
    outdir,
    entryNames: 'index',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    sourcemap: 'external',
    sourcesContent: false,
    legalComments: 'none',
    banner: { js: requireOfNode },
    alias: absolute(root, environmentCredentials),
    plugins: [apart, leanPackages, oneCopy(root), wasmBeside(root)],
    metafile: true,
    logLevel: 'warning',
  });
}

/** What Lambda loads: stacks are made readable before anything that could throw. */
function entry(name: string): string {
  return `import './mapped-stacks.ts'; export { handler } from './${name}/handler.ts';`;
}

/** Keeps of the maps what a stack says of our own files, by their paths from the root. */
async function shrinkMaps(root: string, { outputs }: Metafile): Promise<void> {
  const maps = Object.keys(outputs).filter((file) => file.endsWith('.map'));
  await Promise.all(
    maps.map(async (map) => {
      const file = join(root, map);
      const { sources, ...lean } = ownSourceMap(JSON.parse(await readFile(file, 'utf8')));
      const fromRoot = sources.map((source) => relative(root, resolve(dirname(file), source)));
      await writeFile(file, JSON.stringify({ ...lean, sources: fromRoot }));
    }),
  );
}

function absolute(root: string, aliases: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(aliases).map(([from, to]) => [from, join(root, to)]));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
