import { describe, expect, it } from 'vitest';
import { parseService } from '../../../core/diagnosing/config/parse-service.ts';
import { decide } from '../../../core/diagnosing/decide.ts';
import { diagnose } from '../../../core/diagnosing/diagnose.ts';
import { diagnosing } from '../../../core/diagnosing/diagnosing.ts';
import type { Growth } from '../../../core/diagnosing/growth.ts';
import { diagnosingReport } from '../../../core/diagnosing/report.ts';
import { type RunsOut, runsOut } from '../../../core/diagnosing/runs-out.ts';
import { tellRunsOut } from '../../../core/diagnosing/tell-runs-out.ts';
import { blankMemory } from '../../../core/model/memory.ts';
import { tell } from '../../../core/model/reason.ts';
import { seeded } from '../../../core/model/seeded.ts';
import { aLook, aServiceInput } from './watched.ts';

const [hourMs, dayMs] = [3_600_000, 86_400_000];
/** A Monday. */
const fromMs = Date.UTC(2026, 10, 16);

/** Two weeks of hours, the highest of each day at two in the afternoon. */
const grows = (first: number, perDay: number, days = 14) =>
  Array.from({ length: 24 * days }, (_, hour) => {
    const wave = 0.6 + 0.4 * Math.cos((2 * Math.PI * (hour - 14)) / 24);
    return { atMs: fromMs + hour * hourMs, value: (first + perDay * Math.floor(hour / 24)) * wave };
  });
const connections = (share: Growth['load']) => [{ tier: 'db', resource: 'connections', share }];

const found = diagnose(aLook().readings, seeded());
/** The processor of `db` gives out at 100 requests per second, to the last digit: an hour of a day hangs on one percent. */
const known = {
  ...found,
  limits: found.limits.map((limit) => ({ ...limit, saturation: { ...limit.saturation, value: 100 } })),
};
const unknown = { ...known, verdict: { is: 'unknown', missing: [] } } as const;
const dayOf = (foreseen: RunsOut | null) =>
  foreseen?.is === 'ahead' ? Math.floor((foreseen.atMs - fromMs) / dayMs) : null;

describe('what runs out', () => {
  it('is the limit of the service, at the load at which it gives out', () => {
    const foreseen = runsOut({ load: grows(50, 3), used: [] }, known);
    expect(foreseen).toMatchObject({ is: 'ahead', what: 'cpu of db', tier: 'db', unit: 'requests per second' });
    expect(dayOf(foreseen)).toBe(17);
    expect(foreseen?.is === 'ahead' && new Date(foreseen.atMs).getUTCHours()).toBe(14);
  });

  it('is a resource that fills by itself, where that is sooner', () => {
    const used = connections(grows(0.5, 0.03));
    const foreseen = runsOut({ load: grows(50, 1), used }, known);
    expect(foreseen).toMatchObject({ is: 'ahead', what: 'connections of db', unit: 'percent' });
    expect(dayOf(foreseen)).toBe(17);
    expect(tell(tellRunsOut(foreseen as RunsOut))).toBe(
      'at this growth (3 percent more each day) connections of db gives out on Thursday 2026-12-03 14:00:00Z',
    );
    expect(runsOut({ load: grows(90, 2), used }, known)).toMatchObject({ what: 'cpu of db' });
  });

  it('is nothing only where all is known and nothing grows', () => {
    expect(runsOut({ load: grows(50, 0), used: [] }, known)).toEqual({ is: 'not-ahead' });
    expect(runsOut({ load: grows(50, 0, 2), used: [] }, known)).toEqual({ is: 'unknown', days: 2 });
    expect(runsOut({ load: grows(50, 0), used: connections(grows(0.5, 0, 1)) }, known)).toEqual({
      is: 'unknown',
      days: 1,
    });
    expect(runsOut({ load: grows(50, 0), used: connections(grows(0.5, 0)) }, unknown)).toBeNull();
    expect(runsOut({ load: [], used: [] }, unknown)).toBeNull();
  });

  it('is told of a resource though no limit is known, and one that nobody reads is not a reason to know less', () => {
    expect(runsOut({ load: [], used: connections(grows(0.5, 0.03)) }, unknown)).toMatchObject({ is: 'ahead' });
    expect(runsOut({ load: grows(50, 0), used: connections([]) }, known)).toEqual({ is: 'not-ahead' });
  });
});

describe('a look', () => {
  const look = aLook({ growth: { load: grows(50, 3), used: [] } });
  const first = decide(look);
  const gauges = (entry: object) =>
    diagnosingReport.gauges?.({ subject: 'checkout', atMs: look.atMs, ...entry } as never);

  it('finds what runs out, says when, and draws the hours until then', async () => {
    expect(first.desired.findings).toContainEqual(
      expect.objectContaining({ id: 'growth', kind: 'saturation', tier: 'db' }),
    );
    expect(first.reasons.find(({ by }) => by === 'growth')?.because).toMatchObject({ what: 'cpu of db' });
    const atMs = first.desired.runsOut?.is === 'ahead' ? first.desired.runsOut.atMs : 0;
    const hours = (decision: object | null) =>
      gauges({ atMs: atMs - 5 * hourMs, decision })?.then(({ values }) => values);
    expect(await hours(first)).toEqual({ hoursUntilSaturation: 5 });
    expect(await hours({ desired: { runsOut: { is: 'not-ahead' } } })).toEqual({ hoursUntilSaturation: 720 });
    expect(await hours({ desired: { runsOut: { is: 'unknown', days: 1 } } })).toEqual({});
    expect(await hours(null)).toEqual({});
  });

  it('keeps what was foreseen until growth is read again', () => {
    const later = decide({ ...look, growth: null, memory: { ...blankMemory, kept: first.keep } });
    expect(later.desired.runsOut).toEqual(first.desired.runsOut);
    expect(later.keep.foreseen).toEqual(first.keep.foreseen);
  });

  it('reads growth every six hours, for a service that wants to know', async () => {
    const spans: number[] = [];
    const observe = async (objective: object | null, readAtMs: number | null) => {
      spans.length = 0;
      const world = diagnosing({
        service: async () => parseService('checkout', { ...aServiceInput, objective } as never),
        read: async (_, span) => {
          spans.push((span.toMs - span.fromMs) / dayMs);
          return { samples: [], trouble: 'silent', periodSeconds: 60 } as never;
        },
        findings: { list: async () => [], put: async () => {} } as never,
      });
      const kept = { ...first.keep, foreseen: { readAtMs, runsOut: null } };
      const { growth } = await world.observe('checkout', { ...blankMemory, kept }, look.atMs);
      return growth === null ? 0 : Math.max(...spans);
    };
    const promised = { availability: 99.9 };
    expect(await observe(promised, null)).toBe(14);
    expect(await observe(promised, look.atMs - 6 * hourMs)).toBe(14);
    expect(await observe(promised, look.atMs - 5 * hourMs)).toBe(0);
    expect(await observe({ ...promised, saturationAheadDays: null }, null)).toBe(0);
    expect(await observe(null, null)).toBe(0);
  });
});
