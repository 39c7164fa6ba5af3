import { InvalidInput } from '../../model/errors.ts';
import type { Unit } from '../../readings/unit.ts';
import { unitOf } from '../../readings/unit-of.ts';
import type { Want } from './policies/any-kind/want.ts';
import { policyKindOf } from './policy-kinds.ts';
import type { ScalableConfig } from './scalable.ts';
import { connectionsReading } from './tier-needs.ts';

/** Checks that readings tell what is made of them. Throws `InvalidInput` naming the field, the value and the fix. */
export function checkUnits(config: ScalableConfig): void {
  checkTold(config);
  const connections = connectionsReading(config.connectionsMost);
  if (connections !== null) checkWant(countOfConnections(connections), 'connectionsMost', config);
  config.policies.forEach((policy, index) => {
    for (const want of policyKindOf(policy).wants(policy)) {
      checkWant(want, `policies[${index}]`, config);
      checkCompared(want, `policies[${index}]`, config);
    }
  });
}

function countOfConnections(reading: string): Want {
  const [is, fix] = ['a count of connections', 'name a reading that asks the server how many it takes'];
  return { field: 'reading', reading, units: ['count'], is, fix, compared: null };
}

/** A unit that people write is the one that the parts and the scale make, where they tell. */
function checkTold({ readings }: ScalableConfig): void {
  for (const [name, reading] of Object.entries(readings)) {
    const told = unitOf(reading);
    if (told === null || told === reading.unit) continue;
    const rescale = tellScale(told, reading.unit, reading);
    const fix = rescale === null ? 'leave it out' : `leave it out, or ${rescale}`;
    throw new InvalidInput(`readings.${name}.unit`, `${reading.unit} is not what its parts tell, ${told}; ${fix}`);
  }
}

function checkWant({ field, reading: name, units, is, fix }: Want, at: string, { readings }: ScalableConfig): void {
  const reading = readings[name];
  const unit = reading?.unit ?? null;
  if (reading === undefined || unit === null || units.includes(unit)) return;
  const rescale = units.map((wanted) => tellScale(unit, wanted, reading)).find((told) => told !== null) ?? fix;
  throw new InvalidInput(`${at}.${field}`, `"${name}" tells ${unit}, and is to be ${is}; ${rescale}`);
}

type Reading = ScalableConfig['readings'][string];

/** By which scale a reading would tell another unit; null where none does. */
function tellScale(from: Unit, to: Unit | null, { scale, parts }: Reading): string | null {
  const give = (factor: string, now: number): string => `give it scale: ${now === 1 ? factor : `${now} * ${factor}`}`;
  if (from === 'percent' && to === 'share') return give('0.01', scale);
  if (from === 'share' && to === 'percent') return give('100', scale);
  if (from === 'count' && to === 'per second') return give(`1 / ${parts[0]?.periodSeconds ?? 60}`, scale);
  return null;
}

/** Half of what there is is 0.5 of a share, and 50 of a percent. */
function checkCompared({ reading: name, compared }: Want, at: string, { readings }: ScalableConfig): void {
  if (compared === null) return;
  const { field, value } = compared;
  const unit = readings[name]?.unit ?? null;
  const tells = `"${name}" tells ${unit}`;
  if (unit === 'percent' && value <= 1) {
    throw new InvalidInput(`${at}.${field}`, `${value} is next to nothing where ${tells}; write ${inPercent(value)}`);
  }
  if (unit === 'share' && value > 1) {
    throw new InvalidInput(`${at}.${field}`, `${value} is more than the whole where ${tells}; write ${value / 100}`);
  }
}

/** Without what arithmetic adds to 0.55 * 100. */
function inPercent(share: number): number {
  return Number((share * 100).toPrecision(12));
}
