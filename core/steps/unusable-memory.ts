import { UnusableMemory } from '../model/errors.ts';

/** Whose memory it is, and what broke on it. */
interface BrokenOn {
  readonly capability: string;
  readonly subject: string;
  readonly error: unknown;
}

/** A memory on which deciding or observing breaks, and without which it does not; with what helps. */
export function unusableMemory({ capability, subject, error }: BrokenOn): UnusableMemory {
  const says = `what is remembered of the ${capability} of "${subject}" cannot be decided on (${String(error)})`;
  return new UnusableMemory(`${says}; delete its item MEMORY from the table, and it is learned anew`, { cause: error });
}
