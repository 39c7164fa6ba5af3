import * as z from 'zod/mini';
import { InvalidInput } from '../../../../model/errors.ts';
import { positive, seconds } from '../../../../schema/fields.ts';
import { asking } from './asking.ts';

/** One way to ask for capacity, and for how long what it needs is kept. */
export interface Way {
  readonly asking: Readonly<z.output<typeof asking>>;
  readonly holdSeconds: number;
}

/** One way of several, whose mean is asked for. */
const weighedWay = z.strictObject({
  asking,
  /** Goes down only to the highest need of this long. */
  holdSeconds: seconds(),
  /** How much it counts in the mean, where the first counts 1. */
  weight: positive(),
});
export type WeighedWay = Readonly<z.output<typeof weighedWay>>;

/**
 * Further ways to ask, each with a hold of its own. Where there are some, units are asked for by the mean of what all of them
 * keep: ways that are unlike are seldom wrong at once. Why: docs/decisions/0086.
 */
export const otherWays = z.optional(z.array(weighedWay));

/** Ways as they are written: the first, and others. */
export interface Ways extends Way {
  readonly others?: WeighedWay[] | undefined;
}

/** All ways with their weights, the first before the others. */
export function waysOf({ asking: first, holdSeconds, others = [] }: Ways): readonly WeighedWay[] {
  return [{ asking: first, holdSeconds, weight: 1 }, ...others];
}

/**
 * What a way is called among unlike ones: how it asks, how long it holds, which expectile it forecasts, and by which season it
 * goes. Ways of one kind differ by how much they put on top, and are wrong together; so of each kind one counts, and its hold
 * outlasts another's taking its place.
 */
export function kindOf({ asking: { by, ...knobs }, holdSeconds }: Way): string {
  return [
    by,
    holdSeconds,
    ...('expectile' in knobs ? [knobs.expectile] : []),
    ...('days' in knobs ? [knobs.days] : []),
  ].join(' ');
}

/** Each kind counts once. Throws `InvalidInput` naming the way that is there before. */
export function checkWays(ways: Ways, field: string): void {
  const kinds = waysOf(ways).map(kindOf);
  kinds.forEach((kind, index) => {
    const before = kinds.indexOf(kind);
    if (before === index) return;
    const other = before === 0 ? 'asking' : `others[${before - 1}]`;
    throw new InvalidInput(
      `${field}.others[${index - 1}]`,
      `it asks and holds like ${other} (${kind}), so both would be wrong together; leave one out, or change its holdSeconds`,
    );
  });
}
