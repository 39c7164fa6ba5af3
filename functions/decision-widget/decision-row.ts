import type { ConfigRead } from '../../adapters/scaling/read-config.ts';
import type { Entry } from '../../core/model/entry.ts';
import { Refusal } from '../../core/model/errors.ts';
import { tell } from '../../core/model/reason.ts';
import type { ScalingEntry } from '../../core/scaling/scaling-entry.ts';

/** One scalable in the table. */
export interface DecisionRow {
  readonly scalable: string;
  readonly mode: string;
  /** Units; weights by group for a balance. */
  readonly asked: number | string | null;
  readonly running: number | string | null;
  readonly desired: number | string | null;
  readonly outcome: string;
  readonly because: string;
  /** Since its last look; null where there was none yet. */
  readonly ageSeconds: number | null;
}

/** What the table tells of a scalable, from its config and its last entry. */
export function decisionRow(scalable: string, config: ConfigRead, last: Entry | null, nowMs: number): DecisionRow {
  const entry = last as ScalingEntry | null;
  return {
    scalable,
    mode: config instanceof Refusal ? 'unreadable' : config.mode,
    asked: entry?.observation?.capacity.asked ?? null,
    running: entry?.observation?.capacity.running ?? null,
    desired: entry?.decision?.desired.units ?? null,
    outcome: entry === null ? 'not looked at yet' : (entry.outcome?.is ?? 'intended'),
    because: config instanceof Refusal ? config.message : lastBecause(entry),
    ageSeconds: entry === null ? null : Math.max(0, Math.round((nowMs - entry.atMs) / 1000)),
  };
}

/** Why a look ended as it did, or what settled it. */
export function lastBecause(entry: Entry | null): string {
  if (entry?.outcome?.because) return tell(entry.outcome.because);
  const binding = entry?.decision?.reasons[entry.decision.binding];
  return binding === undefined ? '' : `${binding.by}: ${tell(binding.because)}`;
}
