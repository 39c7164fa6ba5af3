import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from '../run-headroom.ts';
import { endedOf, flagsOf, leaves, linesOf, runAll } from './example-lines.ts';
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

const asking = (await leaves()).filter(
  ({ path, command }) => flagsOf(command).includes('--region') && !asksNobody.test(path),
);

describe('a call that AWS refuses', () => {
  let ended: readonly Ended[];
  beforeAll(async () => {
    const [first = '', ...others] = Object.keys(refusals);
    const every = await runRefused(asking.flatMap((one) => linesOf(one, ['--region', first], 'any')));
    // Of each command two that have asked something are enough for the others.
    const some = asking.flatMap(({ path }) =>
      endedOf(path, every)
        .filter((one) => tells(one, first))
        .slice(0, 2),
    );
    const again = others.flatMap((region) => some.map(({ args }) => args.map((arg) => (arg === first ? region : arg))));
    ended = [...every, ...(await runRefused(again))];
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

/** Runs all of them against an AWS that refuses. */
async function runRefused(lines: readonly string[][]): Promise<Ended[]> {
  const { url, server } = await refusingAws();
  const env = { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y', HOME: '/nowhere' };
  const ended = await runAll(lines, env);
  server.close();
  return ended;
}
