import { InvalidInput } from '../core/model/errors.ts';

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const part = /(\d+(?:\.\d+)?)([smhd])/g;

/** Reads `2h`, `30m`, `1d` or `1h30m` as milliseconds. Throws `InvalidInput` naming the option. */
export function parseDuration(option: string, text: string): number {
  const parts = [...text.matchAll(part)];
  const ms = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * unitMs[unit as keyof typeof unitMs], 0);
  if (parts.map(([whole]) => whole).join('') !== text || !(ms > 0)) {
    throw new InvalidInput(option, `"${text}" is no duration; write 30m, 2h, 1h30m or 1d`);
  }
  return ms;
}

/** A duration in its two largest units: `1h 30m`, `2d`, `45s`. */
export function tellDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const amounts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ];
  const first = amounts.findIndex(([amount]) => amount > 0);
  if (first < 0) return '0s';
  return amounts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount}${unit}`)
    .join(' ');
}
