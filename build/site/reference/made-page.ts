/** A page that is made, and not written. */
export interface MadePage {
  /** Where it stands in the site. */
  readonly path: string;
  readonly text: string;
}
