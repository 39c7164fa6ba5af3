import { Refusal } from '../../../../core/model/errors.ts';

/** Throws what is told where a target's kind has no pool of prepared units. */
export function noPool(): never {
  throw new Refusal('targets of this kind have no pool of prepared units; leave warmPool out');
}
