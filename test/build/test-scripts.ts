import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ViteUserConfig } from 'vitest/config';
import packageJson from '../../package.json' with { type: 'json' };
import { root } from '../architecture/source-file.ts';
import { shellLines } from '../docs/shell-lines.ts';

/** Test files that are run together: a project of `vitest.config.ts`, or all that a config beside it names. */
export interface Project {
  /** Its config, from the root, and its name where it has one. */
  readonly is: string;
  readonly files: readonly string[];
}

/** A run of vitest that a script of `package.json` begins. */
export interface Run {
  readonly script: string;
  readonly projects: readonly string[];
  /** Whether nothing of those projects is left out. */
  readonly isWhole: boolean;
  /** The file that its report is written to. */
  readonly report: string;
}

const scripts: Readonly<Record<string, string>> = packageJson.scripts;
const configs = new Map(
  await Promise.all(
    ['vitest.config.ts', ...globSync('test/*/vitest.config.ts', { cwd: root })].map(async (file) => {
      const { default: config } = (await import(join(root, file))) as { default: ViteUserConfig };
      return [file, config.test ?? {}] as const;
    }),
  ),
);

type TestConfig = NonNullable<ViteUserConfig['test']>;

export const projects: readonly Project[] = [...configs].flatMap(([file, { projects: parts, ...whole }]) =>
  parts === undefined
    ? [{ is: file, files: filesOf(whole) }]
    : parts.map((part) => {
        const { test } = part as { readonly test: TestConfig };
        return { is: `${file} ${test.name}`, files: filesOf(test) };
      }),
);

export const runs: readonly Run[] = Object.entries(scripts).flatMap(([script, text]) =>
  shellLines({ at: script, language: 'sh', code: text })
    .filter(({ words }) => words[0] === 'vitest')
    .map(({ words }) => runOf(script, words.slice(1))),
);

/** What a script of `package.json` is called that tests something. */
export const testScripts = Object.keys(scripts).filter((name) => /^test(:|$)/.test(name));

const ofCi = shellLines({ at: '.ci/run', language: 'sh', code: readFileSync(join(root, '.ci/run'), 'utf8') }).map(
  ({ words }) => withoutPrefix(words),
);

/** The scripts that CI runs, as often as it does. */
export const scriptsOfCi: readonly string[] = ofCi.flatMap(([program, command, ...rest]) => {
  if (program !== 'npm') return [];
  if (command === 'test') return ['test'];
  return command === 'run' ? rest.filter((word) => !word.startsWith('-')).slice(0, 1) : [];
});

/** The reports that CI tells of at its end. */
export const reportsOfCi: readonly string[] = ofCi
  .flatMap((words) => (words[1] === '.ci/summary.mjs' ? words.slice(2) : []))
  .map((name) => `.local/test-reports/${name}.json`);

/** Without what CI puts before a command: the clock of `part`, and a bound of its time. */
function withoutPrefix(words: readonly string[]): readonly string[] {
  if (words[0] === 'part') return withoutPrefix(words.slice(1));
  return words[0] === 'timeout' ? words.slice(2) : words;
}

function filesOf({ include = [], exclude = [] }: TestConfig): string[] {
  return globSync(include, { cwd: root, exclude });
}

/** Reads what stands behind `vitest`. Throws for an option that is not known here, since it may leave something out. */
function runOf(script: string, words: readonly string[]): Run {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: {
      config: { type: 'string', default: 'vitest.config.ts' },
      project: { type: 'string', multiple: true, default: [] },
      changed: { type: 'boolean', default: false },
      'outputFile.json': { type: 'string' },
    },
    allowPositionals: true,
  });
  const { config, project, changed } = values;
  const parts = projects.map(({ is }) => is).filter((is) => is === config || is.startsWith(`${config} `));
  const { outputFile } = configs.get(config) ?? {};
  const usual = typeof outputFile === 'object' ? outputFile.json : outputFile;
  return {
    script,
    projects: project.length === 0 ? parts : project.map((name) => `${config} ${name}`),
    isWhole: !changed && positionals.join() === 'run',
    report: values['outputFile.json'] ?? usual ?? '',
  };
}
