import { spawn } from 'node:child_process';
import { chmod, cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a package user imports or runs, and the thread of a backtest; everything that these import is emitted with them. */
const packageEntries = [
  'lib/index.ts',
  'core/config.ts',
  'clients/shards.ts',
  'clients/cache.ts',
  'clients/replicas.ts',
  'bin/headroom.ts',
  'sim/parallel/worker.ts',
];

/** What is read as a file beside the code that reads it. */
const readAsFiles = [
  'sim/scaling/report/page-style.css',
  'sim/scaling/report/page-curves.js',
  'sim/scaling/report/page-script.js',
];

/** Emits JavaScript and types of the package to `outFolder`, with `.ts` in import paths rewritten to `.js`. */
export async function emitPackage(root: string, outFolder: string): Promise<void> {
  const config = join(outFolder, 'tsconfig.json');
  await writeFile(config, JSON.stringify(tsconfig(root, outFolder)));
  await run(root, join(root, 'node_modules/typescript/bin/tsc'), ['--project', config, '--pretty', 'false']);
  await makeRunnable(join(outFolder, 'bin/headroom.js'));
  await run(root, join(root, 'build/site/write-schema.ts'), [join(outFolder, 'core')]);
  for (const file of readAsFiles) await cp(join(root, file), join(outFolder, file));
}

function tsconfig(root: string, outDir: string): object {
  const files = packageEntries.map((entry) => join(root, entry));
  const compilerOptions = {
    noEmit: false,
    noCheck: true, // types are checked by `npm run check`; this only writes them
    declaration: true,
    rewriteRelativeImportExtensions: true,
    rootDir: root,
    outDir,
    typeRoots: [join(root, 'node_modules/@types')],
  };
  return { extends: join(root, 'tsconfig.json'), include: [], files, compilerOptions };
}

async function makeRunnable(file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  if (!text.startsWith('#!')) await writeFile(file, `#!/usr/bin/env node\n${text}`);
  await chmod(file, 0o755);
}

/** Runs a Node script; rejects with what it printed where it fails. */
function run(cwd: string, script: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { cwd });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`the package cannot be emitted:\n${output.trim()}`)),
    );
  });
}
