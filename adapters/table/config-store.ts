import type { Claim } from '../../core/model/claim.ts';

/** The subjects of one capability, for those who list them. */
export interface Subjects {
  /** Every one by name, with the JSON text of its config; null where nobody configures such. */
  all(): Promise<ReadonlyMap<string, string | null>>;
}

/** What a subject is to have to itself. */
export interface Claiming extends Claim {
  /** Tells this claim from all others. */
  readonly id: string;
  /** Other subjects of the same stack that stay there and may claim the same, as far as was known before the deploy. */
  readonly besides: readonly string[];
}

/** The configs of one capability's subjects, each with the owner (what of a stack has written it). */
export interface ConfigStore<Config> extends Subjects {
  /**
   * Writes a config, with what it claims. Rejects with `Refusal` where another stack has configured the subject, or where
   * another subject has the claim.
   */
  put(config: Config, owner: string, claiming?: Claiming | null): Promise<void>;
  /**
   * Takes away what this owner has configured under this claim. Does nothing where there is none, where it is another
   * owner's, or where the owner has put it under another claim since.
   */
  delete(name: string, owner: string, claim?: string | null): Promise<void>;
}
