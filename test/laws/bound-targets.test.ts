import { Stack } from 'aws-cdk-lib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInput } from '../../core/model/errors.ts';
import { type TargetConfig, type TargetKind, targetKinds } from '../../core/scaling/config/target-kinds.ts';
import { type CapacityPermission, targetNamed } from '../../lib/index.ts';
import { arbitraryOf } from '../arbitrary-of.ts';
import { aHeadroom, anApp, env } from '../lib/an-app.ts';

const own = { account: env.account ?? null, region: env.region ?? null };
const kinds = Object.keys(targetKinds) as TargetKind[];

describe.each(kinds)('a target of the kind %s in a config', (kind) => {
  const parsed = arbitraryOf(targetKinds[kind]).map((fields) => ({ ...fields, kind }) as TargetConfig);
  const homely = fc
    .tuple(parsed, fc.constantFrom(null, own.account), fc.constantFrom(null, own.region))
    .map(([config, account, region]) => ({ ...config, account, region }));

  function bind(config: TargetConfig, stackEnv = env as object) {
    const allowed: CapacityPermission[] = [];
    const stack = new Stack(anApp(), 'Shared', { env: stackEnv });
    return { ...targetNamed(config).bind(stack, { allow: (one) => allowed.push(one) }), allowed };
  }

  test('is bound as it was parsed, and the grant is for it where it is', () => {
    fc.assert(
      fc.property(homely, (config) => {
        const { config: bound, allowed } = bind(config);
        expect(bound).toEqual(config);
        expect(allowed).not.toEqual([]);
        const ofHere = allowed.filter(({ elsewhere }) => elsewhere === undefined);
        expect(ofHere).not.toEqual([]);
        for (const { resourceArn } of ofHere) expect(resourceArn).toContain(`:${own.region}:${own.account}:`);
        // A check of templates prints it as it stands.
        for (const { wildcard } of allowed) if (wildcard !== null) expect(wildcard).toMatch(/^[A-Z].{30,}\.$/);
      }),
      { numRuns: 30 },
    );
  });

  test('is refused by the field where it is in another account or Region than Headroom', () => {
    fc.assert(
      fc.property(homely, fc.constantFrom('account', 'region'), fc.string(), (config, field, other) => {
        fc.pre(other !== own[field as keyof typeof own]);
        const elsewhere = { ...config, [field]: other };
        expect(() => bind(elsewhere)).toThrow(
          expect.objectContaining({ name: 'InvalidInput', field: `target.${field}` }),
        );
      }),
      { numRuns: 30 },
    );
  });

  test('may leave out where it is, and may not say it where Headroom itself does not know', () => {
    const [config] = fc.sample(parsed, { numRuns: 1, seed: 1 });
    if (config === undefined) throw new Error('nothing was made up');
    const somewhere = { ...config, account: null, region: null };
    expect(bind(somewhere, {}).config).toEqual(somewhere);
    expect(() => bind({ ...somewhere, region: own.region }, {})).toThrow(InvalidInput);
    expect(() => bind({ ...somewhere, region: own.region }, {})).toThrow(/give the stack its env/);
  });

  test('comes into the table as it was parsed', () => {
    const { headroom } = aHeadroom();
    for (const [index, config] of fc.sample(homely, { numRuns: 5, seed: 1 }).entries()) {
      const settings = { bounds: { min: 1, max: 2 }, policies: [], readings: {} };
      const policies = [
        { kind: 'schedule' as const, timeZone: 'UTC', windows: [{ from: '08:00', to: '09:00', floor: 1 }] },
      ];
      const scalable = headroom.scale(`shop/web-${index}`, targetNamed(config), { ...settings, policies });
      expect(scalable.config.target).toEqual(config);
    }
  });
});
