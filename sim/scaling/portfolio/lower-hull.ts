import type { Standing } from './standings.ts';

/** The lower convex hull from the cheapest to the safest: every vertex is safer, dearer and at a worse price than the last. */
export function lowerHull(all: readonly Standing[]): Standing[] {
  const sorted = [...all].sort((a, b) => a.violationPercent - b.violationPercent || a.costRatio - b.costRatio);
  const hull: Standing[] = [];
  for (const next of sorted) {
    const last = hull[hull.length - 1];
    if (last !== undefined && next.costRatio >= last.costRatio) continue;
    while (hull.length >= 2 && isAbove(hull[hull.length - 2] as Standing, hull[hull.length - 1] as Standing, next))
      hull.pop();
    hull.push(next);
  }
  return hull.reverse();
}

/** Whether the middle one lies on or above the line between the others. */
function isAbove(safe: Standing, middle: Standing, cheap: Standing): boolean {
  const share = (middle.violationPercent - safe.violationPercent) / (cheap.violationPercent - safe.violationPercent);
  return middle.costRatio >= safe.costRatio + share * (cheap.costRatio - safe.costRatio);
}
