import { beforeAll, describe, expect, it } from 'vitest';
import { endedOf, flagsOf, leaves, linesOf, runAll } from './aws/example-lines.ts';
import type { Ended } from './aws/run-all.ts';

/** What nobody may say behind a flag, by the flag. */
const wrong = { '--for': '4000d', '--note': 'x'.repeat(300), '--reason': 'x'.repeat(300) } as const;
/** Statements of a server are watched for as long as somebody says. */
const isEndless = /^headroom indexes /;
/** These set nothing: they take the flags of the command that they belong to. */
const setsNothing = / (list|remove) | (stop|start)$/;

const taking = (await leaves()).flatMap((leaf) => {
  const flags = Object.keys(wrong).filter((flag) => flagsOf(leaf.command).includes(flag));
  return isEndless.test(leaf.path) ? [] : flags.map((flag) => ({ leaf, path: leaf.path, flag }));
});

describe('a value that may not stand behind a flag', () => {
  let ended: readonly Ended[];
  beforeAll(async () => {
    const lines = taking.flatMap(({ leaf, flag }) => linesOf(leaf, [flag, wrong[flag as keyof typeof wrong]], 'any'));
    ended = await runAll(lines, { AWS_ENDPOINT_URL: 'http://127.0.0.1:9', HOME: '/nowhere' });
  }, 60_000);

  it.each(taking)('is refused by $path under the name of $flag', ({ path, flag }) => {
    const own = endedOf(path, ended).filter(({ args }) => args.includes(wrong[flag as keyof typeof wrong]));
    const setting = own.filter(({ args }) => !setsNothing.test(args.join(' ')));
    expect(setting).not.toEqual([]);
    expect(
      setting.filter(({ err }) => !err.startsWith(`error: ${flag}: `)).map(({ args, err }) => [args, err]),
    ).toEqual([]);
  });
});
