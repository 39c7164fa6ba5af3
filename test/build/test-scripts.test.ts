import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../architecture/source-file.ts';
import { projects, reportsOfCi, runs, scriptsOfCi, testScripts } from './test-scripts.ts';

/** Scripts of tests that CI does not run, and why. */
const notInCi: Readonly<Record<string, string>> = {
  'test:unit': 'is a part of npm test',
  'test:changed': 'is a part of npm test',
  'test:crash': 'takes most of an hour; shards that crash at some points are part of test:integration',
  'test:kubernetes': 'builds a control plane from source, which takes Go and up to 13 minutes; npm test replays it',
};

const inCi = runs.filter(({ script }) => scriptsOfCi.includes(script));

describe('the scripts of tests', () => {
  it('are given every test file in exactly one project', () => {
    const files = globSync('test/**/*.test.ts', { cwd: root }).sort();
    expect(files.length).toBeGreaterThan(400);
    expect(projects.flatMap((project) => project.files).sort()).toEqual(files);
  });

  it('leave no project empty', () => {
    expect(projects.filter(({ files }) => files.length === 0).map(({ is }) => is)).toEqual([]);
  });

  it('run each project as a whole, one script each, where others run a part', () => {
    const whole = runs.filter(({ script, isWhole }) => isWhole && script !== 'test:unit');
    expect(whole.flatMap((run) => run.projects).sort()).toEqual(projects.map(({ is }) => is).sort());
  });

  it('are all run by CI, once each, but for those that are not for a reason', () => {
    const inCi = scriptsOfCi.filter((script) => testScripts.includes(script));
    expect([...inCi, ...Object.keys(notInCi)].sort()).toEqual([...testScripts].sort());
  });

  it('write a report each, and CI tells of all that it has had written', () => {
    const reports = runs
      .filter(({ script }) => script in notInCi === false && script.startsWith('test'))
      .map(({ report }) => report);
    expect(new Set(reports).size).toBe(reports.length);
    expect([...reportsOfCi].sort()).toEqual(reports.sort());
    expect(inCi.filter(({ script, isWhole }) => script !== 'check' && !isWhole)).toEqual([]);
  });

  it('have a line each on the page that tells which does what', () => {
    const page = readFileSync(join(root, 'docs/contribute/run-the-tests.md'), 'utf8');
    const rows = [...page.matchAll(/^\| `npm (?:run )?(test[\w:]*)/gm)].map(([, script = '']) => script);
    expect(rows.sort()).toEqual([...testScripts].sort());
  });
});
