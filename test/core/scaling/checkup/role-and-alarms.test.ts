import { describe, expect, it } from 'vitest';
import { foundOfOwn, foundOfToldBefore, foundOfWaking } from '../../../../core/scaling/checkup/alarms.ts';
import { type Actor, foundOfRole } from '../../../../core/scaling/checkup/role.ts';

const action = 'autoscaling:SetDesiredCapacity';
const who = (is: Actor['is']) => ({ told: { arn: 'arn:aws:iam::111122223333:role/headroom-allocator', is } });
const says = (decision: string) => ({ told: [{ action, decision }] });

describe('the right to act', () => {
  it.each([
    ['allocator', 'allowed', true, 'ok'],
    ['allocator', 'not granted', true, 'trouble'],
    ['allocator', 'not granted', false, 'unknown'],
    ['caller', 'not granted', false, 'warning'],
    ['caller', 'allowed', false, 'ok'],
  ] as const)('of the %s that is %s, deployed: %s, is %s', (is, decision, isDeployed, gravity) => {
    const [found] = foundOfRole(who(is), says(decision), { isDeployed });
    expect(found?.is).toBe(gravity);
  });

  it('is not known where IAM, or who it is, does not tell, and the reason is told', () => {
    const denied = { unknown: 'you may not ask for it (iam:SimulatePrincipalPolicy)' };
    for (const found of [
      foundOfRole(who('allocator'), denied, { isDeployed: true }),
      foundOfRole(denied, says('allowed'), { isDeployed: true }),
    ])
      expect(found).toEqual([{ is: 'unknown', says: `not known, because ${denied.unknown}`, mend: null }]);
  });
});

describe('alarms', () => {
  const alarm = (name: string, more: object = {}) => ({ name, isEnabled: true, actions: 1, ...more });

  it('that wake a scalable are there, switched on and have an action', () => {
    const alarms = new Map(
      [alarm('a'), alarm('off', { isEnabled: false }), alarm('none', { actions: 0 })].map((one) => [one.name, one]),
    );
    const found = foundOfWaking(['a', 'off', 'none', 'gone'], alarms, 'eu-central-1');
    expect(found.map(({ is }) => is)).toEqual(['ok', 'trouble', 'trouble', 'trouble']);
    expect(found[1]?.mend).toBe('aws cloudwatch enable-alarm-actions --alarm-names off --region eu-central-1');
    expect(foundOfWaking([], alarms, null).map(({ is }) => is)).toEqual(['ok']);
  });

  it('on Headroom itself tell somebody, before and after the deploy', () => {
    expect(foundOfOwn([alarm('a'), alarm('b')], null).map(({ is }) => is)).toEqual(['ok']);
    expect(foundOfOwn([alarm('a'), alarm('b', { actions: 0 })], null)[0]).toMatchObject({
      is: 'trouble',
      says: expect.stringMatching(/^1 of 2 alarms .* alarmActions/),
    });
    const off = foundOfOwn([alarm('a', { isEnabled: false })], null);
    expect(off[0]).toMatchObject({ is: 'trouble', mend: 'aws cloudwatch enable-alarm-actions --alarm-names a' });
    expect(foundOfOwn([], null)[0]?.is).toBe('trouble');
    expect(foundOfToldBefore([])[0]?.is).toBe('warning');
    expect(foundOfToldBefore(['on-call'])[0]?.is).toBe('ok');
  });
});
