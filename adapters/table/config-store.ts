/** The subjects of one capability, for those who list them. */
export interface Subjects {
  /** Every one by name, with the JSON text of its config; null where nobody configures such. */
  all(): Promise<ReadonlyMap<string, string | null>>;
}

/** The configs of one capability's subjects, each with the owner (what of a stack has written it). */
export interface ConfigStore<Config> extends Subjects {
  /** Writes a config. Rejects with `Refusal` where another owner has configured the subject. */
  put(config: Config, owner: string): Promise<void>;
  /** Takes a config away. Does nothing where there is none, or where it is another owner's. */
  delete(name: string, owner: string): Promise<void>;
}
