import { counted } from '../../core/model/counted.ts';

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Bytes for people: `1.5 GB`. */
export function tellBytes(bytes: number): string {
  let amount = bytes;
  let unit = 0;
  while (amount >= 1000 && unit < units.length - 1) {
    amount /= 1000;
    unit++;
  }
  return `${amount >= 100 || unit === 0 ? Math.round(amount) : Math.round(amount * 10) / 10} ${units[unit]}`;
}

/** Dollars for people: cents up to ten dollars. */
export const tellDollars = (dollars: number): string => `$${dollars < 10 ? dollars.toFixed(2) : Math.round(dollars)}`;

/** Minutes for people. */
export const tellMinutes = (minutes: number): string =>
  minutes < 1 ? 'less than a minute' : `about ${counted(Math.round(minutes), 'minute')}`;
