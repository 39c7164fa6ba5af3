import { InvalidInput } from '../../model/errors.ts';
import { checkAll, readAll } from '../../schema/all-faults.ts';
import type { ScalableConfig } from './scalable.ts';
import { connectionsReading } from './tier-needs.ts';

/** Checks what a scalable says of connections. Throws `InvalidInput` naming the field, the value and the fix. */
export function checkConnections(config: ScalableConfig): void {
  checkAll(
    () => checkNeeds(config),
    () => checkReading(config),
  );
}

function checkNeeds({ scalable, needs = {} }: ScalableConfig): void {
  readAll(Object.entries(needs), ([name, { connectionsMost: most, connectionsPerUnit }]) => {
    if (name === scalable)
      throw new InvalidInput(`needs["${name}"]`, 'a scalable cannot need itself; name another, or remove it');
    if (most !== null && connectionsPerUnit === null)
      throw new InvalidInput(
        `needs["${name}"].connectionsMost`,
        `${most} limits nothing while nobody knows how many a unit holds; add connectionsPerUnit`,
      );
  });
}

function checkReading({ connectionsMost, readings }: ScalableConfig): void {
  const reading = connectionsReading(connectionsMost);
  if (reading === null || Object.hasOwn(readings, reading)) return;
  const known = Object.keys(readings).join(', ') || 'none';
  throw new InvalidInput(
    'connectionsMost.reading',
    `"${reading}" is not among the readings (${known}); add it or correct the name`,
  );
}
