import fc from 'fast-check';
import type { ConnectionsMost, Need } from '../core/scaling/config/tier-needs.ts';
import type { Observation } from '../core/scaling/observation.ts';
import type { KeptTiers } from '../core/scaling/tiers/kept-tiers.ts';
import type { Passed, Tier, Tiers } from '../core/scaling/tiers/tier.ts';
import { anyObservation } from './arbitraries.ts';
import { minuteMs } from './fixtures.ts';

const units = fc.nat(60);
const connections = fc.nat(1200);
const names = ['shop/web', 'shop/app', 'shop/db'] as const;

const aNeed: fc.Arbitrary<Need> = fc.record({
  connectionsPerUnit: fc.option(fc.constantFrom(1, 20, 2.5)),
  connectionsMost: fc.option(fc.integer({ min: 1, max: 2000 })),
  visits: fc.option(fc.constantFrom(0.5, 1, 3)),
});

function somePassed(subject: string): fc.Arbitrary<Passed> {
  return fc.record({
    schema: fc.constant(1 as const),
    acts: fc.boolean(),
    asked: units,
    running: units,
    wants: units,
    falls: fc.boolean(),
    short: fc.boolean(),
    demand: fc.constant(null),
    serves: fc.option(fc.constantFrom(0, 50, 900)),
    heard: units.map((heard) => ({ [subject]: heard })),
    saw: fc.constant({}),
    takes: fc.option(connections),
    grants: connections.map((granted) => ({ [subject]: granted })),
    wakes: fc.constant([]),
  });
}

function someTier(subject: string, nowMs: number): fc.Arbitrary<Tier> {
  return fc.record({
    scalable: fc.constantFrom(...names),
    need: aNeed,
    last: fc.option(
      fc.record({ atMs: fc.constantFrom(0, 1, 20).map((ago) => nowMs - ago * minuteMs), passed: somePassed(subject) }),
    ),
  });
}

function someTiers(subject: string, nowMs: number): fc.Arbitrary<Tiers> {
  const some = fc.uniqueArray(someTier(subject, nowMs), { maxLength: 2, selector: ({ scalable }) => scalable });
  return fc.record({ upstream: some, downstream: some, ring: fc.constant(null) });
}

const aGrant = fc.record({ now: connections, most: connections, sinceMs: fc.nat() });

function someKept(nowMs: number): fc.Arbitrary<KeptTiers> {
  const ago = fc.constantFrom(0, 1, 5).map((minutes) => nowMs - minutes * minuteMs);
  return fc.record({
    grants: fc.dictionary(fc.constantFrom(...names), aGrant, { maxKeys: 2 }),
    waitsSinceMs: fc.option(ago),
    falls: fc.option(fc.record({ sinceMs: ago, wants: units })),
    wasShort: fc.boolean(),
  });
}

const aMost: fc.Arbitrary<ConnectionsMost | undefined> = fc.constantFrom(undefined, 400, { perUnit: 100 });

/** An observation of a scalable that has others before and behind it. */
export const anyTieredObservation: fc.Arbitrary<Observation> = anyObservation.chain((observation) => {
  const { subject, atMs, memory, config } = observation;
  return fc.tuple(someTiers(subject, atMs), someKept(atMs), aMost).map(([tiers, kept, most]) => ({
    ...observation,
    tiers,
    config: { ...config, ...(most !== undefined && { connectionsMost: most }) },
    memory: memory.kept === null ? memory : { ...memory, kept: { ...memory.kept, tiers: kept } },
  }));
});
