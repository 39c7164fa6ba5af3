import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { median } from './median.ts';
import { round } from './round.ts';

export interface InitFigures {
  /** A folder of `functions/`. */
  readonly function: string;
  /** Of all files that Node reads of the bundle before it can take an event, source maps included that it reads too. */
  readonly bytes: number;
  /** How much longer that takes than loading an empty handler: the median over rounds, each of them in fresh processes. */
  readonly overEmptyMs: number;
}

const rounds = 31;

const nodeOptions = ['--input-type=module', '--eval'];

const importAndTime = `
  const startMs = performance.now();
  await import(process.argv[1]);
  console.log(performance.now() - startMs);
  process.exit();`;

/** Node reads the map of a file that names one as soon as it has read the file. */
const importAndCount = `
  import { registerHooks } from 'node:module';
  import { existsSync, readFileSync, statSync } from 'node:fs';
  import { fileURLToPath } from 'node:url';
  let bytes = 0;
  registerHooks({
    load(url, context, next) {
      if (url.startsWith('file:')) {
        const file = fileURLToPath(url);
        const text = readFileSync(file);
        bytes += text.length;
        if (text.includes('//# sourceMappingURL=') && existsSync(file + '.map')) bytes += statSync(file + '.map').size;
      }
      return next(url, context);
    },
  });
  await import(process.argv[1]);
  console.log(bytes);
  process.exit();`;

/** Measures the init of every function whose bundle is in `folder`, in fresh processes of this Node. */
export function measureInits(folder: string, scratch: string): InitFigures[] {
  const empty = emptyHandler(scratch);
  const bundles = bundleNames(folder).map((name) => ({
    name,
    bundle: join(folder, name),
    overEmptyMs: [] as number[],
  }));
  // Round by round, so that what else the machine does slows all of them alike.
  for (let done = 0; done < rounds; done++) {
    const emptyMs = inFreshProcess(importAndTime, empty);
    for (const { bundle, overEmptyMs } of bundles) overEmptyMs.push(inFreshProcess(importAndTime, bundle) - emptyMs);
  }
  return bundles.map(({ name, bundle, overEmptyMs }) => ({
    function: name,
    bytes: initBytes(bundle),
    overEmptyMs: round(median(overEmptyMs)),
  }));
}

/** The names of the functions whose bundles are in `folder`. */
export function bundleNames(folder: string): string[] {
  return globSync('*/index.mjs', { cwd: folder })
    .map((file) => file.slice(0, file.indexOf('/')))
    .sort();
}

/** The bytes that the bundle in this folder reads before it can take an event. */
export function initBytes(bundle: string): number {
  return inFreshProcess(importAndCount, bundle);
}

function emptyHandler(scratch: string): string {
  mkdirSync(scratch, { recursive: true });
  writeFileSync(join(scratch, 'index.mjs'), 'export const handler = async () => {};\n');
  return scratch;
}

function inFreshProcess(script: string, bundle: string): number {
  const file = pathToFileURL(join(bundle, 'index.mjs')).href;
  const { stdout, stderr, status } = spawnSync(process.execPath, [...nodeOptions, script, file], {
    env: { AWS_REGION: 'eu-west-1', ...variablesOf(bundle) },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${file} cannot be loaded: ${stderr}`);
  return Number(stdout.trim());
}

/** A made-up value for each variable of ours that the bundle reads. */
function variablesOf(bundle: string): Record<string, string> {
  const texts = globSync('**/*.mjs', { cwd: bundle }).map((file) => readFileSync(join(bundle, file), 'utf8'));
  return Object.fromEntries([...texts.join('\n').matchAll(/HEADROOM_[A-Z_]+/g)].map(([name]) => [name, 'bench']));
}
