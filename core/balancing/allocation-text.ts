import type { Allocation, Weights } from './observation.ts';

/** What a balance should be, for a person. */
export function allocationText({ weights, reservedUnits }: Pick<Allocation, 'weights' | 'reservedUnits'>): string {
  return `${weightsText(weights)}${reservedUnits === null ? '' : `, ${reservedUnits} capacity units`}`;
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
