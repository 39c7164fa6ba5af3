import { InvalidInput } from '../../model/errors.ts';
import type { ScalableConfig } from './scalable.ts';
import { connectionsReading } from './tier-needs.ts';

/** Checks what a scalable says of connections. Throws `InvalidInput` naming the field, the value and the fix. */
export function checkConnections({ scalable, needs = {}, connectionsMost, readings }: ScalableConfig): void {
  if (Object.hasOwn(needs, scalable))
    throw new InvalidInput(`needs["${scalable}"]`, 'a scalable cannot need itself; name another, or remove it');
  for (const [name, { connectionsMost: most, connectionsPerUnit }] of Object.entries(needs))
    if (most !== null && connectionsPerUnit === null)
      throw new InvalidInput(
        `needs["${name}"].connectionsMost`,
        `${most} limits nothing while nobody knows how many a unit holds; add connectionsPerUnit`,
      );
  const reading = connectionsReading(connectionsMost);
  if (reading === null || Object.hasOwn(readings, reading)) return;
  const known = Object.keys(readings).join(', ') || 'none';
  throw new InvalidInput(
    'connectionsMost.reading',
    `"${reading}" is not among the readings (${known}); add it or correct the name`,
  );
}
