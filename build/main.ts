import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleFunctions } from './bundle-functions.ts';
import { emitPackage } from './emit-package.ts';
import { inputHash } from './input-hash.ts';
import { replaceFolders } from './replace-folders.ts';

/** One product of the build: it is made again when what it is made of has changed. */
interface Product {
  readonly name: string;
  readonly inputs: readonly string[];
  make(root: string, outFolder: string): Promise<unknown>;
}

const shared = ['build', 'core', 'adapters', 'package-lock.json', 'tsconfig.json'];

const products: readonly Product[] = [
  {
    name: 'functions',
    inputs: [...shared, 'functions'],
    make: (root, out) => bundleFunctions(root, join(out, 'functions')),
  },
  { name: 'package', inputs: [...shared, 'lib', 'cli', 'bin', 'sim', 'local'], make: emitPackage },
];

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const hashesFile = join(dist, '.inputs.json');
const quiet = process.argv.includes('--quiet');

const known = await knownHashes();
for (const product of products) await bring(product);

async function bring({ name, inputs, make }: Product): Promise<void> {
  const startMs = performance.now();
  const hash = await inputHash(root, inputs);
  if (known[name] === hash) return say(`${name} unchanged\n`);
  if (process.stdout.isTTY) say(`${name} ...`);
  const fresh = join(dist, `.${name}-${process.pid}`);
  await mkdir(fresh, { recursive: true });
  await replaceFolders(fresh, dist, () => make(root, fresh));
  known[name] = hash;
  await writeFile(hashesFile, JSON.stringify(known));
  say(`${process.stdout.isTTY ? '\r' : ''}${name} built in ${((performance.now() - startMs) / 1000).toFixed(1)} s\n`);
}

async function knownHashes(): Promise<Record<string, string>> {
  return readFile(hashesFile, 'utf8').then(JSON.parse, () => ({}));
}

function say(text: string): void {
  if (!quiet) process.stdout.write(text);
}
