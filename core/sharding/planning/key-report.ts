/** What one process of an application spent on keys: all of it by slot, and its heaviest keys. */
export interface KeyReport {
  readonly atMs: number;
  /** Milliseconds in transactions. */
  readonly slots: readonly (readonly [slot: number, ms: number])[];
  /** At least so many of its slot's milliseconds were this key's. */
  readonly keys: readonly (readonly [key: string, slot: number, ms: number])[];
}

/** The heaviest key of each slot over all reports, with the least part of the slot's time that is surely its. */
export function heaviestKeys(
  reports: readonly KeyReport[],
): Map<number, { readonly key: string; readonly part: number }> {
  const totals = new Map<number, number>();
  const keys = new Map<string, { readonly slot: number; ms: number }>();
  for (const report of reports) {
    for (const [slot, ms] of report.slots) totals.set(slot, (totals.get(slot) ?? 0) + ms);
    for (const [key, slot, ms] of report.keys) keys.set(key, { slot, ms: (keys.get(key)?.ms ?? 0) + ms });
  }
  const heaviest = new Map<number, { readonly key: string; readonly part: number }>();
  for (const [key, { slot, ms }] of keys) {
    const total = totals.get(slot) ?? 0;
    const part = total === 0 ? 0 : Math.min(1, ms / total);
    if (part > (heaviest.get(slot)?.part ?? 0)) heaviest.set(slot, { key, part });
  }
  return heaviest;
}
