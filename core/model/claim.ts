/** What the config of a subject claims for that subject alone, for as long as it is configured. */
export interface Claim {
  /** The same text exactly where the same thing is claimed. It may hold an account number, so nobody is told it. */
  readonly identity: string;
  /** What is claimed, for people. */
  readonly what: string;
}
