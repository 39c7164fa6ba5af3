/** What a number counts. A share is of 1, a percent of 100; a unit that is none of these is not told at all. */
export const units = ['share', 'percent', 'per second', 'count', 'seconds', 'bytes'] as const;

export type Unit = (typeof units)[number];
