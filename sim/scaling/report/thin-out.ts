/** Most points of one line that a page is to hold. */
const mostPoints = 30_000;

/** How many steps one point of a plot stands for. */
export function stepsPerPoint(steps: number): number {
  return Math.ceil(steps / mostPoints);
}

/** One value for every `per` steps, by `pick`; four significant digits, null where there is none. */
export function thinOut(
  values: Float64Array | Int32Array,
  per: number,
  pick: (...values: number[]) => number,
): (number | null)[] {
  return Array.from({ length: Math.ceil(values.length / per) }, (_, point) => {
    const value = pick(...values.subarray(point * per, (point + 1) * per));
    return Number.isFinite(value) ? Number(value.toPrecision(4)) : null;
  });
}
