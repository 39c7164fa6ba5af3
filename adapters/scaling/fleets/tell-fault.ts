import { becauseOf } from '../../../core/because-of.ts';

/** What a person reads of an error. */
export type TellFault = (error: unknown) => string;

/** Name and message, with nothing secret in them. */
export const maskedFault: TellFault = (error) => becauseOf(error).error;

/** Why a kind of thing is not among what was found. */
export function notLookedAt(what: string, fault: string): string {
  return `${what} were not looked at: ${fault}`;
}
