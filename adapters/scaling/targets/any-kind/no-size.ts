import { Refusal } from '../../../../core/model/errors.ts';

/** Throws what is told where units of a target's kind have no size that could be changed. */
export function noSize(): never {
  throw new Refusal('units of targets of this kind have no size that could be changed; leave sizes out');
}
