import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Edit } from './adding/adding.ts';
import { rows } from './adding/rows.ts';
import { withAdding } from './adding/table.ts';
import { root } from './architecture/source-file.ts';
import { unsaidInLib } from './lib/unsaid-in-lib.ts';

const copy = mkdtempSync(path.join(tmpdir(), 'headroom-adding-'));
const longestMs = 300_000;
/** The laws that made-up things without a service of their own are tried with. */
const laws = ['guard', 'capability', 'front-door'].map((name) => `test/laws/${name}.test.ts`);
const others = ['test/lib/catalogue.test.ts', 'test/architecture.test.ts'];

/** What the compiler and the tests say once nothing but the first line of each is there, and once all is. */
let first = { compiler: noLines(), tests: noLines() };
let last = first;

beforeAll(async () => {
  copySource();
  for (const { files } of rows) for (const [file, text] of Object.entries(files)) write(file, text);
  edit(({ askedBy }) => askedBy === 'nobody');
  first = await said(['test/laws/guard.test.ts']);
  edit(({ askedBy }) => askedBy !== 'nobody');
  last = await said([...laws, ...others]);
}, 3 * longestMs);

afterAll(() => rmSync(copy, { recursive: true }));

describe.each(rows)('adding $what', ({ most, files, edits }) => {
  it('edits no more files than is promised', () => {
    const edited = new Set(edits.map(({ file }) => file));
    expect(edited.size).toBe(edits.length);
    expect(edited.size).toBeLessThanOrEqual(most);
    expect(edits.filter(({ askedBy }) => askedBy === 'nobody')).toHaveLength(1);
  });

  it('is told by the compiler, or by a test, which files those are', () => {
    const asked = edits.map(({ file, askedBy, complains = file }) => {
      const says = askedBy === 'test' ? first.tests : first.compiler;
      return { file, asked: askedBy === 'nobody' || says.some((line) => line.startsWith(complains)) };
    });
    expect(asked.filter((one) => !one.asked)).toEqual([]);
  });

  it('is of something that is not there yet', () => {
    for (const file of Object.keys(files)) expect(() => readFileSync(path.join(root, file))).toThrow(/ENOENT/);
  });
});

describe('with all of them added', () => {
  it('the compiler asked for no other file', () => {
    const known = rows.flatMap(({ files, edits }) => [...Object.keys(files), ...edits.map(({ file }) => file)]);
    expect(first.compiler.filter((line) => !known.some((file) => line.startsWith(file)))).toEqual([]);
  });

  it('everything compiles, keeps the laws and the rules of the house, and is exported', () => {
    expect(last).toEqual({ compiler: [], tests: [] });
  });
});

it('CONTRIBUTING says what each costs; npm run house writes it', () => {
  const text = readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8');
  expect(text === withAdding(text)).toBe(true);
});

/** All that the compiler and the tests read of ours; packages stay where they are. */
function copySource(): void {
  const config = JSON.parse(readFileSync(path.join(root, 'tsconfig.json'), 'utf8')) as { readonly include: string[] };
  const filter = (file: string) => !/node_modules|cdk\.out|\.local/.test(path.relative(root, file));
  for (const part of [...config.include, 'clients', ...['tsconfig', 'package', 'cdk'].map((name) => `${name}.json`)]) {
    cpSync(path.join(root, part), path.join(copy, part), { recursive: true, filter });
  }
  for (const document of ['ARCHITECTURE.md', 'CONTRIBUTING.md']) {
    cpSync(path.join(root, document), path.join(copy, document));
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
  writeFileSync(path.join(copy, file), text);
}

function edit(which: (one: Edit) => boolean): void {
  for (const { file, imports, after, line } of rows.flatMap(({ edits }) => edits.filter(which))) {
    const text = readFileSync(path.join(copy, file), 'utf8');
    const at = text.indexOf(after);
    if (at === -1) throw new Error(`${file} holds no "${after}" any more; mend the edit in test/adding`);
    const end = at + after.length;
    const edited = after === '' ? text : `${text.slice(0, end)}\n${line}\n${text.slice(end)}`;
    writeFileSync(path.join(copy, file), imports === null ? edited : `${imports}\n${edited}`);
  }
}

async function said(tests: readonly string[]) {
  const [compiler, failed] = await Promise.all([complaints(), failures(tests)]);
  return { compiler, tests: [...unsaidInLib(copy), ...failed] };
}

/** The errors of the compiler, each with its file first. */
async function complaints(): Promise<readonly string[]> {
  const told = await run(['typescript', 'bin', 'tsc'], ['--pretty', 'false']);
  return told.split('\n').filter((line) => line.includes(': error TS'));
}

/** The tests that fail, each with its file first. */
async function failures(tests: readonly string[]): Promise<readonly string[]> {
  await run(['vitest', 'vitest.mjs'], ['run', '--project', 'unit', ...tests]);
  const report = JSON.parse(readFileSync(path.join(copy, '.local', 'test-report.json'), 'utf8')) as Report;
  expect(report.testResults).toHaveLength(tests.length);
  return report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === 'failed').map(({ fullName }) => fullName);
    const why = failed.length === 0 && status === 'failed' ? [message] : failed;
    return why.map((one) => `${path.relative(copy, name)}: ${one}`);
  });
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** What a program of a package says; it may end with an error, which is what is asked for. */
function run(program: readonly string[], args: readonly string[]): Promise<string> {
  const file = path.join(root, 'node_modules', ...program);
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [file, ...args],
      { cwd: copy, timeout: longestMs, maxBuffer: 2 ** 26 },
      (error, stdout) => {
        if (error?.killed === true) reject(error);
        else resolve(stdout);
      },
    );
  });
}

function noLines(): readonly string[] {
  return [];
}
