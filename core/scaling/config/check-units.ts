import { InvalidInput } from '../../model/errors.ts';
import type { Unit } from '../../readings/unit.ts';
import { unitOf } from '../../readings/unit-of.ts';
import type { PolicyConfig } from './policy-kinds.ts';
import type { ScalableConfig } from './scalable.ts';

/** What a policy takes one of its readings for. A reading whose unit nobody knows is taken at its word. */
interface Want {
  /** The field of the policy that names the reading. */
  readonly field: string;
  readonly reading: string;
  readonly units: readonly Unit[];
  /** What it is to tell, in a few words. */
  readonly is: string;
  /** How to mend it where no other scale does. */
  readonly fix: string;
}

type Kind = PolicyConfig['kind'];

/** What each kind of policy wants of its readings. */
const wants: { readonly [K in Kind]: (policy: PolicyConfig<K>) => readonly Want[] } = {
  'target-tracking': ({ reading, of }) => [of === 'demand' ? demandOf(reading) : utilisationOf(reading)],
  step: () => [],
  schedule: () => [],
  backlog: ({ reading }) => [countOf('reading', reading)],
  provisioner: wantsOfLearner,
  tuned: wantsOfLearner,
};

function wantsOfLearner({ reading, strain }: PolicyConfig<'provisioner' | 'tuned'>): readonly Want[] {
  const arrivals: Want = {
    field: 'reading',
    reading,
    units: ['per second'],
    is: 'arrivals per second',
    fix: 'name a reading of what arrives',
  };
  if (strain === null) return [arrivals];
  const busy: Want = {
    field: 'strain.utilisation',
    reading: strain.utilisation,
    units: ['share'],
    is: 'a share of 0 to 1',
    fix: 'name a reading of how busy the units are',
  };
  return [arrivals, busy, ...(strain.backlog === null ? [] : [countOf('strain.backlog', strain.backlog)])];
}

function demandOf(reading: string): Want {
  return {
    field: 'reading',
    reading,
    units: ['per second', 'count', 'seconds', 'bytes'],
    is: 'a demand that is divided among the units',
    fix: "write of: 'utilisation'",
  };
}

function utilisationOf(reading: string): Want {
  const fix = "write of: 'demand'";
  return { field: 'reading', reading, units: ['share', 'percent'], is: 'an average over the units', fix };
}

function countOf(field: string, reading: string): Want {
  return { field, reading, units: ['count'], is: 'a count of what waits', fix: 'name a reading of what waits' };
}

/** Checks that readings tell what is made of them. Throws `InvalidInput` naming the field, the value and the fix. */
export function checkUnits(config: ScalableConfig): void {
  checkTold(config);
  config.policies.forEach((policy, index) => {
    for (const want of wantsOf(policy)) checkWant(want, `policies[${index}]`, config);
    if (policy.kind === 'target-tracking') checkTarget(policy, `policies[${index}].target`, config);
  });
}

function wantsOf<K extends Kind>(policy: PolicyConfig<K>): readonly Want[] {
  return wants[policy.kind as K](policy);
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

/** A target is of the reading's own scale: half of what is there is 0.5 of a share, and 50 of a percent. */
function checkTarget(
  { reading: name, of, target }: PolicyConfig<'target-tracking'>,
  at: string,
  config: ScalableConfig,
) {
  const unit = config.readings[name]?.unit ?? null;
  if (of !== 'utilisation') return;
  const tells = `"${name}" tells ${unit}`;
  if (unit === 'percent' && target <= 1) {
    throw new InvalidInput(at, `${target} is next to nothing where ${tells}; write ${inPercent(target)}`);
  }
  if (unit === 'share' && target > 1) {
    throw new InvalidInput(at, `${target} is more than all there is where ${tells}; write ${target / 100}`);
  }
}

/** Without what arithmetic adds to 0.55 * 100. */
function inPercent(share: number): number {
  return Number((share * 100).toPrecision(12));
}
