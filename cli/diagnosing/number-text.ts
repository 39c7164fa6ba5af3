import type { Estimate } from '../../core/diagnosing/diagnosis.ts';

/** Three digits, and no more zeros than are told. */
export function number(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return 'without end';
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

/** A number with what it lies between. */
export function interval({ value, low, high }: Estimate): string {
  return `${number(value)} (${number(low)} to ${number(high)})`;
}
