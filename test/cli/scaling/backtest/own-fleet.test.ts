import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Backtest } from '../../../../sim/scaling/score/answer.ts';
import { type Ran, runHeadroom } from '../../run-headroom.ts';
import { madeUpTrace } from './made-up-trace.ts';

let folder: string;
const at = (file: string): string => join(folder, file);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headroom-own-fleet-'));
  await writeFile(at('trace.csv'), madeUpTrace());
  await writeFile(at('now.json'), config(9.5));
  await writeFile(at('before.json'), config(3));
});

/** Requests are tracked at a target per second and unit. */
function config(target: number, reading = 'requests'): string {
  const parts = [{ kind: 'cloudwatch', namespace: 'Shop', metricName: 'Requests', stat: 'Sum' }];
  const policies = [{ kind: 'target-tracking', reading: 'requests', of: 'demand', target }];
  const other = { kind: 'step', reading, steps: [{ from: 10, add: 1 }] };
  return JSON.stringify({
    scalables: {
      'shop/web': {
        target: { kind: 'auto-scaling-group', autoScalingGroupName: 'web' },
        bounds: { min: 3, max: 400 },
        readings: { requests: { parts }, [reading]: { parts } },
        policies: reading === 'requests' ? policies : [...policies, other],
      },
    },
  });
}

const own = ['--scalable', 'shop/web', '--unit-capacity', '10', '--values-per', 'minute', '--price', '0.5'];

describe("a backtest of one's own fleet", () => {
  let ran: Ran;
  let table: Backtest['table'];

  beforeAll(async () => {
    const files = ['--config', at('now.json'), '--against', at('before.json'), '--markdown', at('comment.md')];
    ran = await runHeadroom(['backtest', at('trace.csv'), '--json', ...own, ...files, '--fail-over-budget']);
    table = JSON.parse(ran.stdout) as Backtest['table'];
  });

  it('has what is configured, and was before, as rows, in its own units and money', () => {
    const rows = table.rows.filter(({ kind }) => kind === 'yours');
    expect(rows.map(({ family }) => family)).toEqual(['yours', 'before']);
    expect(rows[0]?.costRatio).toBeLessThan(rows[1]?.costRatio ?? 0);
    expect(table.fleet).toMatchObject({ usdPerUnitHour: 0.5, min: 3, max: 400, unit: { unitPerSecond: 10 } });
    expect(table.clairvoyantMeanUnits).not.toBeCloseTo(20, 0);
  });

  it('exits with 1 where what is configured misses the budget, after it has told everything', () => {
    expect(ran.exitCode).toBe(1);
    expect(ran.stderr).toMatch(/error: yours misses the budget: [\d.]+ % of requests/);
  });

  it('writes what the change costs as Markdown', async () => {
    const comment = await readFile(at('comment.md'), 'utf8');
    expect(comment).toMatch(/\*\*This change costs \$\d+ a month less, with [\d.]+ points of violations more\.\*\*/);
    expect(comment).toMatch(/^\| yours \| \d+ \| [\d.]+ \(over\) \|/m);
  });
});

describe('a backtest that lacks something', () => {
  it.each([
    ['what a unit serves', ['--scalable', 'shop/web'], '--unit-capacity: is needed to play shop/web'],
    ['what a unit serves, beside bounds', ['--max', '9'], '--unit-capacity: is needed beside --min and --max'],
    ['what a file counts', ['--unit-capacity', '10'], '--values-per: trace.csv does not say what its values count'],
    ['a right span', ['--values-per', 'day'], '--values-per: "day" is not known; write second, minute, hour or step'],
    ['a right order', [...own, '--min', '9', '--max', '4'], '--min: 9 is above the most, 4'],
    ['a name that there is', ['--scalable', 'shop/wbe'], 'has no scalable "shop/wbe"; it holds shop/web'],
  ])('asks for it: %s', async (_, options, message) => {
    const named = options.includes('--scalable') ? ['--config', at('now.json')] : [];
    const { exitCode, stdout, stderr } = await runHeadroom(['backtest', at('trace.csv'), ...options, ...named]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('refuses a policy on what a trace does not tell', async () => {
    await writeFile(at('blind.json'), config(5, 'queue'));
    const { stderr } = await runHeadroom(['backtest', at('trace.csv'), ...own, '--config', at('blind.json')]);
    expect(stderr).toContain('shop/web decides by queue, which a trace of demand does not tell');
  });
});
