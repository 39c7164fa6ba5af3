import { isBlind, newestValue } from '../../../readings/newest.ts';
import type { Value } from '../../../readings/reading.ts';
import { runningAt } from '../../capacity-at.ts';
import type { Policy, Proposal } from '../../policy.ts';
import { wholeUnits } from '../../whole-units.ts';
import { noValue } from '../no-value.ts';

/**
 * The units that bring a reading to its target. Demand is divided by the target. A utilisation is first multiplied by the
 * units that ran when it was measured: with those of now, a lagged reading would count every change twice.
 */
export const targetTracking: Policy<'target-tracking'> = ({ reading: name, of, target }, observation) => {
  const reading = observation.readings[name];
  const value = newestValue(reading);
  if (reading === undefined || value === null) return noValue(name);
  const tracked: Tracked = { reading: name, value, target, blind: isBlind(reading) };
  if (of === 'demand') return forDemand(tracked);
  return forUtilisation(tracked, runningAt(observation, value, reading.periodSeconds));
};

interface Tracked {
  readonly reading: string;
  readonly value: Value;
  readonly target: number;
  readonly blind: boolean;
}

function forDemand({ reading, value: { value, atMs }, target, blind }: Tracked): Proposal {
  return {
    desired: { units: wholeUnits(value / target) },
    because: {
      says: '{reading} was {value}, and one unit is to carry {target}',
      reading,
      value,
      target,
      valueAtMs: atMs,
    },
    blind,
  };
}

function forUtilisation({ reading, value, target, blind }: Tracked, running: number | null): Proposal {
  if (running === null) {
    const says = 'nobody knows how many units ran when {reading} was {value}';
    return { desired: null, because: { says, reading, value: value.value, valueAtMs: value.atMs }, blind: true };
  }
  if (running === 0) {
    const says = 'no unit ran when {reading} was {value}, so it says nothing of the need';
    return { desired: null, because: { says, reading, value: value.value, valueAtMs: value.atMs }, blind: true };
  }
  const says = '{reading} was {value} on {running} running units, and is to be {target}';
  return {
    desired: { units: wholeUnits((value.value * running) / target) },
    because: { says, reading, value: value.value, running, target, valueAtMs: value.atMs },
    blind,
  };
}
