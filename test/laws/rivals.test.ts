import { describe, expect, test } from 'vitest';
import { memoryLedger } from '../../adapters/ledger/memory.ts';
import { targets, targetsOnAws } from '../../adapters/scaling/targets/catalogue.ts';
import { tell } from '../../core/model/reason.ts';
import type { Signal } from '../../core/model/signal.ts';
import { parseScalable } from '../../core/scaling/config/parse-scalable.ts';
import { type TargetKind, targetKinds } from '../../core/scaling/config/target-kinds.ts';
import type { Observation } from '../../core/scaling/observation.ts';
import { scalingReport } from '../../core/scaling/report.ts';
import { tellRivals } from '../../core/scaling/rivals.ts';
import type { ScalingEntry } from '../../core/scaling/scaling-entry.ts';
import { scalingScopes } from '../../core/scaling/scopes.ts';
import { serveLooks } from '../../functions/looks.ts';
import { scalingLooking } from '../../functions/resource-allocator/looking.ts';
import { minuteMs, noonMs } from '../fixtures.ts';
import { rigsOf } from './rigs-of.ts';
import type { RivalsRig, TargetRig } from './target-rig.ts';

const rigs = await rigsOf<{ rig(): TargetRig<TargetKind> }>('test/laws/targets', Object.keys(targetKinds));
const contested = rigs.filter(([, { rig }]) => (rig().rivals ?? null) !== null);
const modes = ['off', 'recommend', 'scale-out-only', 'on'] as const;
const tick: Signal = { kind: 'tick', id: 'tick', atMs: null, dryRun: false };

/** Scalables of one kind that need five units and have two, looked at by the function as it is wired. */
function aFleet(kind: TargetKind, makeRig: () => TargetRig<TargetKind>, count = 1) {
  const rig = makeRig();
  const rivals = rig.rivals as RivalsRig;
  const names = Array.from({ length: count }, (_, index) => `t${index}`);
  rig.make(names);
  const makers = { ...targetsOnAws(), [kind]: rig.maker([]) };
  const ledger = memoryLedger();
  let [nowMs, ids] = [noonMs, 0];
  let settings: object = {};
  const scalable = async (name: string) =>
    parseScalable(name, {
      mode: 'on',
      target: rig.config(name, { account: null, region: null }),
      bounds: { min: 5, max: 10 },
      policies: [{ kind: 'schedule', timeZone: 'UTC', windows: [{ from: '00:00', to: '23:59', floor: 5 }] }],
      ...settings,
    });
  const invocation = (isFullLook: boolean) =>
    scalingLooking({
      roster: {
        scopes: scalingScopes('headroom'),
        all: async () => names,
        watching: async () => (isFullLook ? [] : names.slice(0, 7)),
        claimFullLook: async () => isFullLook,
      },
      spine: { ledger, clock: { nowMs: () => nowMs }, newId: () => String(ids++), leaseMs: 60_000 },
      world: () => ({
        settings: { scalable, overrides: async () => [] },
        source: { read: async () => ({ metric: { points: [], trouble: null }, witness: null }) },
        target: targets({ makers, account: null, leftMs: () => 5000, random: () => 0 }),
        alarms: { state: async () => null },
      }),
      hasTime: () => true,
    });
  const look = async (signal = tick, isFullLook = true): Promise<readonly ScalingEntry[]> => {
    const heard = [{ messageId: 'm', at: 'event', said: { signal, content: null } }];
    const served = await serveLooks(heard, invocation(isFullLook), { report: scalingReport, sinks: [] });
    return ((await served.answer()) as { readonly entries: readonly ScalingEntry[] }).entries;
  };
  return {
    rivals,
    names,
    set: (more: object) => {
      settings = more;
    },
    pass: (minutes: number) => {
      nowMs += minutes * minuteMs;
    },
    at: (minute: number) => {
      nowMs = noonMs + minute * minuteMs;
    },
    look,
    one: async (signal = tick, isFullLook = true) => (await look(signal, isFullLook))[0] as ScalingEntry,
    calls: () => rivals.reads.map((action) => rivals.service.called(action)),
  };
}

const binding = ({ decision }: ScalingEntry) => {
  const reason = decision?.reasons[decision.binding];
  return reason === undefined ? '' : `${reason.by}: ${tell(reason.because)}`;
};
const told = ({ decision }: ScalingEntry) => decision?.reasons.find(({ by }) => by === 'rivals') ?? null;
const byHand: Signal = { kind: 'manual', id: 'hand', atMs: null, dryRun: false, capability: 'scaling', subject: 't0' };

