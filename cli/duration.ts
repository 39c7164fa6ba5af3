import { InvalidInput } from '../core/model/errors.ts';

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
/** Sticky: it is tried where the part before ended and nowhere else, so that reading takes no longer than the text is long. */
const part = /(\d+(?:\.\d+)?)([smhd])/y;
/** Of a text that is not a duration, so much is told. */
const shown = 40;

/** Reads `2h`, `30m`, `1d` or `1h30m` as milliseconds. Throws `InvalidInput` naming the option. */
export function parseDuration(option: string, text: string): number {
  let ms = 0;
  part.lastIndex = 0;
  let end = 0;
  for (let found = part.exec(text); found !== null; found = part.exec(text)) {
    const [whole, amount, unit] = found;
    ms += Number(amount) * unitMs[unit as keyof typeof unitMs];
    end = found.index + whole.length;
  }
  if (end === text.length && ms > 0 && ms <= Number.MAX_SAFE_INTEGER) return ms;
  const told = text.length > shown ? `${text.slice(0, shown)}…` : text;
  throw new InvalidInput(option, `"${told}" is not a duration; write 30m, 2h, 1h30m or 1d`);
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
