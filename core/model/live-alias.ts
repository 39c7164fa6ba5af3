/**
 * The alias by which every function that looks or answers is invoked. A deploy moves it to the version that it has rehearsed, and
 * a person moves it back; what invokes a function by its bare name gets what was deployed last, served or not.
 * Why: docs/decisions/0055.
 */
export const liveAlias = 'live';

/** A function as it is invoked. */
export function liveName(functionName: string): string {
  return `${functionName}:${liveAlias}`;
}
