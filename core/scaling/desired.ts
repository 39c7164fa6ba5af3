import { type FoundState, isSameState } from './found.ts';
import type { Capacity } from './observation.ts';
import { isSameSet, type PoolSet } from './pool/pool-set.ts';

/**
 * What scaling wants of one scalable, absolute. A noun and no number, so that more can be wanted beside the number: a new
 * field is optional where what is stored has none, and gets its line in `compared`.
 */
export interface Desired {
  /** Whole units of the target, 0 or more. */
  readonly units: number;
  /** Whole units to run and stand prepared together; left out where nothing is to be done about a pool. */
  readonly prepared?: number;
  /** How the pool is to be left, null for none; left out where it is not to be given back. */
  readonly putBack?: PoolSet | null;
  /** The size that units are to have next; left out where nothing is to be done about it. */
  readonly size?: string;
  /** How the target is to be left that is scaled no more; left out while it is. */
  readonly release?: FoundState;
}

type Compare = (one: Desired, other: Desired) => boolean;

/** Every field that makes a difference. */
const compared: Readonly<Record<keyof Desired, Compare>> = {
  units: (one, other) => one.units === other.units,
  prepared: (one, other) => one.prepared === other.prepared,
  putBack: ({ putBack: one }, { putBack: other }) =>
    one === undefined || other === undefined ? one === other : isSameSet(one, other),
  size: (one, other) => one.size === other.size,
  release: ({ release: one }, { release: other }) =>
    one === undefined || other === undefined ? one === other : isSameState(one, other),
};
const comparing = Object.values(compared);

/** Whether asking for the one is asking for the other. */
export function isSame(one: Desired, other: Desired): boolean {
  return comparing.every((same) => same(one, other));
}

/** What is wanted, for a person. */
export function desiredText({ units, prepared, putBack, size, release }: Desired): string {
  if (release !== undefined) return 'as it was found';
  const given = putBack === undefined ? '' : ', and the pool as it was';
  const sized = size === undefined ? '' : ` x ${size}`;
  return `${units}${sized}${prepared === undefined || prepared <= units ? '' : ` of ${prepared} prepared`}${given}`;
}

/** What the target was last told, in the words in which something else can be wanted. */
export function askedOf({ asked }: Pick<Capacity, 'asked'>): Desired {
  return { units: asked };
}
