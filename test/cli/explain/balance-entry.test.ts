import { expect, it } from 'vitest';
import { entryLines } from '../../../cli/explain/entry-lines.ts';
import { decide } from '../../../core/balancing/decide.ts';
import { aGroup, aLook } from '../../core/balancing/fleet.ts';
import { minuteMs, noonMs } from '../../fixtures.ts';

it('a look at weights tells weights, reasons, groups, the reservation and what people have set', async () => {
  const observation = aLook({
    groups: { blue: aGroup({ healthy: 3 }), green: aGroup({ unhealthy: 1 }) },
    input: { reservation: {} },
    reservation: { units: 500, pending: true, decreasesLeft: 1, peakUnits: null, failedBecause: null },
    overrides: [{ kind: 'pin', group: 'blue', percent: 60, untilMs: noonMs + minuteMs, note: 'a test' }],
  });
  const entry = {
    schema: 2 as const,
    id: '001772625600000-abc',
    capability: 'balancing',
    subject: 'checkout/web',
    atMs: noonMs,
    signal: { kind: 'tick' as const, id: 't', atMs: null, dryRun: false },
    observation,
    decision: decide(observation),
    outcome: { is: 'applied' as const, because: null },
  };
  const lines = (await entryLines(entry, (_, text) => text)).join('\n');
  expect(lines).toContain('weights blue 500, green 500 -> blue 599, green 400   applied');
  expect(lines).toContain('> overrides -> blue 599, green 400: blue is pinned at 60 % by hand: a test');
  expect(lines).toContain('input    green: 2 healthy, 1 unhealthy, 0 draining; requests 600');
  expect(lines).toContain('input    reservation: 500 capacity units, being worked on; decreases left today: 1');
  expect(lines).toContain('input    override: pin blue at 60 % until 2026-03-04 12:01:00Z: a test');
});
