import type { Allocation, Kept, Observation } from '../../core/balancing/observation.ts';
import type { Entry } from '../../core/model/entry.ts';
import { tell } from '../../core/model/reason.ts';

export type BalanceEntry = Entry<Observation, Allocation, Kept>;

/** A look as a line of the log. Nothing in it names a resource. */
export function tellBalance({ subject, signal, outcome, decision, id }: BalanceEntry): Record<string, unknown> & {
  readonly message: string;
} {
  const binding = decision?.reasons[decision.binding];
  const is = outcome?.is ?? 'intended';
  return {
    message: `${subject}: ${is}`,
    correlation_id: signal.id,
    subject,
    signal: signal.kind,
    dryRun: signal.dryRun,
    outcome: is,
    because: outcome?.because ? tell(outcome.because) : null,
    weights: decision?.desired.weights ?? null,
    boundBy: binding?.by ?? null,
    reason: binding === undefined ? null : tell(binding.because),
    entry: id,
  };
}
