import { fork } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { beforeAll, describe, expect, it } from 'vitest';
import { examplesOf } from '../../../cli/examples.ts';
import { everyCommand } from '../../../cli/program.ts';
import { shellLines } from '../../docs/shell-lines.ts';
import { nobody } from '../../docs/wrong-command.ts';
import { root } from '../run-headroom.ts';
import { refusals, refusingAws } from './refusing-aws.ts';
import type { Ended } from './run-all.ts';

const call = '[A-Z][A-Za-z0-9]+ [A-Z][A-Za-z]+';
/** What is said of a refusal, by the beginning of the Region that answers with it. */
const sentences = {
  'eu-denied': `may not call ${call} `,
  'eu-expired': `have expired \\(${call}\\); log in again`,
  'eu-invalid': `does not accept these credentials \\(${call}: `,
  'eu-throttled': `throttles ${call}; wait`,
  'eu-unknown': `does not know ${call}; `,
  'eu-broken': `AWS refused ${call}: InternalFailure$`,
  'eu-other': `AWS refused ${call}: NobodyKnowsThisException, for a reason of its own$`,
};
/** Manifests write a Region down, and a cache is shrunk by its servers. */
const asksNobody = /^headroom (manifests |cache shrink$)/;
/** The price list has one Region that answers, which is none of those. */
const answersElsewhere = ['headroom sizes refresh'];

const leaves = withBelow(await everyCommand(nobody), 'headroom').filter(({ command }) => command.commands.length === 0);
const asking = leaves.filter(({ path, command }) => flagsOf(command).includes('--region') && !asksNobody.test(path));

describe('a call that AWS refuses', () => {
  let ended: readonly Ended[];
  beforeAll(async () => {
    const [first = '', ...others] = Object.keys(refusals);
    const every = await runAll(asking.flatMap((one) => linesOf(one, first)));
    // Of each command two that have asked something are enough for the others.
    const some = asking.flatMap(({ path }) =>
      endedOf(path, every)
        .filter((one) => tells(one, first))
        .slice(0, 2),
    );
    const again = others.flatMap((region) => some.map(({ args }) => args.map((arg) => (arg === first ? region : arg))));
    ended = [...every, ...(await runAll(again))];
  }, 300_000);

  it.each(asking)('ends $path in one sentence that names the call', ({ path }) => {
    const own = endedOf(path, ended);
    expect(own.filter((one) => isRaw(one))).toEqual([]);
    const regions = answersElsewhere.includes(path) ? ['eu-denied-1'] : Object.keys(refusals);
    expect(regions.filter((region) => !own.some((one) => tells(one, region)))).toEqual([]);
  });

  it('is remembered by every client that a command makes', () => {
    const forgetful = globSync('cli/**/*.ts', { cwd: root }).flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/new [A-Z]\w*Client\(([^;]*?)\)[;,)\s]/g)]
        .filter(([, given = '']) => !/settings/i.test(given))
        .map(([made]) => `${file}: ${made}`),
    );
    expect(forgetful).toEqual([]);
  });
});

function endedOf(path: string, ended: readonly Ended[]): readonly Ended[] {
  return ended.filter(({ args }) => `headroom ${args.join(' ')} `.startsWith(`${path} `));
}

/** Whether it ended by the sentence of what the Region answers. */
function tells({ args, err }: Ended, region: string): boolean {
  const sentence = sentences[region.slice(0, -2) as keyof typeof sentences];
  return args.includes(region) && new RegExp(`^error: .*${sentence}`, 'm').test(err);
}

/** Whether somebody is left alone with how a command ended. */
function isRaw({ exitCode, err }: Ended): boolean {
  const errors = err.split('\n').filter((line) => line.startsWith('error: '));
  return exitCode !== 1 || errors.length !== 1 || /^ {4}at |not an error that Headroom knows|UnknownError/m.test(err);
}

/** What stands for an event that an example names. */
const anyJson = join(root, 'package.json');

interface Leaf {
  readonly path: string;
  readonly command: Command;
}

function withBelow(command: Command, path: string): Leaf[] {
  return [{ path, command }, ...command.commands.flatMap((below) => withBelow(below, `${path} ${below.name()}`))];
}

function flagsOf(command: Command): string[] {
  return command.options.map(({ long }) => long ?? '');
}

/** The examples of a command itself, once as they are and once with the name of a table, so that the table is asked too. */
function linesOf({ path, command }: Leaf, region: string): string[][] {
  const has = (flag: string) => flagsOf(command).includes(flag);
  const own = examplesOf(command)
    .flatMap(({ line }) => shellLines({ at: 'help', language: 'sh', code: line }))
    .filter(({ words }) => `${words.join(' ')} `.startsWith(`${path} `))
    .map(({ words }) => words.slice(1).map((word, at, all) => (all[at - 1] === '--payload' ? anyJson : word)));
  const given = own.map((args) => [...args, '--region', region, ...(has('--yes') ? ['--yes'] : [])]);
  return has('--table') ? given.flatMap((args) => [args, [...args, '--table', 'any']]) : given;
}

/** Runs all of them in one process, and answers how each ended. */
async function runAll(lines: readonly string[][]): Promise<Ended[]> {
  const { url, server } = await refusingAws();
  const found: Ended[] = [];
  const env = { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y', HOME: '/nowhere' };
  const child = fork(new URL('run-all.ts', import.meta.url), { env });
  child.on('message', (one: Ended) => found.push(one));
  child.send(lines);
  await once(child, 'exit');
  server.close();
  return found;
}
