import type { Found } from '../../model/verdict.ts';
import type { ScalableConfig } from '../config/scalable.ts';

/** The right that a role needs on one target, and the tags by which it may have it. */
export interface Acts {
  readonly actions: readonly string[];
  readonly resourceArn: string;
  readonly tags: Readonly<Record<string, string>>;
  /** What it needs on what belongs to the target, and has its tags; left out where it needs nothing. */
  readonly besides?: readonly Besides[];
}

/** A right beside that on the target itself. */
interface Besides {
  readonly actions: readonly string[];
  readonly resourceArn: string;
  /** What requests tell, by condition key, beside tags. @default nothing */
  readonly context?: Readonly<Record<string, string>>;
}

/** What is checked of targets of one kind before Headroom scales them. `Facts` is what AWS tells of one. */
export interface TargetChecks<Facts> {
  /** Keyed by what is looked at; each answers with everything that it found. */
  readonly checks: Readonly<Record<string, (facts: Facts, config: ScalableConfig) => readonly Found[]>>;
  /** What the role that scales must be allowed; null where the target is not there. */
  acts(facts: Facts): Acts | null;
}
