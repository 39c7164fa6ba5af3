import type { Capacity } from '../observation.ts';
import { type Marks, markLength, type PoolTold } from './pool-told.ts';

/** Who has had the long start. */
export interface Started {
  /** Units: those that serve or stand ready, and of those on their way those that did before. */
  readonly units: number;
  readonly marks: Marks | null;
}

/**
 * Follows who has had the long start to this look. A unit on its way to serving, or into the pool, is told alike whether it
 * was launched or comes from where it was ready: whoever served or stood ready at a look has had it. Where none are followed,
 * those that start in a place count as started from the pool, and those on their way into it as launched.
 * Why: docs/decisions/0062.
 */
export function followUnits(
  { ready, units }: Pick<PoolTold, 'ready' | 'units'>,
  { running, inFlight, unplaced = 0 }: Pick<Capacity, 'running' | 'inFlight' | 'unplaced'>,
  before: Marks | null,
): Started {
  if (units === null) return { units: running + ready + inFlight - unplaced, marks: null };
  const known = new Set(each(before ?? ''));
  const onTheirWay = each(units.starting + units.coming).filter((mark) => known.has(mark));
  return { units: running + ready + onTheirWay.length, marks: units.serving + units.ready + onTheirWay.join('') };
}

function each(marks: Marks): string[] {
  return Array.from({ length: marks.length / markLength }, (_, index) =>
    marks.slice(index * markLength, (index + 1) * markLength),
  );
}
