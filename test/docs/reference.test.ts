import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonSchema } from '../../build/site/documented/json-schema.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { everyCommand } from '../../cli/program.ts';
import { balancingReport } from '../../core/balancing/report.ts';
import { cachingReport } from '../../core/caching/report.ts';
import { diagnosingReport } from '../../core/diagnosing/report.ts';
import { indexingReport } from '../../core/indexing/report.ts';
import { commandPermissions } from '../../core/model/command-permissions.ts';
import { troubleKindNames, troubleKinds } from '../../core/model/trouble-kinds.ts';
import { purgingReport } from '../../core/purging/report.ts';
import { guards } from '../../core/scaling/guards/catalogue.ts';
import { scalingReport } from '../../core/scaling/report.ts';
import { movingReport } from '../../core/sharding/moving/report.ts';
import { planningReport } from '../../core/sharding/planning/report.ts';
import config from '../../examples/config-file/headroom.config.ts';
import { root } from '../architecture/source-file.ts';
import { faultsBy } from './json-schema-faults.ts';
import { nobody } from './wrong-command.ts';

const reports = [
  ...[scalingReport, balancingReport, purgingReport, planningReport, movingReport],
  ...[cachingReport, diagnosingReport, indexingReport],
];
const metrics = [
  ...reports.flatMap(({ counts }) => Object.keys(counts)),
  ...troubleKindNames.map((kind) => troubleKinds[kind].metric),
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'headroom-pages-'));
  execFileSync(process.execPath, ['build/site/main.ts', '--pages', '--to', folder], { cwd: root });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const page = (path: string) => readFileSync(join(folder, 'pages', path), 'utf8');
const pagesOf = (pattern: string) => globSync(pattern, { cwd: join(folder, 'pages') }).map(page);
const schema = () => JSON.parse(readFileSync(join(folder, 'headroom.schema.json'), 'utf8')) as JsonSchema;

/** Names that stand in no cell and no heading of a page. */
const missing = (names: readonly string[], text: string) => names.filter((name) => !text.includes(`\`${name}\``));

