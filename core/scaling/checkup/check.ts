import type { Found } from '../../model/verdict.ts';
import type { ScalableConfig } from '../config/scalable.ts';

/** The right that a role needs on one target, and the tags by which it may have it. */
export interface Acts {
  readonly actions: readonly string[];
  readonly resourceArn: string;
  readonly tags: Readonly<Record<string, string>>;
  /** What it needs on what belongs to the target, and has its tags; left out where it needs nothing. */
  readonly besides?: { readonly actions: readonly string[]; readonly resourceArn: string };
}

/** What is checked of targets of one kind before Headroom scales them. `Facts` is what AWS tells of one. */
export interface TargetChecks<Facts> {
  /** Keyed by what is looked at; each answers with everything that it found. */
  readonly checks: Readonly<Record<string, (facts: Facts, config: ScalableConfig) => readonly Found[]>>;
  /** What the role that scales must be allowed; null where the target is not there. */
  acts(facts: Facts): Acts | null;
}