describe.each(contested)('a target of the kind %s that something of AWS scales too', (kind, { rig }) => {
  const sorts = Object.keys((rig().rivals as RivalsRig).add);
  const withRival = (sort: string, name = 'mine') => {
    const fleet = aFleet(kind as TargetKind, rig);
    fleet.rivals.add[sort]?.('t0', name);
    return fleet;
  };

  /** So many targets, each with more of every sort than one page in an hour tells. */
  const aCrowd = (count: number) => {
    const fleet = aFleet(kind as TargetKind, rig, count);
    for (const name of fleet.names) {
      for (const add of Object.values(fleet.rivals.add)) for (const one of ['a', 'b', 'c']) add(name, one);
    }
    return fleet;
  };

  describe.each(sorts)('by a %s', (sort) => {
    test.each(modes)('is refused where Headroom would act, and advised with a warning where not: %s', async (mode) => {
      const fleet = withRival(sort);
      fleet.set({ mode });
      const entry = await fleet.one();
      const acts = mode === 'on' || mode === 'scale-out-only';
      expect(entry.outcome?.is).toBe(acts ? 'refused' : 'recommended');
      expect(entry.decision).toMatchObject({ desired: { units: 5 }, change: null });
      const command = fleet.rivals.program === undefined ? 'aws .*t0' : `${fleet.rivals.program} .*mine`;
      expect(tell(told(entry)?.because ?? { says: '' })).toMatch(new RegExp(`the ${sort} "mine".*"${command}`));
      expect(binding(entry).startsWith('rivals: ')).toBe(acts);
      if (acts) expect(entry.outcome?.because).toEqual(told(entry)?.because);
      expect(entry.troubles?.map((trouble) => trouble.kind) ?? []).toEqual(acts ? ['refused'] : []);
    });

    test('is scaled at once where that is meant', async () => {
      const fleet = withRival(sort);
      fleet.set({ coexist: true });
      expect((await fleet.one()).outcome?.is).toBe('applied');
    });

    test('is scaled once it is suspended: by hand at once, else with the next hour', async () => {
      for (const later of [byHand, tick]) {
        const fleet = withRival(sort);
        expect((await fleet.one()).outcome?.is).toBe('refused');
        fleet.rivals.suspend('t0');
        fleet.pass(later === tick ? 60 : 1);
        const entry = await fleet.one(later, later === tick);
        expect(entry.outcome?.is).toBe('applied');
        expect(told(entry)).toBeNull();
      }
    });

    test('is refused from the next hour on where it came later, and is then decided again from its entry alone', async () => {
      const fleet = aFleet(kind as TargetKind, rig);
      expect((await fleet.one()).outcome?.is).toBe('applied');
      fleet.rivals.add[sort]?.('t0', 'late one');
      fleet.pass(30);
      expect((await fleet.one()).outcome?.is).not.toBe('refused');
      fleet.pass(30);
      const entry = await fleet.one();
      expect(entry.outcome?.is).toBe('refused');
      const { card } = await import('../../core/scaling/card.ts');
      expect(card.decide(JSON.parse(JSON.stringify(entry.observation)))).toEqual(entry.decision);
    });

    test('is told with words that a shell reads as one', async () => {
      const fleet = withRival(sort, "it's $(mine)");
      const command = String(told(await fleet.one())?.because.suspend);
      expect(command.replaceAll(/'[^']*'|\\'/g, '')).not.toMatch(/\$\(/);
    });
  });

  test('by what only forecasts, or is switched off, is scaled', async () => {
    const fleet = aFleet(kind as TargetKind, rig);
    fleet.rivals.addIdle('t0');
    expect((await fleet.one()).outcome?.is).toBe('applied');
  });

  test.runIf(rig().rivals?.addRegistered !== undefined)(
    'by what could and does not is scaled, and that is told',
    async () => {
      const fleet = aFleet(kind as TargetKind, rig);
      fleet.rivals.addRegistered?.('t0');
      const entry = await fleet.one();
      expect(entry.outcome?.is).toBe('applied');
      expect(entry.observation?.rivals?.rivals).toMatchObject([{ idle: true }]);
      expect(tellRivals(entry.observation as Observation)).toMatch(
        /t0[^"]*" is a scalable target \(1 to 9\), though by no policy/,
      );
    },
  );

  const leads = rig().rivals?.addFollower !== undefined;
  test.runIf(leads).each(modes)('by what asks for what Headroom wants is never written over: %s', async (mode) => {
    const fleet = aFleet(kind as TargetKind, rig);
    fleet.set({ mode });
    fleet.rivals.addFollower?.('t0', 'ours');
    const entry = await fleet.one();
    const acts = mode === 'on' || mode === 'scale-out-only';
    expect(entry.outcome?.is).toBe(acts ? 'refused' : 'recommended');
    expect(entry.decision).toMatchObject({ desired: { units: 5 }, change: null });
    expect(tell(told(entry)?.because ?? { says: 'nothing' })).toMatch(acts ? /"ours".*mode: recommend/ : /^nothing$/);
  });

  test('is scaled where nobody can tell, which is told, and asked no more often for that', async () => {
    const fleet = aFleet(kind as TargetKind, rig);
    for (const action of fleet.rivals.reads) fleet.rivals.service.forbidden.add(action);
    const first = await fleet.one();
    expect(first.outcome?.is).toBe('applied');
    expect(first.observation?.rivals).toMatchObject({ rivals: [], trouble: expect.stringContaining('not authorized') });
    for (let minutes = 5; minutes < 60; minutes += 5) {
      fleet.pass(5);
      await fleet.one();
    }
    expect(Math.max(...fleet.calls())).toBe(1);
  });

  test.each([1, 50, 51, 120])(
    'is asked of %i targets by one call of each sort for fifty of them, and hour',
    async (count) => {
      const fleet = aCrowd(count);
      const hours = 2;
      // The second hour begins with a look at those that are watched alone.
      for (const minute of [0, 1, 5, 30, 59, 61, 62, 65, 66, 90]) {
        fleet.at(minute);
        await fleet.look(tick, minute % 5 === 0);
      }
      for (const calls of fleet.calls()) {
        expect(calls).toBeGreaterThan(0);
        expect(calls).toBeLessThanOrEqual(Math.ceil(count / 50) * hours);
      }
    },
  );

  test('is refused, each of 120, by the hour in which an account of any size has been read', async () => {
    const fleet = aCrowd(120);
    let entries: readonly ScalingEntry[] = [];
    for (let hour = 0; hour < 4; hour++) {
      entries = await fleet.look();
      fleet.pass(60);
    }
    expect(entries.map(({ outcome }) => outcome?.is)).toEqual(fleet.names.map(() => 'refused'));
  });
});
