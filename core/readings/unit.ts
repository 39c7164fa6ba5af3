/** What a number counts. A share is of 1, a percent of 100; a unit that is none of these is not told at all. */
export const units = ['share', 'percent', 'per second', 'count', 'seconds', 'bytes'] as const;

export type Unit = (typeof units)[number];

const words: Readonly<Record<Unit, string>> = {
  share: '',
  percent: ' %',
  'per second': ' per second',
  count: '',
  seconds: ' s',
  bytes: ' bytes',
};

/** What stands behind a number of this unit in a sentence; nothing where the unit is not told, or is none of a word. */
export function unitWords(unit: Unit | null | undefined): string {
  return unit === null || unit === undefined ? '' : words[unit];
}
