import { type Fleet, settled } from '../../../sim/scaling/deployments/histories.ts';
import { targetPercent } from '../../../sim/scaling/situations/peers.ts';
import type { Told } from '../../../sim/scaling/situations/situation.ts';
import { group } from './capacities.ts';
import { type Entry, entry, sharing, told } from './entry.ts';
import { loadPerUnit, metric, readings, sceneOf } from './ways.ts';

/** Units are whole. */
const margin = 1;

/** Somebody else sets it, once, five minutes in. */
function resetOnce(from: number, to: number): Entry {
  const at = 5;
  return entry({
    name: `a deploy by others resets ${from} units to ${to}`,
    situation: {
      units: from,
      reset: (asked, minute) => (minute === at ? to : asked),
      tell: ({ fleet }) => sharing(from * loadPerUnit, fleet),
    },
    // What was needed a minute ago is asked for at once: at the look that sees the reset.
    rules: () => [{ from: 0, to: 59, mayLeast: from, mayMost: from }],
  });
}

/** What somebody else sets each minute is theirs; what is needed is less. */
const fighting: Entry = entry({
  name: 'somebody else sets 6 units each minute where 4 are needed',
  situation: {
    units: 6,
    reset: () => 6,
    tell: ({ fleet }) => sharing(4 * loadPerUnit, fleet),
  },
  rules: () => [{ from: 0, to: 59, mayLeast: 4, mayMost: 6 }],
});

/** Launches that never come: the load doubles, and ten units are all that ever run. */
const neverCome: Entry = entry({
  name: 'capacity that is asked for and never comes',
  situation: {
    minutes: 90,
    fleet: (up) => settled(Math.min(up, 10)),
    tell: ({ minute, fleet }) => sharing((minute < 0 ? 10 : 20) * loadPerUnit, fleet),
  },
  rules: () => {
    // Ten units that can do no more prove so much; what is missing may be asked for once more, and not again and again.
    const proven = Math.floor((10 * 100) / targetPercent);
    return [{ from: 5, to: 89, mayLeast: proven - margin, mayMost: 20 + 10 + margin }];
  },
});

const job = 25;
const workers = 10;

/** Ten workers hold a message each for 25 minutes, and nothing waits. */
const inHand: Entry = entry({
  name: 'ten workers hold the last messages of a queue',
  situation: {
    units: workers,
    minutes: job,
    tell: ({ minute, fleet }) => ({
      ...told({ load: 0, fleet, each: 60, rest: 60 }),
      Waiting: minute < 0 ? workers : 0,
      Held: minute < 0 ? 0 : workers,
      // Whoever counts all messages of the queue, as KEDA does by default, counts these as well.
      Requests: workers * loadPerUnit,
    }),
  },
  scene: (kind, way) => {
    if (kind === 'provisioner' || kind === 'tuned')
      return 'it divides arrivals per second, and a queue of long work is a backlog';
    if (kind !== 'backlog') return sceneOf(way);
    const queue = {
      kind,
      reading: 'waiting',
      inHand: 'held',
      acceptableLatencySeconds: 1800,
      processingSeconds: 1500,
    } as const;
    const counted = { ...readings, held: metric('Held', { unit: 'count' }) };
    return sceneOf({ ...way, policies: [queue] }, { bounds: { min: 1, max: 20 }, readings: counted });
  },
  rules: () => [{ from: 0, to: job - 1, mayLeast: workers, mayMost: workers }],
});

const zones = ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'] as const;
const carriers = 30;
const shiftedFor = 40;
/** What is asked for comes up in every zone alike, so that a third more of it than is needed has to be asked for. */
const withOneAway = Math.ceil((carriers * zones.length) / (zones.length - 1));

/** Units that get no traffic are ready all the same. */
function allReady(fleet: Fleet): Told {
  const truth = sharing(carriers * loadPerUnit, fleet);
  return { ...truth, BusyReady: truth.Busy, Ready: fleet.running };
}

/** Traffic is shifted away from one of three zones: its units run, and carry nothing. */
const zonalShift: Entry = entry({
  name: 'traffic is shifted away from one of three zones',
  situation: {
    units: carriers,
    minutes: shiftedFor,
    fleet: (up, minute) => ({ ...settled(up), carrying: minute < 0 ? up : up - Math.floor(up / zones.length) }),
    capacity: (now) => group(now, { zones }),
    shift: (minute) => ({ zones: minute < 0 ? [] : [`${zones[0]}-id`], of: zones.length }),
    tell: ({ fleet }) => allReady(fleet),
  },
  scene: (_, way) =>
    sceneOf(way, { target: { kind: 'auto-scaling-group', autoScalingGroupName: 'web' }, shiftedBy: 'itself' }),
  rules: () => [
    { from: 0, to: shiftedFor - 1, mayLeast: carriers, mayMost: withOneAway + margin },
    // Launches may go to the zones that are left, where fewer suffice.
    {
      from: 15,
      to: shiftedFor - 1,
      mayLeast: carriers + carriers / zones.length - margin,
      mayMost: withOneAway + margin,
    },
  ],
});

const secondRefused =
  'never runs: where both names are known synth refuses it, and else the second cannot claim, at its deploy, what the first holds';

/** Two that would each have their own number of units of one target. */
const twoOfOne: Entry = entry({
  name: 'two that scale one target',
  rules: () => [{ from: 0, to: 59, mayLeast: 10, mayMost: 10 }],
  scene: () => secondRefused,
  absent: {
    HPA: 'never runs: with two of one workload each says AmbiguousSelector and does nothing',
    KEDA: 'never runs: its admission refuses a second ScaledObject of one workload',
    'AWS target tracking': 'never runs: a resource is registered once, and its policies share that',
  },
});

/** What changes capacity, or takes it out of service, from outside. */
export const others: readonly Entry[] = [
  resetOnce(12, 2),
  resetOnce(100, 2),
  fighting,
  neverCome,
  inHand,
  zonalShift,
  twoOfOne,
];
