/** A point that something can be compared with. */
export interface Compared {
  readonly violationPercent: number;
  readonly costRatio: number;
}

/** The cheapest point with at most this violation; null where there is none. */
export function cheapestWithin<Point extends Compared>(
  points: readonly Point[],
  violationPercent: number,
): Point | null {
  let best: Point | null = null;
  for (const point of points) {
    if (point.violationPercent > violationPercent) continue;
    if (best === null || point.costRatio < best.costRatio) best = point;
  }
  return best;
}

/** F: what ours costs over what the cheapest peer costs that violates no more; null where every peer violates more. */
export function equalViolationRatio(ours: Compared, peers: readonly Compared[]): number | null {
  const peer = cheapestWithin(peers, ours.violationPercent);
  return peer === null ? null : ours.costRatio / peer.costRatio;
}
