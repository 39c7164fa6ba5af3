import { describe, expect, it } from 'vitest';
import { entryLines } from '../../../cli/explain/entry-lines.ts';
import { signalText } from '../../../cli/explain/signal-text.ts';
import type { Entry } from '../../../core/model/entry.ts';
import type { Signal } from '../../../core/model/signal.ts';
import type { Reading } from '../../../core/readings/reading.ts';
import { decide } from '../../../core/scaling/decide.ts';
import { aCapacity, anObservation, aReading, noonMs } from '../../fixtures.ts';

const look = { id: 'i', atMs: null, dryRun: false } as const;
const plain = (_: string, text: string) => text;

function anEntry(overrides: Partial<Entry> = {}): Entry {
  const observation = anObservation({
    capacity: aCapacity({ asked: 10 }),
    readings: { demand: aReading([900, 'late', 1500]) },
    alarm: 'ALARM',
  });
  return {
    schema: 2,
    id: '001772625600000-abc',
    capability: 'scaling',
    subject: 'checkout/web',
    atMs: noonMs,
    signal: { kind: 'alarm', id: 'm1', atMs: null, dryRun: false, alarmName: 'headroom/checkout/web', state: 'ALARM' },
    observation,
    decision: decide(observation),
    outcome: { is: 'applied', because: null },
    ...overrides,
  };
}

const explained = async (overrides: Partial<Entry> = {}) => (await entryLines(anEntry(overrides), plain)).join('\n');

describe('an explained entry', () => {
  it('tells when, what woke it, capacity, outcome, reasons, inputs and its id', async () => {
    const lines = await explained();
    expect(lines).toContain('2026-03-04 12:00:00Z  woken by alarm headroom/checkout/web, ALARM');
    expect(lines).toContain('asked 10, running 10 -> desired 15   applied');
    expect(lines).toMatch(/ {2}> target-tracking -> 15: /);
    expect(lines).toContain('input    demand: 900 late 1500');
    expect(lines).toContain('input    alarm: ALARM');
    expect(lines).toContain('entry    001772625600000-abc');
  });

  it('tells what a person is to mend since when, and what helps', async () => {
    const because = { says: '{units} units are needed', units: 30 };
    const troubles = [{ kind: 'wants-more', because, sinceMs: noonMs - 60_000, toldAtMs: null } as const];
    const lines = await explained({ troubles });
    expect(lines).toContain('trouble  wants more than it may have since 2026-03-04 11:59:00Z: 30 units are needed');
    expect(lines).toMatch(/ {2}helps {4}raise what limits checkout\/web/);
  });

  it('tells the unit of a reading, and none of one that 0.1.0 recorded without', async () => {
    const of = (reading: Partial<Reading>) => {
      const { unit: _, ...recorded } = aReading([900, 'late', 1500]);
      return explained({
        observation: anObservation({ readings: { demand: { ...recorded, ...reading } as Reading } }),
      });
    };
    expect(await of({ unit: 'per second' })).toContain('demand: 900 late 1500 per second (each 60 s');
    expect(await of({ unit: null })).toContain('demand: 900 late 1500 (each 60 s');
    expect(await of({})).toContain('demand: 900 late 1500 (each 60 s');
    expect(await of({ unit: 'count', samples: [] })).toContain('demand: no samples');
  });

  it.each<[Signal, string]>([
    [{ kind: 'alarm', ...look, alarmName: 'a', state: 'OK' }, 'woken by alarm a, OK'],
    [{ kind: 'tick', ...look }, 'woken by the schedule'],
    [{ kind: 'manual', ...look, capability: 'scaling', subject: 'a' }, 'asked for by hand'],
    [{ kind: 'change', ...look, scalable: 'a' }, 'woken by a change of the capacity of a'],
    [{ kind: 'content', ...look }, 'woken by content that changed'],
    [{ kind: 'release', ...look, purge: 'site' }, 'woken by a release of site'],
    [{ kind: 'wake', ...look, subject: 'a' }, 'woken as an earlier look had asked'],
    [{ kind: 'wake', ...look, subject: 'a', about: 'tier', by: 'shop/web' }, 'woken by what was decided of shop/web'],
    [{ kind: 'wake', ...look, subject: 'a', about: 'bottleneck' }, 'woken since this tier limits its service'],
  ])('tells what woke it: %j', async (signal, text) => {
    expect(await explained({ signal })).toMatch(new RegExp(`Z  ${text}$`, 'm'));
    expect(await explained({ signal: { ...signal, dryRun: true } })).toMatch(
      new RegExp(`Z  ${text} \\(dry run\\)$`, 'm'),
    );
  });

  it('tells of an entry of 0.1.0 what that could tell: who asked for a purge it did not know', async () => {
    const signal = { kind: 'manual', ...look, subject: 'checkout/web' } as unknown as Signal;
    expect(await explained({ signal })).toMatch(/Z {2}asked for by hand$/m);
    expect(signalText({ signal, capability: 'purging' })).toBe('');
  });

  it('shows an intention that was never completed as such', async () => {
    expect(await explained({ outcome: null })).toContain('INTENDED, not completed');
  });

  it('tells why a change was withheld or refused', async () => {
    expect(
      await explained({ outcome: { is: 'refused', because: { says: '{process} is suspended', process: 'Launch' } } }),
    ).toContain('refused: Launch is suspended');
  });

  it('tells a look that ended before it saw anything', async () => {
    expect(
      await explained({
        observation: null,
        decision: null,
        outcome: { is: 'superseded', because: { says: 'another look holds the lease' } },
      }),
    ).toContain('nothing was observed   superseded: another look holds the lease');
  });

  it('tells a look of a capability that this release does not know as such, with its reasons', async () => {
    const lines = await explained({ capability: 'sleepwalking', subject: 'checkout/sheep' });
    expect(lines).toContain(
      'checkout/sheep: of a capability that this release does not know ("sleepwalking")   applied',
    );
    expect(lines).toMatch(/ {2}> target-tracking: /);
    expect(lines).not.toContain('input');
  });
});
