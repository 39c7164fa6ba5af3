import { Refusal } from '../../core/model/errors.ts';
import { tell } from '../../core/model/reason.ts';
import type { Looked, ScalingEntry } from './look-all.ts';

/** What one line of the log says about one look. */
export interface LookLine {
  readonly message: string;
  readonly correlation_id: string;
  readonly subject: string;
  readonly signal: string;
  readonly dryRun: boolean;
  readonly outcome: string;
  readonly because: string | null;
  readonly asked: number | null;
  readonly running: number | null;
  readonly desired: number | null;
  /** The policy or guard that settled it, and why. */
  readonly boundBy: string | null;
  readonly reason: string | null;
  readonly entry: string | null;
  readonly milliseconds: number;
}

/** A look as a line of the log. Nothing in it names a resource. */
export function tellLook(looked: Looked): LookLine {
  const { planned, entry } = looked;
  const { subject, signal } = planned;
  const outcome = outcomeOf(looked);
  return {
    message: `${subject}: ${outcome}`,
    correlation_id: signal.id,
    subject,
    signal: signal.kind,
    dryRun: signal.dryRun,
    outcome,
    because: becauseOf(looked),
    ...numbers(entry),
    entry: entry?.id ?? null,
    milliseconds: Math.round(looked.milliseconds * 10) / 10,
  };
}

function outcomeOf(looked: Looked): string {
  if (looked.entry !== null) return looked.entry.outcome?.is ?? 'intended';
  return looked.fault instanceof Refusal ? 'refused' : 'failed';
}

function becauseOf(looked: Looked): string | null {
  if (looked.entry === null) return String(looked.fault);
  const because = looked.entry.outcome?.because ?? null;
  return because === null ? null : tell(because);
}

function numbers(entry: ScalingEntry | null): Pick<LookLine, 'asked' | 'running' | 'desired' | 'boundBy' | 'reason'> {
  const binding = entry?.decision?.reasons[entry.decision.binding];
  return {
    asked: entry?.observation?.capacity.asked ?? null,
    running: entry?.observation?.capacity.running ?? null,
    desired: entry?.decision?.desired.units ?? null,
    boundBy: binding?.by ?? null,
    reason: binding === undefined ? null : tell(binding.because),
  };
}
