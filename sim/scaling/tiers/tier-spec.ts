/** One tier of a made-up service, from the front to the back. */
export interface TierSpec {
  readonly name: string;
  /** Seconds from being asked for to serving. */
  readonly leadSeconds: number;
  /** How many of its requests one request of the tier before it makes; of the first, one that arrives. */
  readonly visits: number;
  /** What a unit costs, in any money, an hour. */
  readonly unitPrice: number;
  /** Connections that a unit holds open to the tier behind it; 0 for none. */
  readonly connectionsPerUnit: number;
  /** Connections that a unit takes; null where it limits none. */
  readonly takesPerUnit: number | null;
}

/**
 * A web tier, what it calls, and a database of readers. Leads are those of containers, of machines, and of database
 * instances; a reader takes as many connections as three units hold, where one and a half would do at equal load.
 */
export const threeTiers: readonly TierSpec[] = [
  { name: 'shop/web', leadSeconds: 60, visits: 1, unitPrice: 1, connectionsPerUnit: 0, takesPerUnit: null },
  { name: 'shop/app', leadSeconds: 180, visits: 1, unitPrice: 1, connectionsPerUnit: 20, takesPerUnit: null },
  { name: 'shop/db', leadSeconds: 900, visits: 0.5, unitPrice: 3, connectionsPerUnit: 0, takesPerUnit: 36 },
];
