/** What of a resource is there now. */
export interface Count {
  readonly now: number;
  /** Whether a change would be made; where not, it is forgotten without a word. */
  readonly isActive: boolean;
}

/** A dimension that is scaled, by what the emulator has of the service itself. */
export interface Dimension {
  readonly most: number;
  /** Null where there is no such resource. */
  count(resourceId: string): Promise<Count | null>;
  /** Leads to so many, or as near as what it may remove allows. */
  move(resourceId: string, to: number): Promise<void>;
}

/** By the name that Application Auto Scaling has for each. */
export type Dimensions = Readonly<Record<string, Dimension>>;
