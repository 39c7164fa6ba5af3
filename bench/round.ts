/** Three significant digits: more would only be noise. */
export function round(value: number): number {
  return Number(value.toPrecision(3));
}
