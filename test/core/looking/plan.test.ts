import { describe, expect, it } from 'vitest';
import type { Heard } from '../../../core/looking/deliver.ts';
import { planLooks, type Roster } from '../../../core/looking/plan.ts';
import { nothing, only, type Scopes, watched } from '../../../core/looking/scope.ts';
import { InvalidInput } from '../../../core/model/errors.ts';
import type { Signal } from '../../../core/model/signal.ts';
import { noonMs } from '../../fixtures.ts';

const scopes: Scopes = {
  alarm: ({ alarmName }) => only(alarmName),
  tick: () => watched,
  manual: ({ subject }) => {
    if (subject === 'gone') throw new InvalidInput('event.scalable', 'there is none');
    return only(subject ?? '');
  },
  wake: ({ subject }) => only(subject),
  change: ({ scalable }) => only(scalable, scalable),
  content: () => nothing,
  release: () => nothing,
};

const roster = (over: Partial<Roster> = {}): Roster => ({
  scopes,
  all: async () => ['a', 'b', 'c'],
  watching: async () => ['b', 'b'],
  claimFullLook: async () => false,
  ...over,
});

const look = { atMs: null, dryRun: false } as const;
const tick: Signal = { kind: 'tick', id: 'tick', ...look };
const asked = (subject: string, dryRun = false): Signal => {
  return { kind: 'manual', id: `asks for ${subject}`, atMs: null, dryRun, capability: 'scaling', subject };
};
const alarm = (alarmName: string, state: 'ALARM' | 'OK'): Signal => {
  return { kind: 'alarm', id: `${alarmName} ${state}`, ...look, alarmName, state };
};
const heard = (...signals: readonly Signal[]): Heard[] =>
  signals.map((signal, index) => ({ messageId: `m${index}`, at: 'event', said: { signal, content: null } }));

async function planned(signals: readonly Signal[], over: Partial<Roster> = {}) {
  const { looks, ...rest } = await planLooks(heard(...signals), roster(over), noonMs);
  return { ...rest, looks: looks.map(({ subject, signal, awaitedBy }) => [subject, signal.id, awaitedBy.length]) };
}

describe('a plan', () => {
  it('looks once at each subject, for its most urgent signal, what is named before what is watched', async () => {
    const { looks } = await planned([tick, asked('b'), alarm('b', 'OK'), alarm('b', 'ALARM'), asked('c')]);
    expect(looks).toEqual([
      ['b', 'b ALARM', 4],
      ['c', 'asks for c', 1],
    ]);
  });

  it('counts a subject once that a signal asks for twice', async () => {
    expect((await planned([{ kind: 'change', id: 'i', ...look, scalable: 'a' }])).looks).toEqual([['a', 'i', 1]]);
  });

  it('has one full look, however many ticks', async () => {
    let claims = 0;
    const claimFullLook = async () => ++claims === 1;
    const { looks, isFullLook } = await planned([tick, tick], { claimFullLook });
    expect([looks.length, claims, isFullLook]).toEqual([3, 1, true]);
  });

  it('rehearses each dry run by itself, at a tick everything, and claims nothing for that', async () => {
    const claimFullLook = () => Promise.reject(new Error('it was claimed'));
    const dry = { ...tick, dryRun: true };
    const { looks } = await planned([asked('a', true), asked('a', true), dry], { claimFullLook });
    expect(looks.map(([subject]) => subject).sort()).toEqual(['a', 'a', 'a', 'b', 'c']);
  });

  it('goes on where a person asks for what there is not, and knows whom to tell', async () => {
    const { looks, faults } = await planned([asked('gone'), asked('a')]);
    expect(looks).toEqual([['a', 'asks for a', 1]]);
    expect([...faults].map(([{ messageId }, { field }]) => [messageId, field])).toEqual([['m0', 'event.scalable']]);
  });
});
