/** How a pool of prepared units is set at its provider. */
export interface PoolSet {
  /** Units that stand prepared however many run. */
  readonly minSize: number;
  /** What running and pool together are to be; null where that is the most that may run. */
  readonly prepared: number | null;
  readonly poolState: 'Stopped' | 'Hibernated' | 'Running';
  readonly reuseOnScaleIn: boolean;
}

export function isSameSet(one: PoolSet | null, other: PoolSet | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.minSize === other.minSize &&
    one.prepared === other.prepared &&
    one.poolState === other.poolState &&
    one.reuseOnScaleIn === other.reuseOnScaleIn
  );
}
