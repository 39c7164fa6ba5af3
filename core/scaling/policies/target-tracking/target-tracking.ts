import { newestValue, type ReadingSight, sightOf } from '../../../readings/newest.ts';
import type { Value } from '../../../readings/reading.ts';
import { unitWords } from '../../../readings/unit.ts';
import { beyondShare } from '../../beyond-share.ts';
import type { Policy, Proposal } from '../../policy.ts';
import { type UnitsThen, unitsThen } from '../../units-then.ts';
import { wholeUnits } from '../../whole-units.ts';
import { noValue } from '../no-value.ts';
import { withContradiction } from '../with-contradiction.ts';

/**
 * The units that bring a reading to its target. Demand is divided by the target. A utilisation is first multiplied by the
 * units that ran when it was measured: with those of now, a lagged reading would count every change twice. Where it is not known
 * how many of them carried it, only what both ends prove is changed.
 */
export const targetTracking: Policy<'target-tracking'> = ({ reading: name, of, target }, observation) => {
  const reading = observation.readings[name];
  const value = newestValue(reading);
  if (reading === undefined || value === null) return noValue(name);
  const tracked: Tracked = { reading: name, value, target, sight: sightOf(reading), unit: unitWords(reading.unit) };
  if (of === 'demand') return forDemand(tracked);
  const beyond = beyondShare(name, reading);
  if (beyond !== null) return { desired: null, because: beyond, blind: true };
  const proposal = forUtilisation(
    tracked,
    unitsThen(observation, value, reading.periodSeconds),
    observation.capacity.asked,
  );
  return withContradiction(proposal, observation);
};

interface Tracked {
  readonly reading: string;
  readonly value: Value;
  readonly target: number;
  readonly sight: ReadingSight;
  /** What stands behind its numbers in a sentence. */
  readonly unit: string;
}

function forDemand({ reading, value: { value, atMs }, target, sight, unit }: Tracked): Proposal {
  return {
    desired: { units: wholeUnits(value / target) },
    because: {
      says: `{reading} was {value}${unit}, and one unit is to carry {target}${unit}`,
      reading,
      value,
      target,
      valueAtMs: atMs,
    },
    ...sight,
  };
}

function forUtilisation(tracked: Tracked, then: UnitsThen | null, asked: number): Proposal {
  const { reading, value, target, sight, unit } = tracked;
  if (then === null) {
    const says = `nobody knows how many units ran when {reading} was {value}${unit}`;
    return { desired: null, because: { says, reading, value: value.value, valueAtMs: value.atMs }, blind: true };
  }
  if (then.least === 0) {
    const says = `no unit ran when {reading} was {value}${unit}, so it says nothing of the need`;
    return { desired: null, because: { says, reading, value: value.value, valueAtMs: value.atMs }, blind: true };
  }
  if (then.least !== then.most) return forRange(tracked, then, asked);
  const running = then.least;
  const says = `{reading} was {value}${unit} on {running} running units, and is to be {target}${unit}`;
  return {
    desired: { units: wholeUnits((value.value * running) / target) },
    because: { says, reading, value: value.value, running, target, valueAtMs: value.atMs },
    ...sight,
  };
}

/** Up goes only what the least proves, down only what the most proves. */
function forRange(
  { reading, value, target, sight, unit }: Tracked,
  { least, most }: UnitsThen,
  asked: number,
): Proposal {
  const from = wholeUnits((value.value * least) / target);
  const to = wholeUnits((value.value * most) / target);
  const says =
    `between {least} and {most} units ran when {reading} was {value}${unit}, which is to be {target}${unit}: ` +
    '{from} to {to} are needed';
  return {
    desired: { units: Math.max(from, Math.min(asked, to)) },
    because: { says, reading, value: value.value, least, most, target, from, to, valueAtMs: value.atMs },
    ...sight,
  };
}
