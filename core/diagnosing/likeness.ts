import type { ResourceKind } from './config/kinds.ts';

/** What is known beforehand of the queue of something that is read, while nobody counts who waits. */
export interface Likeness {
  /** How long it is, beside that of exponential times. */
  readonly spread: number;
  /** What that may be off by: a standard deviation, as a share. */
  readonly off: number;
}

/**
 * A processor shares its time among all that ask for it. Then the queue hangs on how much is asked for alone, and not on how
 * times vary (L. Kleinrock, Queueing Systems, volume 2, 1976).
 */
const shared: Likeness = { spread: 1, off: 0.15 };
/** What serves one after the other has a queue the shorter, the more alike its times are: half as long where all are the same. */
const oneByOne: Likeness = { spread: 0.85, off: 0.25 };

export function likenessOf(kind: ResourceKind): Likeness {
  return kind === 'cpu' ? shared : oneByOne;
}
