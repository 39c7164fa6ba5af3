/** What a target tells, and does, in a minute of a deployment. */
export interface Fleet {
  /** Units that run, as the target counts them. */
  readonly running: number;
  /** Units of those that carry load. */
  readonly carrying: number;
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

const some = (up: number, share: number): number => Math.max(1, Math.ceil(up * share));

/** New units carry load as soon as they run unless said otherwise. */
export const histories: Readonly<Record<string, History>> = {
  rolling: {
    ends: true,
    fleet: (up, minute, length, share) => {
      const more = minute < length - 1 ? some(up, share) : 0;
      return { running: up + more, carrying: up + more, told: true };
    },
  },
  'blue/green': {
    ends: true,
    fleet: (up) => ({ running: 2 * up, carrying: up, told: true }),
  },
  'launch first': {
    ends: true,
    fleet: (up, _, _length, share) => {
      const all = up + some(up, share);
      return { running: all, carrying: all, told: false };
    },
  },
  'terminate first': {
    ends: true,
    fleet: (up, minute, _, share) => {
      const left = minute % 5 < 4 ? Math.max(1, up - some(up, share / 2)) : up;
      return { running: left, carrying: left, told: true };
    },
  },
  rebalancing: {
    ends: true,
    fleet: (up, minute, _, share) => {
      const all = up + (minute % 4 < 2 ? some(up, share / 4) : 0);
      return { running: all, carrying: all, told: false };
    },
  },
  stuck: {
    ends: false,
    fleet: (up, _, _length, share) => ({ running: up + some(up, share), carrying: up, told: true }),
  },
  'rolled back': {
    ends: true,
    fleet: (up, minute, length, share) => {
      const more = minute < length / 2 ? some(up, (share * 2 * minute) / length) : 0;
      return { running: up + more, carrying: up, told: true };
    },
  },
  canary: {
    ends: true,
    fleet: (up) => ({ running: up + some(up, 0.1), carrying: up + some(up, 0.1), told: true }),
  },
};
