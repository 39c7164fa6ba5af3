import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { median } from './median.ts';

export interface InitFigures {
  /** Of all files that Node reads of the bundle before it can take an event, source maps included where they are on. */
  readonly initBytes: number;
  /** How much longer that takes than loading an empty handler: the median over pairs of fresh processes. */
  readonly initOverEmptyMs: number;
}

const pairs = 31;

/** As lib/bundled-function.ts deploys it. */
const nodeOptions = ['--enable-source-maps', '--input-type=module', '--eval'];

const importAndTime = `
  const startMs = performance.now();
  await import(process.argv[1]);
  console.log(performance.now() - startMs);
  process.exit();`;

const importAndCount = `
  import { registerHooks } from 'node:module';
  import { existsSync, statSync } from 'node:fs';
  import { fileURLToPath } from 'node:url';
  let bytes = 0;
  const sizeOf = (file) => (existsSync(file) ? statSync(file).size : 0);
  registerHooks({
    load(url, context, next) {
      if (url.startsWith('file:')) bytes += sizeOf(fileURLToPath(url)) + sizeOf(fileURLToPath(url) + '.map');
      return next(url, context);
    },
  });
  await import(process.argv[1]);
  console.log(bytes);
  process.exit();`;

/** Measures the init of a built function in fresh processes of this Node. */
export function measureInit(root: string, name: string): InitFigures {
  const handler = pathToFileURL(join(root, 'dist', 'functions', name, 'index.mjs')).href;
  const empty = pathToFileURL(emptyHandler(root)).href;
  const initBytes = inFreshProcess(importAndCount, handler);
  const overEmpty = Array.from({ length: pairs }, () => {
    const emptyMs = inFreshProcess(importAndTime, empty);
    return inFreshProcess(importAndTime, handler) - emptyMs;
  });
  return { initBytes, initOverEmptyMs: median(overEmpty) };
}

function emptyHandler(root: string): string {
  const folder = join(root, '.local', 'bench');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'empty.mjs');
  writeFileSync(file, 'export const handler = async () => {};\n');
  return file;
}

function inFreshProcess(script: string, file: string): number {
  const env = { AWS_REGION: 'eu-west-1', HEADROOM_TABLE: 'bench', HEADROOM_DEPLOYMENT: 'bench' };
  const { stdout, stderr, status } = spawnSync(process.execPath, [...nodeOptions, script, file], {
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${file} cannot be loaded: ${stderr}`);
  return Number(stdout.trim());
}