describe('the reference has a place for', () => {
  it('every command, argument and option, and for none that is made up', async () => {
    const program = await everyCommand(nobody);
    expect(program.commands.flatMap((one) => lackingOf(one))).toEqual([]);
    const made = program.commands.find((one) => one.name() === 'purge') as Command;
    expect(lackingOf(made.option('--never-told <how>', 'of which no page knows'))).toEqual(['--never-told <how>']);
  });

  it('every field of a config, with what it is and an example', () => {
    const text = pagesOf('reference/config/*.md').join('\n');
    const fields = fieldsIn(schema());
    expect(fields.length).toBeGreaterThan(400);
    expect(fields.filter(({ text }) => text === '').map(({ path }) => path)).toEqual([]);
    const headings = new Set([...text.matchAll(/^#+ `(?:[^`]*[.])?([\w$]+)`$/gm)].map(([, name]) => name));
    const names = new Set(fields.map(({ name }) => name));
    const hasPage = (name: string) => existsSync(join(folder, 'pages/reference/config', `${name}.md`));
    expect([...names].filter((name) => !headings.has(name) && !hasPage(name))).toEqual([]);
    expect(headings.has('madeUp')).toBe(false);
  });

  it('an example of every field that holds no other', () => {
    const sections = pagesOf('reference/config/*.md').flatMap((text) => text.split(/^(?=#+ )/m));
    const fields = sections.filter((one) => /^#+ `[^`]+`\n/.test(one) && one.includes('\n- holds '));
    const without = fields.filter(
      (one) => !/\n- for example |holds (fields of its own|by name|a list|one of its)/.test(one),
    );
    expect(without.map((one) => one.split('\n')[0])).toEqual([]);
  });

  it('every metric, trouble, guard, exit code and alarm', () => {
    const told = page('reference/metrics.md');
    expect(missing([...metrics, 'SinkFailures'], told)).toEqual([]);
    expect(missing(['NeverCounted'], told)).toEqual(['NeverCounted']);
    expect([...told.matchAll(/^\|.*\|\s*\|$/gm)].map(([line]) => line)).toEqual([]);
    expect(missing(troubleKindNames, page('reference/troubles.md'))).toEqual([]);
    expect(
      missing(
        guards.map(([name]) => name),
        page('reference/guards.md'),
      ),
    ).toEqual([]);
    expect(missing(Object.values(exitCodes).map(String), page('reference/exit-codes.md'))).toEqual([]);
    const alarms = globSync('docs/runbooks/*.md', { cwd: root }).map((file) => file.replace(/.*\/|\.md$/g, ''));
    expect(
      missing(
        alarms.filter((name) => name !== 'README'),
        page('reference/alarms.md'),
      ),
    ).toEqual([]);
  });

  it('every event that goes to the bus, and every permission of a command', () => {
    const titles = globSync('core/**/*.ts', { cwd: root }).flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/news.*\n?.*title: '([^']+)'/g)].map(
        ([, title = '']) => title,
      ),
    );
    const events = page('reference/events.md');
    expect(titles.length).toBeGreaterThan(2);
    expect(titles.filter((title) => !events.includes(`### ${title}`))).toEqual([]);
    const [permissions = ''] = pagesOf('**/permissions.md');
    expect(missing(Object.keys(commandPermissions), permissions)).toEqual([]);
    const actions = Object.values(commandPermissions).flatMap(({ needs }) => Object.values(needs).flat());
    expect(missing([...new Set(actions)], permissions)).toEqual([]);
  });
});

describe('the pages', () => {
  it('are forty and more of fifteen lines beside decisions', () => {
    const others = globSync('**/*.md', { cwd: join(folder, 'pages') }).filter((file) => !file.startsWith('decisions'));
    const long = others.filter((file) => page(file).trimEnd().split('\n').length >= 15);
    expect(long.length).toBeGreaterThanOrEqual(40);
  });

  it('stand in the sidebar, each of them', () => {
    const sidebar = readFileSync(join(folder, 'sidebar.json'), 'utf8');
    const links = globSync('**/*.md', { cwd: join(folder, 'pages') })
      .filter((file) => file !== 'index.md')
      .map((file) => `"/${file.replace(/(index)?\.md$/, '')}"`);
    expect(links.filter((link) => !sidebar.includes(`"link":${link}`))).toEqual([]);
  });
});

describe('the schema of a config in JSON', () => {
  it('takes what we take', () => {
    expect(faultsBy(schema(), JSON.parse(JSON.stringify(config)))).toEqual([]);
  });

  it('refuses a field that there is not, and a value out of its bounds', () => {
    const target = { kind: 'auto-scaling-group', autoScalingGroupName: 'web' };
    const web = {
      target,
      bounds: { min: 1, max: -2 },
      policies: [{ kind: 'step', reading: 'cpu', steps: [] }],
      leadSecond: 3,
    };
    const faults = faultsBy(schema(), { scalables: { web } });
    expect(faults.join('\n')).toMatch(/leadSecond/);
    expect(faults.join('\n')).toMatch(/bounds\.max/);
    expect(faults.join('\n')).toMatch(/policies/);
  });
});

/** What a page of a command does not have of it, and of those below it. */
function lackingOf(command: Command, path = `reference/commands/${command.name()}.md`): string[] {
  const names = [
    ...command.options.filter(({ hidden }) => !hidden).map(({ flags }) => flags),
    ...command.registeredArguments.map((one) => (one.required ? `<${one.name()}>` : `[${one.name()}]`)),
  ];
  return [...missing(names, page(path)), ...command.commands.flatMap((one) => lackingOf(one, path))];
}

interface SchemaField {
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

/** Every field that a schema has, but for what tells kinds apart and what only whoever stores a config writes. */
function fieldsIn(schema: JsonSchema, path = ''): SchemaField[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, one]) => {
    const inner = fieldsIn(one, `${path}.${name}`);
    if (['kind', 'by', 'schema'].includes(name) && one.const !== undefined) return inner;
    return [{ name, path: `${path}.${name}`, text: one.description ?? '' }, ...inner];
  });
  const { oneOf = [], anyOf = [], items, additionalProperties } = schema;
  const others = [...oneOf, ...anyOf, items, additionalProperties].filter((one) => typeof one === 'object');
  return [...own, ...others.flatMap((one) => fieldsIn(one, path))];
}
