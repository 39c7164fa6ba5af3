import { newestValue, type ReadingSight, sightOf } from '../../../readings/newest.ts';
import type { Reading } from '../../../readings/reading.ts';
import { unitWords } from '../../../readings/unit.ts';
import { seenAt } from '../../capacity-at.ts';
import type { PolicyConfig } from '../../config/policy-kinds.ts';
import type { CapacitySeen, Observation } from '../../observation.ts';
import type { Policy, Proposal } from '../../policy.ts';
import { type UnitsThen, unitsThen } from '../../units-then.ts';
import { wholeTimes, wholeUnits } from '../../whole-units.ts';
import { noValue } from '../no-value.ts';
import { withContradiction } from '../with-contradiction.ts';

/** What reasons tell of a value. */
interface Valued {
  readonly reading: string;
  readonly value: number;
  readonly valueAtMs: number;
}

type Step = PolicyConfig<'step'>['steps'][number];

/**
 * Adds to, or removes from, the capacity that the reading was made on. A unit counts once: those that were still coming
 * when the reading was made are part of what is to be added, so a second breach adds only what is lacking, as with AWS:
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html (instance warmup) and, with the
 * example of 2 and then 3,
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepScalingPolicyConfiguration.html (Cooldown).
 * Why: docs/decisions/0007.
 */
export const step: Policy<'step'> = ({ reading: name, steps }, observation) => {
  const reading = observation.readings[name];
  const value = newestValue(reading);
  if (reading === undefined || value === null) return noValue(name);
  const sight = sightOf(reading);
  const because = { reading: name, value: value.value, valueAtMs: value.atMs };
  const was = `{reading} was {value}${unitWords(reading.unit)}`;
  const found = steps.find((candidate) => holds(candidate, value.value));
  if (found === undefined) {
    return {
      desired: null,
      because: { says: `${was}, where no step asks for a change`, ...because },
      ...sight,
    };
  }
  const units = unitsThen(observation, value, reading.periodSeconds);
  const proven = isTotal(reading) || units === null ? found : provenStep(steps, found, value.value, units);
  if (proven === null) return unproven(because, units, observation, sight);
  const base = isAdding(proven)
    ? baseOfAdding(observation, value.atMs, units)
    : baseOfRemoving(observation, value.atMs);
  const change = changeOf(proven, base);
  const says =
    change < 0
      ? `${was}, which removes {units} from the {base} units of then`
      : `${was}, which adds {units} to the {base} units of then`;
  const desired = { units: propose(observation, base, change) };
  return withContradiction(
    { desired, because: { says, ...because, units: Math.abs(change), base }, ...sight },
    observation,
  );
};

/** Whether a reading tells of all units together: then it is the same however many of them there are. */
function isTotal({ unit }: Reading): boolean {
  return unit === 'count' || unit === 'per second';
}

/**
 * The step that holds however many units carried the value: an average is higher once a surge is gone, and lower once the
 * units that are being replaced are back. Null where the two ends ask for opposite things, or one of them for none.
 */
function provenStep(
  steps: readonly Step[],
  found: Step,
  value: number,
  { most, asked, share }: UnitsThen,
): Step | null {
  const adds = isAdding(found);
  const other = adds ? value * share : asked > 0 ? (value * most) / asked : value;
  if (other === value) return found;
  const step = steps.find((candidate) => holds(candidate, other));
  return step !== undefined && isAdding(step) === adds ? step : null;
}

function unproven(because: Valued, units: UnitsThen | null, { capacity }: Observation, sight: ReadingSight): Proposal {
  const says =
    '{reading} was {value} while between {least} and {most} units ran, which does not prove that {asked} are too many or too few';
  const { asked } = capacity;
  const { least = asked, most = asked } = units ?? {};
  return { desired: { units: asked }, because: { says, ...because, least, most, asked }, ...sight };
}

function holds({ from, below }: Step, value: number): boolean {
  return (from === null || value >= from) && (below === null || value < below);
}

function isAdding({ add, addPercent }: Step): boolean {
  return (add ?? addPercent ?? 0) >= 0;
}

/** Units of `base` to add; a percentage is rounded away from zero, so that every step that is not zero changes something. */
function changeOf({ add, addPercent }: Step, base: number): number {
  if (add !== null) return add;
  const units = (base * (addPercent ?? 0)) / 100;
  return units < 0 ? -wholeUnits(-units) : wholeUnits(units);
}

/** What served when the reading was made, or is to serve again: what was asked for then, less what was still coming. */
function baseOfAdding(observation: Observation, atMs: number, units: UnitsThen | null): number {
  const { asked, running } = then(observation, atMs);
  const served = units === null ? running : units.least / units.share;
  return Math.min(asked, wholeTimes(served));
}

/** The most that was asked for within the lead time before the reading: what was still leaving counts as there. */
function baseOfRemoving(observation: Observation, atMs: number): number {
  const sinceMs = atMs - observation.config.leadSeconds * 1000;
  let most = then(observation, sinceMs).asked;
  for (const look of observation.memory.kept?.seen ?? []) {
    if (look.atMs > sinceMs && look.atMs <= atMs) most = Math.max(most, look.asked);
  }
  return most;
}

/** Before the first remembered look capacity is taken to have been what that look saw. */
function then(observation: Observation, atMs: number): Pick<CapacitySeen, 'asked' | 'running'> {
  return seenAt(observation, atMs) ?? observation.memory.kept?.seen[0] ?? observation.capacity;
}

/** Adding never ends below what is asked for by now, removing never above it. */
function propose({ capacity: { asked } }: Observation, base: number, change: number): number {
  const wanted = Math.min(Math.max(base + change, 0), Number.MAX_SAFE_INTEGER);
  return change < 0 ? Math.min(asked, wanted) : Math.max(asked, wanted);
}
