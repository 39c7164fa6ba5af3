import type { BalanceInput } from '../../core/balancing/config/balance.ts';

/** Units of a simulated load balancer that are alike and fail alike. */
export interface SimGroup {
  readonly name: string;
  /** The target group that they are in, with or without others. */
  readonly pool: string;
  readonly zone: string | null;
  readonly units: number;
  /** Requests that one unit works on at once. */
  readonly serversPerUnit: number;
}

/** What is wrong with a group for a while. */
export interface Fault {
  readonly group: string;
  readonly fromMinute: number;
  readonly toMinute: number;
  /** How many times longer a request takes. */
  readonly slower: number;
  /** Share of its requests that it fails at once. */
  readonly errorShare: number;
  /** Whether its units do not answer at all, to health checks neither. */
  readonly dead: boolean;
}

/** Units that a group is told to have from a time on. */
export interface ScaleIn {
  readonly group: string;
  readonly atMinute: number;
  readonly units: number;
}

/** A fleet, what becomes of it, and how much of it is busy at the peak when nothing is wrong. */
export interface BalancingScenario {
  readonly name: string;
  readonly groups: readonly SimGroup[];
  readonly faults: readonly Fault[];
  readonly scaleIns: readonly ScaleIn[];
  readonly busyShare: number;
  readonly shift: NonNullable<BalanceInput['shift']> | null;
}

const group = (name: string, more: Partial<SimGroup> = {}): SimGroup => ({
  name,
  pool: name,
  zone: null,
  units: 4,
  serversPerUnit: 4,
  ...more,
});

const fault = (name: string, fromMinute: number, toMinute: number, more: Partial<Fault>): Fault => ({
  group: name,
  fromMinute,
  toMinute,
  slower: 1,
  errorShare: 0,
  dead: false,
  ...more,
});

/** What balancing has to stand. Minutes are from the beginning of the run, which lasts four hours. */
export const balancingScenarios: readonly BalancingScenario[] = [
  {
    name: 'unequal-machines',
    groups: [group('small', { serversPerUnit: 2 }), group('large', { serversPerUnit: 6 })],
    faults: [],
    scaleIns: [],
    busyShare: 0.75,
    shift: null,
  },
  {
    name: 'degraded-group',
    groups: [group('a'), group('b')],
    faults: [fault('b', 30, 105, { slower: 3 }), fault('b', 135, 210, { errorShare: 0.2 })],
    scaleIns: [],
    busyShare: 0.5,
    shift: null,
  },
  {
    name: 'zone-lost',
    groups: ['a', 'b', 'c'].map((zone) => group(zone, { zone: `eu-west-1${zone}` })),
    faults: [fault('c', 60, 180, { dead: true })],
    scaleIns: [],
    busyShare: 0.5,
    shift: null,
  },
  {
    name: 'zone-fails-inside-groups',
    groups: ['blue', 'green'].flatMap((pool) =>
      ['a', 'b', 'c'].map((zone) => group(`${pool}-${zone}`, { pool, units: 2, zone: `eu-west-1${zone}` })),
    ),
    faults: ['blue-c', 'green-c'].map((name) => fault(name, 60, 180, { errorShare: 0.5 })),
    scaleIns: [],
    busyShare: 0.5,
    shift: null,
  },
  {
    name: 'scale-in',
    groups: [group('a'), group('b')],
    faults: [],
    scaleIns: [{ group: 'b', atMinute: 60, units: 1 }],
    busyShare: 0.5,
    shift: null,
  },
  {
    name: 'bad-canary',
    groups: [group('stable'), group('canary')],
    faults: [fault('canary', 0, 240, { errorShare: 0.08, slower: 1.5 })],
    scaleIns: [],
    busyShare: 0.38,
    shift: {
      from: 'stable',
      to: 'canary',
      name: 'v2',
      plan: {
        kind: 'steps',
        steps: [
          { percent: 2, holdSeconds: 600 },
          { percent: 10, holdSeconds: 600 },
          { percent: 50, holdSeconds: 1200 },
          { percent: 100, holdSeconds: 0 },
        ],
      },
    },
  },
];
