import type { Report } from '../looking/report.ts';
import { faultOf } from '../looking/settle.ts';
import type { News } from '../looking/sink.ts';
import type { Entry } from '../model/entry.ts';
import type { Found, Kept, Observation } from './observation.ts';
import type { RunsOut } from './runs-out.ts';
import { mostDaysAhead } from './saturation-forecast.ts';

export type DiagnosisEntry = Entry<Observation, Found, Kept>;

/** How looks at services are told and counted. */
export const diagnosingReport: Report<DiagnosisEntry, object> = {
  capability: 'diagnosing',
  facts: (entry) => {
    const { bottleneck = null } = entry?.decision?.desired ?? {};
    return {
      bottleneck: bottleneck?.what ?? null,
      saturation: bottleneck?.saturation ?? null,
      headroomPercent: bottleneck?.headroomPercent ?? null,
      unread: entry?.observation?.unread.length ?? null,
    };
  },
  news,
  gauges: async ({ subject, atMs, decision }) => ({
    subject,
    atMs,
    values: hoursLeft(decision?.desired.runsOut ?? null, atMs),
    boundBy: null,
    published: true,
  }),
  counts: {
    /** Looks at services. */
    ServiceLooks: { unit: 'Count', sum: () => 1 },
    /** Services that another resource limits now. */
    BottleneckChanges: { unit: 'Count', some: ({ entry }) => (entry !== null && changeIn(entry) !== null ? 1 : 0) },
    /** Services of which nobody can tell what limits them. */
    ServicesUnknown: { unit: 'Count', logged: true, sum: ({ entry }) => (isUnknown(entry) ? 1 : 0) },
    /** Looks at services that ended in failure. */
    ServiceFailures: { unit: 'Count', sum: (looked) => (faultOf(looked) === null ? 0 : 1) },
  },
};

function news(entry: DiagnosisEntry): News | null {
  const changed = changeIn(entry);
  if (changed === null) return null;
  const { bottleneck, before } = changed;
  const { what, ...more } = bottleneck;
  return {
    title: 'Bottleneck Changed',
    detail: { service: entry.subject, ...more, bottleneck: what, before, entry: entry.id },
    atMs: null,
  };
}

/** What limits a service now and did not before, once others have been told; null where that is as it was. */
function changeIn({ outcome, decision, observation }: DiagnosisEntry) {
  const { bottleneck = null } = decision?.desired ?? {};
  if (bottleneck === null || outcome?.is !== 'applied') return null;
  const before = observation?.memory.kept?.bottleneck?.what ?? null;
  return before === bottleneck.what ? null : { bottleneck, before };
}

function isUnknown(entry: DiagnosisEntry | null): boolean {
  return entry?.decision != null && entry.decision.desired.bottleneck === null;
}

/** Beyond what is foreseen nothing is known to run out: the graph stands at its top there, and has no point where nobody knows. */
function hoursLeft(runsOut: RunsOut | null, atMs: number): Readonly<Record<string, number>> {
  if (runsOut === null || runsOut.is === 'unknown') return {};
  const most = 24 * mostDaysAhead;
  return { hoursUntilSaturation: runsOut.is === 'ahead' ? Math.max(0, (runsOut.atMs - atMs) / 3_600_000) : most };
}
