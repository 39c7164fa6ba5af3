/** How a pool of prepared units is set at its provider. */
export interface PoolSet {
  /** Units that stand prepared however many run. */
  readonly minSize: number;
  /** What running and pool together are to be; null where that is the most that may run, 0 where it is `minSize` alone that counts. */
  readonly prepared: number | null;
  readonly poolState: 'Stopped' | 'Hibernated' | 'Running';
  readonly reuseOnScaleIn: boolean;
}

/** What running and pool together come to where so many are asked to run. `max` is the most that may run. */
export function togetherBy({ minSize, prepared }: PoolSet, asked: number, max: number | null): number {
  return Math.max(prepared ?? max ?? asked, asked + minSize);
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
