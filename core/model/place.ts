/** Where something lives; null where that is not known, or not said. */
export interface Place {
  readonly account: string | null;
  readonly region: string | null;
}
