/** What a target tells, and does, in a minute. */
export interface Fleet {
  /** Units that run, as the target counts them. */
  readonly running: number;
  /** Units of those that are ready and carry load. */
  readonly carrying: number;
  /** Units of those that start, and are busy with that alone. */
  readonly starting: number;
  /** Whether the target says that it deploys. */
  readonly told: boolean;
}

/** A way of replacing units. */
export interface History {
  /** Where it never ends it is stuck. */
  readonly ends: boolean;
  /** `up` units have been asked for and come up; `share` of them are replaced at once. */
  fleet(up: number, minute: number, length: number, share: number): Fleet;
}

/** Units that run and carry load, all of them, and nothing is deployed. */
export function settled(units: number): Fleet {
  return { running: units, carrying: units, starting: 0, told: false };
}

const some = (up: number, share: number): number => Math.max(1, Math.ceil(up * share));

/** So many minutes of each five a new unit starts, where starting is work. */
const startingMinutes = 3;

/** New units carry load as soon as they run unless said otherwise. */
export const histories = {
  rolling: {
    ends: true,
    fleet: (up, minute, length, share) => {
      const more = minute < length - 1 ? some(up, share) : 0;
      return { running: up + more, carrying: up + more, starting: 0, told: true };
    },
  },
  'blue/green': {
    ends: true,
    fleet: (up) => ({ running: 2 * up, carrying: up, starting: 0, told: true }),
  },
  'launch first': {
    ends: true,
    fleet: (up, _, _length, share) => settled(up + some(up, share)),
  },
  'terminate first': {
    ends: true,
    fleet: (up, minute, _, share) => {
      const left = minute % 5 < 4 ? Math.max(1, up - some(up, share / 2)) : up;
      return { ...settled(left), told: true };
    },
  },
  'start-up CPU': {
    ends: true,
    fleet: (up, minute, _, share) => {
      const more = some(up, share);
      const starting = minute % 5 < startingMinutes ? more : 0;
      return { running: up + more, carrying: up + more - starting, starting, told: true };
    },
  },
  rebalancing: {
    ends: true,
    fleet: (up, minute, _, share) => settled(up + (minute % 4 < 2 ? some(up, share / 4) : 0)),
  },
  stuck: {
    ends: false,
    fleet: (up, _, _length, share) => ({ running: up + some(up, share), carrying: up, starting: 0, told: true }),
  },
  'rolled back': {
    ends: true,
    fleet: (up, minute, length, share) => {
      const more = minute < length / 2 ? some(up, (share * 2 * minute) / length) : 0;
      return { running: up + more, carrying: up, starting: 0, told: true };
    },
  },
  canary: {
    ends: true,
    fleet: (up) => ({ running: up + some(up, 0.1), carrying: up + some(up, 0.1), starting: 0, told: true }),
  },
} as const satisfies Readonly<Record<string, History>>;

export type HistoryName = keyof typeof histories;
export const historyNames = Object.keys(histories) as HistoryName[];
