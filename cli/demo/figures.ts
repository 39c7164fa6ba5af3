import type { DemandDay } from './demand-day.ts';
import type { PlayedDay } from './replay-day.ts';
import type { Sizing } from './sizing.ts';

/** What a replayed day came to, in numbers. */
export interface Figures {
  /** Minutes with a measured demand. */
  readonly points: number;
  readonly decisions: number;
  readonly changes: number;
  readonly minCapacity: number;
  readonly maxCapacity: number;
  /** Percent of the day's demand that was more than the running units take at their target. */
  readonly underProvisionedPercent: number;
  /** Running unit-minutes over needed ones, percent above. */
  readonly overProvisionedPercent: number;
}

/** Counts what a replayed day came to. */
export function figures(day: DemandDay, played: PlayedDay, sizing: Sizing): Figures {
  const { asked, looks } = played;
  return {
    points: day.perMinute.filter((demand) => demand !== null).length,
    decisions: looks.length,
    changes: looks.filter(({ askedBefore, askedAfter }) => askedAfter !== askedBefore).length,
    minCapacity: Math.min(...asked),
    maxCapacity: Math.max(...asked),
    ...provisioning(day, played.running, sizing),
  };
}

function provisioning({ perMinute }: DemandDay, running: readonly number[], { requestsPerUnit }: Sizing) {
  let [demanded, lacking, spare] = [0, 0, 0];
  for (const [minute, demand] of perMinute.entries()) {
    if (demand === null) continue;
    const room = (running[minute] ?? 0) * requestsPerUnit;
    demanded += demand;
    lacking += Math.max(0, demand - room);
    spare += Math.max(0, room - demand);
  }
  return { underProvisionedPercent: percent(lacking, demanded), overProvisionedPercent: percent(spare, demanded) };
}

function percent(part: number, whole: number): number {
  return Math.round((part / whole) * 10_000) / 100;
}
