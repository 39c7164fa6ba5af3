import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Snippet } from './snippets.ts';

const root = join(import.meta.dirname, '..', '..');
const call = /^(?:new [A-Z]\w*|[a-z]\w*\.[\w.]+)\(.*\)$/;
const setting = /^[a-z]\w*: \S.*$/;

/** The source of a program that a snippet stands for; null where it is not TypeScript. */
export function sourceOf({ language, code }: Snippet): string | null {
  if (language === 'ts' || language === 'typescript') return inFunction(code);
  if (language !== null) return null;
  const filled = code
    .replace(/\.\.\.(?=\s*[})])/g, '...anything')
    .replace(/\bnew ([A-Z]\w*)/g, 'new all.$1')
    .replace(/\(\)$/, ''); // `headroom.scale()` names the method
  const from = "import * as all from 'headroom-aws';\n";
  if (call.test(code)) return `${from}${inFunction(`void (${filled});`)}`;
  return setting.test(code) ? `${from}void all;\n${inFunction(`({ ${filled} }) satisfies Setting;`)}` : null;
}

/** A snippet stands within a construct; what it imports stands above that. */
function inFunction(code: string): string {
  const imports = /^import [^;]*;\n/gm;
  const above = [...code.matchAll(imports)].map(([one]) => one).join('');
  const body = code.replace(imports, '').replace(/^export default /m, 'void ');
  return `${above}export async function snippet(this: import('constructs').Construct) {\n${body}\n}\n`;
}

/** What the compiler has to say of snippets, against the types that the package has, each by where the snippet stands. */
export async function faultsOf(snippets: readonly Snippet[]): Promise<string[]> {
  mkdirSync(join(root, '.local'), { recursive: true });
  const folder = mkdtempSync(join(root, '.local', 'snippets-'));
  try {
    const sources = snippets.flatMap((snippet) => {
      const source = sourceOf(snippet);
      return source === null ? [] : [{ at: snippet.at, source }];
    });
    for (const [index, { source }] of sources.entries()) writeFileSync(join(folder, `snippet-${index}.ts`), source);
    const given = readFileSync(join(import.meta.dirname, 'given.ts.template'), 'utf8');
    writeFileSync(join(folder, 'given.d.ts'), given);
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings()));
    const said = await compile(folder);
    return said.map((line) => line.replace(/^.*snippet-(\d+)\.ts\S*/, (_, index) => `${sources[index]?.at}`));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function compile(folder: string): Promise<string[]> {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const run = promisify(execFile)(process.execPath, [tsc, '--pretty', 'false', '--project', folder], { cwd: root });
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  return stdout.split('\n').filter((line) => line.includes('error TS'));
}

/** Each door of the package leads to the source that it is built of. */
function settings() {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    exports: Record<string, { types?: string }>;
  };
  const doors = Object.entries(exports).flatMap(([door, { types }]) =>
    types === undefined
      ? []
      : [[door.replace(/^\./, 'headroom-aws'), [types.replace('./dist', '../..').replace('.d.ts', '.ts')]]],
  );
  const unusedIsFine = { noUnusedLocals: false, noUnusedParameters: false };
  return {
    extends: '../../tsconfig.json',
    compilerOptions: { ...unusedIsFine, paths: Object.fromEntries(doors) },
    include: ['.'],
  };
}
