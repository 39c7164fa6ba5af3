/** A function behind an alias, as far as its memory goes. */
export interface AliasedFunction {
  /** The memory of the version that the alias serves with most of its calls. */
  readonly main: string;
  /** The memory of the version that a share of the calls goes to; null where there is none. */
  readonly young: string | null;
  /** The memory of what would be published now. */
  readonly latest: string;
}

/** The next call of a change of memory. */
export type VersionCall = 'configure' | 'publish-and-share' | 'give-all' | 'take-back';

/**
 * What is to be done next for an alias to have a memory; null where it has it. Another memory is configured, published as a
 * version, given a share of the calls, then all of them. Where the alias has it already, as it does on the way back, the share
 * is taken back, and what would be published gets it again.
 */
export function nextVersion({ main, young, latest }: AliasedFunction, to: string): VersionCall | null {
  if (main === to) {
    if (young !== null) return 'take-back';
    return latest === to ? null : 'configure';
  }
  if (young !== null) return young === to ? 'give-all' : null;
  return latest === to ? 'publish-and-share' : 'configure';
}
