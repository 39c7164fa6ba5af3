import type { BalanceConfig } from '../../core/balancing/config/balance.ts';
import type { Allocation, Kept, Observation } from '../../core/balancing/observation.ts';
import type { Entry } from '../../core/model/entry.ts';
import { Refusal } from '../../core/model/errors.ts';
import { type DecisionRow, lastBecause } from './decision-row.ts';

/** What the table tells of a balance: weights where a scalable has units, and healthy units for what runs. */
export function balanceRow(
  balance: string,
  config: BalanceConfig | Refusal,
  last: Entry | null,
  nowMs: number,
): DecisionRow {
  const entry = last as Entry<Observation, Allocation, Kept> | null;
  const groups = Object.entries(entry?.observation?.groups ?? {});
  const weights = Object.entries(entry?.decision?.desired.weights ?? {});
  return {
    scalable: `${balance} (weights)`,
    mode: config instanceof Refusal ? 'unreadable' : config.mode,
    asked: listed(groups.map(([name, { weight }]) => `${name} ${weight ?? 'out'}`)),
    running: listed(groups.map(([name, { healthy }]) => `${name} ${healthy}`)),
    desired: listed(weights.map(([name, weight]) => `${name} ${weight ?? 'out'}`)),
    outcome: entry === null ? 'not looked at yet' : (entry.outcome?.is ?? 'intended'),
    because: config instanceof Refusal ? config.message : lastBecause(entry),
    ageSeconds: entry === null ? null : Math.max(0, Math.round((nowMs - entry.atMs) / 1000)),
  };
}

function listed(told: readonly string[]): string | null {
  return told.length === 0 ? null : told.join(', ');
}
