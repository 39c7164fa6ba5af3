import {
  type Fleet,
  type HistoryName,
  histories,
  historyNames,
  settled,
} from '../../../sim/scaling/deployments/histories.ts';
import { targetPercent } from '../../../sim/scaling/situations/peers.ts';
import type { Decider, Rule, Situation, Told } from '../../../sim/scaling/situations/situation.ts';
import { group, service } from './capacities.ts';
import { type Entry, entry, exactly, needOf, sharing, told } from './entry.ts';
import { loadPerUnit, sceneOf } from './ways.ts';

const units = 10;
const load = units * loadPerUnit;
const length = 30;
/** When the load changes, minutes into the deployment. */
const changes = 10;
/** A reading can be looked at once its period is over and it has been told; by the second look it is to be acted on. */
const proofMinutes = 2;
const looks = 2;
/** Who asks for a unit more or less than this is right: units are whole, and nobody changes by one. */
const margin = 1;
const replacedShare = 0.5;
/** What a unit is busy with by itself, as a share of its target. */
const idleShare = 1 / 3;
/** A deployment that never ends is waited for an hour, as shipped. */
const patienceMinutes = 60;

/** An instance refresh and a rebalancing are of groups, which do not tell of them; all else is of services, which do. */
const ofGroups: readonly HistoryName[] = ['launch first', 'rebalancing'];
const aGroup = { kind: 'auto-scaling-group', autoScalingGroupName: 'web' } as const;

function deployed(name: HistoryName, lasts = length): Pick<Situation, 'fleet' | 'minutes' | 'capacity'> {
  const history = histories[name];
  return {
    capacity: ofGroups.includes(name) ? group : service,
    minutes: (history.ends ? lasts : patienceMinutes) + 45,
    fleet: (up, minute) => {
      const during = minute >= 0 && (minute < lasts || !history.ends);
      return during ? history.fleet(up, minute, lasts, replacedShare) : settled(up);
    },
  };
}

/** Every way of replacing units in which starting is not work. */
const quiet = historyNames.filter((name) => name !== 'start-up CPU');

function each(
  what: string,
  write: (name: HistoryName) => Partial<Omit<Situation, 'name'>> & Pick<Situation, 'rules'>,
): Entry[] {
  return quiet.map((name) => {
    const { rules, ...rest } = write(name);
    return entry({
      name: `${what}: ${name}`,
      rules,
      situation: { ...deployed(name), ...rest },
      scene: (_, way) => sceneOf(way, ofGroups.includes(name) ? { target: aGroup } : {}),
    });
  });
}

/** What is the same whatever runs: memory, or work that each unit does for itself. */
function ofEachUnit({ fleet }: { readonly fleet: Fleet }): Told {
  return told({ load, fleet, each: targetPercent, rest: targetPercent });
}

const unchanged = (name: HistoryName): Situation['rules'] => {
  const { minutes } = deployed(name);
  return () => [exactly(units, 0, minutes - 1)];
};

/** What the readings of a minute prove to be needed, of units that nobody can tell apart: the fewest may have carried it. */
function proven(name: HistoryName, factor: number, { tells }: Decider): number {
  if (tells === 'demand') return needOf(load * factor);
  const { running, carrying } = histories[name].fleet(units, changes, length, replacedShare);
  const average = (carrying * Math.min(100, (load * factor) / carrying)) / running;
  // What it would be, were the units that were asked for all there is.
  const percent = (average * Math.min(units, running)) / units;
  if (tells === 'steps') return percent >= 75 ? needOf(load * factor) : units;
  return Math.ceil((percent * units) / targetPercent - 1e-9);
}

function risen(name: HistoryName): Situation['rules'] {
  const needed = needOf(load * 1.6);
  const from = changes + proofMinutes + looks - 1;
  return (decider) => {
    const during: Rule = {
      from,
      to: length,
      mayLeast: Math.max(units, proven(name, 1.6, decider) - margin),
      mayMost: needed + margin,
    };
    const before: Rule = { ...exactly(units, 0, changes), mayMost: units };
    const lasts = !histories[name].ends && decider.tells !== 'demand';
    const end = deployed(name).minutes - 1;
    // Where no end comes, what the readings prove is all that anybody can know.
    if (lasts) return [before, during, { ...during, to: end }];
    return [before, during, { from: length + 5, to: end, mayLeast: needed - margin, mayMost: needed + margin }];
  };
}

function halved(name: HistoryName): Situation['rules'] {
  const needed = needOf(load / 2);
  const ends = histories[name].ends ? length : patienceMinutes;
  return ({ holdMinutes }) => [
    { from: 0, to: deployed(name).minutes - 1, mayLeast: needed, mayMost: units },
    {
      from: ends + holdMinutes + proofMinutes + looks,
      to: deployed(name).minutes - 1,
      mayLeast: needed,
      mayMost: needed + margin,
    },
  ];
}

const changing =
  (factor: number): Situation['tell'] =>
  ({ minute, fleet }) =>
    sharing(load * (minute >= changes ? factor : 1), fleet);

/**
 * Units that start are busy with that, so that the average rises though nobody asks for more. It may be believed of the units
 * that were asked for, and of no others: so many bring it to its target, the starting included.
 */
function starting(): Entry {
  const { fleet, minutes } = deployed('start-up CPU', 2 * length);
  const ran = 1 + replacedShare;
  const enough = load / ran / (targetPercent - (100 * replacedShare) / ran);
  const mayMost = Math.ceil(enough - 1e-9) + margin;
  return entry({
    name: 'constant total load, and units that are busy while they start, for an hour',
    situation: { fleet, minutes },
    rules: () => [{ from: 0, to: minutes - 1, mayLeast: units, mayMost }],
  });
}

/** What a deployment does to the numbers that policies divide by. */
export const deployments: readonly Entry[] = [
  ...each('(a) constant load of each unit during a deployment', (name) => ({
    tell: ofEachUnit,
    rules: unchanged(name),
  })),
  ...each('(b) constant total load that surge units share', (name) => ({ rules: unchanged(name) })),
  ...each('(b) constant total load, and each unit busy by itself', (name) => ({
    tell: ({ fleet }) => ({
      ...sharing(load * (1 - idleShare), fleet, targetPercent * idleShare),
      Requests: load,
      Waiting: load,
    }),
    rules: unchanged(name),
  })),
  ...each('(c) total load times 1.6 ten minutes into a deployment', (name) => ({
    tell: changing(1.6),
    rules: risen(name),
  })),
  ...each('(d) total load halved ten minutes into a deployment', (name) => ({
    tell: changing(0.5),
    rules: halved(name),
  })),
  starting(),
];
