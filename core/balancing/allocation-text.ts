import { counted } from '../model/counted.ts';
import type { Allocation, Weights } from './observation.ts';

/** What a balance should be, for a person. */
export function allocationText({
  weights,
  reservedUnits,
  bookings = {},
}: Pick<Allocation, 'weights' | 'reservedUnits' | 'bookings'>): string {
  const reserved = reservedUnits === null ? '' : `, ${counted(reservedUnits, 'capacity unit')}`;
  const booked = Object.entries(bookings).map(
    ([scalable, { units }]) => `, ${counted(units, 'unit')} of ${scalable} booked`,
  );
  return `${weightsText(weights)}${reserved}${booked.join('')}`;
}

export function weightsText(weights: Weights): string {
  return listed(weights, (weight) => (weight === null ? 'out' : String(weight)));
}

/** What is told of each, by its name. */
export function listed<Value>(byName: Readonly<Record<string, Value>>, told: (value: Value) => string): string {
  return Object.entries(byName)
    .map(([name, value]) => `${name} ${told(value)}`)
    .join(', ');
}
