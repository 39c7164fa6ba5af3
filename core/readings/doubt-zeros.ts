import { counted } from '../model/counted.ts';
import type { Sample } from './reading.ts';
import type { Unit } from './unit.ts';

/** From which on a utilisation is busy, in the units that tell one: what fades out passes below it before it is 0. */
const busyFrom: Partial<Record<Unit, number>> = { share: 0.1, percent: 10 };

/** How long a 0 must last that came at once after a busy period, and how many periods at least. */
const doubtedMs = 600_000;
const doubtedPeriods = 3;

interface Doubted {
  readonly samples: readonly Sample[];
  /** Why some are late; null where all are as they were told. */
  readonly trouble: string | null;
}

/**
 * Units that run are never exactly idle in the period after they were busy: such a 0 is likelier a broken metric than an
 * idle fleet. It counts as late until it has lasted, so that it lowers nothing; then it is believed.
 * Why: docs/decisions/0027.
 */
export function doubtZeros(samples: readonly Sample[], unit: Unit | null, periodMs: number): Doubted {
  const busy = unit === null ? undefined : busyFrom[unit];
  if (busy === undefined || !samples.some((sample) => sample.is === 'value' && sample.value === 0)) {
    return { samples, trouble: null };
  }
  const believedMs = Math.max(doubtedMs, doubtedPeriods * periodMs);
  let busyUntilMs: number | null = null;
  let doubted = 0;
  const sorted = samples.map((sample): Sample => {
    if (sample.is !== 'value') return sample;
    if (sample.value !== 0) busyUntilMs = sample.value >= busy ? sample.atMs + periodMs : null;
    if (sample.value !== 0 || busyUntilMs === null || sample.atMs + periodMs - busyUntilMs >= believedMs) return sample;
    doubted++;
    return { is: 'late', atMs: sample.atMs };
  });
  return { samples: sorted, trouble: doubted === 0 ? null : tell(doubted, believedMs) };
}

function tell(doubted: number, believedMs: number): string {
  return `${counted(doubted, 'point')} of exactly 0 right after a busy one; not believed until that lasts ${believedMs / 60_000} min`;
}
