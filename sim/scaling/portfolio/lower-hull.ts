import type { Merit } from './merits.ts';

/** The lower convex hull from the cheapest to the safest: every vertex is safer, dearer and at a worse price than the last. */
export function lowerHull(all: readonly Merit[]): Merit[] {
  const sorted = [...all].sort((a, b) => a.violationPercent - b.violationPercent || a.costRatio - b.costRatio);
  const hull: Merit[] = [];
  for (const next of sorted) {
    const last = hull[hull.length - 1];
    if (last !== undefined && next.costRatio >= last.costRatio) continue;
    while (hull.length >= 2 && isAbove(hull[hull.length - 2] as Merit, hull[hull.length - 1] as Merit, next))
      hull.pop();
    hull.push(next);
  }
  return hull.reverse();
}

/** Whether the middle one lies on or above the line between the others. */
function isAbove(safe: Merit, middle: Merit, cheap: Merit): boolean {
  const share = (middle.violationPercent - safe.violationPercent) / (cheap.violationPercent - safe.violationPercent);
  return middle.costRatio >= safe.costRatio + share * (cheap.costRatio - safe.costRatio);
}
