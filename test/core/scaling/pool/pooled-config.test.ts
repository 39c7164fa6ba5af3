import { describe, expect, test } from 'vitest';
import { kindOf, waysOf } from '../../../../core/scaling/config/policies/any-kind/ways.ts';
import { type DecidingConfig, decidingConfig } from '../../../../core/scaling/deciding-config.ts';
import { pooledConfig } from '../../../../core/scaling/pool/pooled-config.ts';
import { withChoice } from '../../../../core/scaling/with-choice.ts';
import { aScalable } from '../../../fixtures.ts';

const rate = (target: number, holdSeconds: number) => ({ asking: { by: 'rate', target } as const, holdSeconds });
const tuned = aScalable({
  target: { kind: 'auto-scaling-group', autoScalingGroupName: 'web' },
  policies: [{ kind: 'tuned', reading: 'demand', unitPerSecond: 80 }],
  warmPool: {},
});
const { warmPool } = tuned;

/** The kinds of ways by which what runs is asked for, and running and pool together. */
function kindsOf(pool: ReturnType<typeof rate> & { others?: (ReturnType<typeof rate> & { weight: number })[] }) {
  if (warmPool === undefined) throw new RangeError('the scalable has no pool');
  const running = { ...rate(0.5, 60), others: [{ ...rate(0.6, 600), weight: 0.5 }] };
  const config = decidingConfig(withChoice(tuned, { ...running, pool }));
  const of = ({ policies }: DecidingConfig) =>
    policies.flatMap((policy) => (policy.kind === 'provisioner' ? waysOf(policy).map(kindOf) : []));
  const both = pooledConfig(config, warmPool, true);
  return [both.running === null ? [] : of(both.running), of(both.together)];
}

describe('what runs, and running and pool together', () => {
  test('are each asked for by the ways that a night chose for them', () => {
    const pool = { ...rate(0.7, 3600), others: [{ ...rate(0.8, 86_400), weight: 0.4 }] };
    expect(kindsOf(pool)).toEqual([
      ['rate 60', 'rate 600'],
      ['rate 3600', 'rate 86400'],
    ]);
  });

  test('share no way that was chosen for one of them alone', () => {
    expect(kindsOf(rate(0.7, 3600))[1]).toEqual(['rate 3600']);
  });
});
