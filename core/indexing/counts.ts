/** What a server had counted of each statement at a look: calls, milliseconds, rows. */
export type Counts = Readonly<Record<string, readonly [calls: number, totalMs: number, rows: number]>>;
