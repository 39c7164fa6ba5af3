import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Adding, Edit } from './adding/adding.ts';
import { cdn } from './adding/cdn.ts';
import { policy } from './adding/policy.ts';
import { shard } from './adding/shard.ts';
import { target } from './adding/target.ts';
import { root } from './architecture/source-file.ts';
import { unexportedClasses } from './lib/unexported-classes.ts';

/** What CONTRIBUTING promises of adding: at most so many files are edited, and each is asked for. */
const all: readonly Adding[] = [target, policy, cdn, shard];

const copy = mkdtempSync(path.join(tmpdir(), 'headroom-adding-'));
const compilerMs = 150_000;
/** What the compiler and the tests say once nothing but the first line of each is there, and once all is. */
let first: readonly string[] = [];
let unexported: readonly string[] = [];
let last: readonly string[] = [];

beforeAll(async () => {
  copySource();
  for (const { files } of all) for (const [file, text] of Object.entries(files)) write(file, text);
  edit(({ askedBy }) => askedBy === 'nobody');
  [first, unexported] = [await complaints(), unexportedClasses(copy)];
  edit(({ askedBy }) => askedBy !== 'nobody');
  last = await complaints();
}, 2 * compilerMs);

afterAll(() => rmSync(copy, { recursive: true }));

describe.each(all)('adding $what', ({ most, files, edits }) => {
  it('edits no more files than is promised', () => {
    const edited = new Set(edits.map(({ file }) => file));
    expect(edited.size).toBe(edits.length);
    expect(edited.size).toBeLessThanOrEqual(most);
    expect(edits.filter(({ askedBy }) => askedBy === 'nobody')).toHaveLength(1);
  });

  it('is told by the compiler, or by a test, which files those are', () => {
    const asked = edits.map(({ file, askedBy, complains = file }) => {
      const says = askedBy === 'test' ? unexported : first;
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
    const known = all.flatMap(({ files, edits }) => [...Object.keys(files), ...edits.map(({ file }) => file)]);
    expect(first.filter((line) => !known.some((file) => line.startsWith(file)))).toEqual([]);
  });

  it('everything compiles, and nothing is left to export', () => {
    expect(last).toEqual([]);
    expect(unexportedClasses(copy)).toEqual([]);
  });
});

/** All that the compiler reads of ours; packages stay where they are. */
function copySource(): void {
  const config = JSON.parse(readFileSync(path.join(root, 'tsconfig.json'), 'utf8')) as { readonly include: string[] };
  const filter = (file: string) => !/node_modules|cdk\.out|\.local/.test(path.relative(root, file));
  for (const part of [...config.include, 'clients', 'tsconfig.json', 'package.json']) {
    cpSync(path.join(root, part), path.join(copy, part), { recursive: true, filter });
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
  writeFileSync(path.join(copy, file), text);
}

function edit(which: (one: Edit) => boolean): void {
  for (const { file, imports, after, line } of all.flatMap(({ edits }) => edits.filter(which))) {
    const text = readFileSync(path.join(copy, file), 'utf8');
    const at = text.indexOf(after);
    if (at === -1) throw new Error(`${file} holds no "${after}" any more; mend the edit in test/adding`);
    const end = at + after.length;
    const edited = after === '' ? text : `${text.slice(0, end)}\n${line}\n${text.slice(end)}`;
    writeFileSync(path.join(copy, file), imports === null ? edited : `${imports}\n${edited}`);
  }
}

/** The errors of the compiler, each with its file first. */
function complaints(): Promise<readonly string[]> {
  const compiler = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [compiler, '--pretty', 'false'], { cwd: copy, timeout: compilerMs }, (error, stdout) => {
      const told = stdout.split('\n').filter((line) => line.includes(': error TS'));
      if (error !== null && told.length === 0) reject(error);
      else resolve(told);
    });
  });
}
