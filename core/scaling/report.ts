import type { Looked } from '../looking/looked.ts';
import type { Report } from '../looking/report.ts';
import { faultOf } from '../looking/settle.ts';
import type { News } from '../looking/sink.ts';
import type { Outcome } from '../model/outcome.ts';
import type { ScalingEntry } from './scaling-entry.ts';

/** What counting knows of a whole invocation of scaling. */
export interface ScalingOver {
  readonly isFullLook: boolean;
}

/** How looks at scalables are told and counted. */
export const scalingReport: Report<ScalingEntry, ScalingOver> = {
  capability: 'scaling',
  facts: (entry) => ({
    asked: entry?.observation?.capacity.asked ?? null,
    running: entry?.observation?.capacity.running ?? null,
    desired: entry?.decision?.desired.units ?? null,
  }),
  news: (entry) => (entry.outcome?.is === 'applied' ? capacityChanged(entry) : null),
  // Loaded with the first look, as what it needs is.
  gauges: async (entry) => (await import('./gauges-of.ts')).gaugesOf(entry),
  counts: {
    /** Looks at scalables. */
    Looks: { unit: 'Count', sum: () => 1 },
    /** Looks that have changed a capacity. */
    Changes: { unit: 'Count', sum: ended('applied') },
    /** Looks that ended in failure. */
    Failures: { unit: 'Count', sum: (looked) => (faultOf(looked) === null ? 0 : 1) },
    /** Looks that left the scalable to another that was at it. */
    Superseded: { unit: 'Count', sum: ended('superseded') },
    /** Looks at everything, and not only at what is being watched. */
    FullLooks: { unit: 'Count', logged: true, once: ({ isFullLook }) => (isFullLook ? 1 : 0) },
    /** The longest time that a scalable had not been looked at. */
    DecisionAgeSeconds: { unit: 'Seconds', most: ({ entry }) => decisionAgeSeconds(entry) },
    /** How long each look took. */
    LookMilliseconds: { unit: 'Milliseconds', each: ({ milliseconds }) => Math.round(milliseconds * 10) / 10 },
  },
};

/** Load balancing hears of it, and gives the units their share. */
function capacityChanged({ subject, observation, decision, id }: ScalingEntry): News {
  const detail = {
    scalable: subject,
    from: observation?.capacity.asked ?? null,
    to: decision?.change?.units ?? null,
    entry: id,
  };
  return { title: 'Capacity Changed', detail, atMs: null };
}

function ended(is: Outcome['is']): (looked: Looked) => number {
  return ({ entry }) => (entry?.outcome?.is === is ? 1 : 0);
}

function decisionAgeSeconds(entry: ScalingEntry | null): number {
  const lookedAtMs = entry?.observation?.memory.lookedAtMs ?? null;
  return entry === null || lookedAtMs === null ? 0 : (entry.atMs - lookedAtMs) / 1000;
}
