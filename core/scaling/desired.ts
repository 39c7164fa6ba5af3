import type { Capacity } from './observation.ts';

/**
 * What scaling wants of one scalable, absolute. A noun and no number, so that more can be wanted beside the number: a new
 * field is optional where what is stored has none, and gets its line in `compared`.
 */
export interface Desired {
  /** Whole units of the target, 0 or more. */
  readonly units: number;
}

/** Every field that makes a difference. */
const compared: Readonly<Record<keyof Desired, true>> = { units: true };
const fields = Object.keys(compared) as readonly (keyof Desired)[];

/** Whether asking for the one is asking for the other. */
export function isSame(one: Desired, other: Desired): boolean {
  return fields.every((field) => one[field] === other[field]);
}

/** What is wanted, for a person. */
export function desiredText({ units }: Desired): string {
  return String(units);
}

/** What the target was last told, in the words in which something else can be wanted. */
export function askedOf({ asked }: Pick<Capacity, 'asked'>): Desired {
  return { units: asked };
}
