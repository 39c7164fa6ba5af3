import { becauseOf } from '../because-of.ts';
import type { CapabilityName } from '../model/capability-name.ts';
import type { Entry } from '../model/entry.ts';
import { Refusal } from '../model/errors.ts';
import type { Outcome } from '../model/outcome.ts';
import { tell } from '../model/reason.ts';
import type { Signal } from '../model/signal.ts';
import type { Looked } from './looked.ts';

type Fact = string | number | boolean | null | object;

/** What one capability tells of a look beside what is told of every look. Nothing in it names a resource. */
export type Facts = Readonly<Record<string, Fact>>;

/** One line of the log. */
export type Line = Facts & { readonly message: string };

/** What one line of the log says about a look, whatever it was at. */
type LookLine = Line & {
  readonly correlation_id: string;
  readonly capability: CapabilityName;
  readonly subject: string;
  readonly signal: Signal['kind'];
  readonly dryRun: boolean;
  readonly outcome: Outcome['is'] | 'intended';
  readonly because: string | null;
  /** The policy or guard that settled it, and why. */
  readonly boundBy: string | null;
  readonly reason: string | null;
  readonly entry: string | null;
  readonly milliseconds: number;
};

/** What is wrong with a message, as a line of the log; `messageId` is null where it came by no queue. */
export function tellFault({ message }: Error, messageId: string | null): Line {
  return { message, correlation_id: messageId ?? 'none' };
}

/** A look as a line of the log. */
export function tellLook<E extends Entry>(
  looked: Looked<E>,
  { capability, facts }: { readonly capability: CapabilityName; facts(entry: E | null): Facts },
): LookLine {
  const { planned, entry } = looked;
  const { subject, signal } = planned;
  const outcome = outcomeOf(looked);
  const binding = entry?.decision?.reasons[entry.decision.binding];
  return {
    message: `${subject}: ${outcome}`,
    correlation_id: signal.id,
    capability,
    subject,
    signal: signal.kind,
    dryRun: signal.dryRun,
    outcome,
    because: reasonOf(looked),
    ...facts(entry),
    boundBy: binding?.by ?? null,
    reason: binding === undefined ? null : tell(binding.because),
    entry: entry?.id ?? null,
    milliseconds: Math.round(looked.milliseconds * 10) / 10,
  };
}

function outcomeOf(looked: Looked): LookLine['outcome'] {
  if (looked.entry !== null) return looked.entry.outcome?.is ?? 'intended';
  return looked.fault instanceof Refusal ? 'refused' : 'failed';
}

function reasonOf(looked: Looked): string | null {
  if (looked.entry === null) return becauseOf(looked.fault).error;
  const because = looked.entry.outcome?.because ?? null;
  return because === null ? null : tell(because);
}
