import type * as z from 'zod/mini';
import type { Unit } from '../unit.ts';

/** What a part of any kind has; when its points come, and what each of them is over. */
interface PartFields {
  readonly periodSeconds: number;
  /** How long after its period's end a point may take to appear. */
  readonly delaySeconds: number;
}

/** What the core and the alarms ask of any source. The rest belongs to its kind. */
export interface SourceContract<Part> {
  /** Whether an alarm can watch it. What none can watch is looked at by every tick. */
  readonly wakes: boolean;
  /** What people call it, e.g. the name of a metric. */
  name(part: Part): string;
  /** What one point counts, before any scale; null where that is not known. */
  unit(part: Part): Unit | null;
  /** Whether points add up: over a period twice as long they are twice as large. */
  adds(part: Part): boolean;
  /** Whether it is silent while there is nothing to tell, so that its silence is not a loss. */
  isSparse(part: Part): boolean;
  /** Whether it tells what arrives while nothing runs that could serve it; null where that is not known. */
  speaksAtZero(part: Part): boolean | null;
  /** Whether its silence is told as 0 whatever happens, so that a sum with it goes on. */
  zeroIsTold(part: Part): boolean;
  /** Whether it may tell its last value on and on after nobody measures it any more, as a gauge does that nobody sets. */
  holdsLast(part: Part): boolean;
  /** What tells how much of the same is being worked on, where this tells what waits; null where nothing is known to. */
  inHand<One extends Part>(part: One): One | null;
  /** The shortest periods, its own at least, in which it still tells what was so long ago. */
  keptPeriodSeconds(part: Part, agoMs: number): number;
}

/** A kind of source: what its parts are made of, and the contract. */
export interface SourceKindOf<Schema extends z.ZodMiniObject & z.ZodMiniType<PartFields>>
  extends SourceContract<Readonly<z.output<Schema>>> {
  readonly schema: Schema;
}
