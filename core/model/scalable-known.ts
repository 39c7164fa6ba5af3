/** What other capabilities may know of a scalable, by what scaling remembers of it. */
export interface ScalableKnown {
  /** Units that it was last told to have; null where that is not known. */
  readonly asked: number | null;
  /** How long a unit takes from being asked for to serving, seconds, as the looks saw it; null before enough were seen. */
  readonly leadSeconds: number | null;
  /** Who moves the weights of its target groups besides; null where nobody is known to. */
  readonly movesWeights: string | null;
}
