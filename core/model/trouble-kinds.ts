import type { CapabilityName } from './capability-name.ts';

/** One kind of trouble: something that does not mend itself, and what it takes until a person hears of it. */
interface TroubleCard {
  /** The capability that finds it; null where any look can meet it. */
  readonly of: CapabilityName | null;
  /** The deployment's metric: the subjects, of those just looked at, of which a person is to hear. Only sent above 0. */
  readonly metric: string;
  /** Whether it is trouble even where Headroom only looks or recommends: else it is none of its business there. */
  readonly ofAdvice: boolean;
  /** How long it has to last until a person hears of it; 0 where whoever finds it has waited already. */
  readonly afterSeconds: number;
}

/**
 * Every kind of trouble there is. Metrics, alarms, log, table, `explain` and the event on the bus walk this list; the
 * compiler asks for the words of a kind, and for what finds it where its capability keeps its finders.
 * Why: docs/decisions/0028.
 */
export const troubleKinds = {
  refused: {
    of: null,
    metric: 'Refused',
    ofAdvice: true,
    afterSeconds: 300,
  },
  'wants-more': {
    of: 'scaling',
    metric: 'WantsMore',
    ofAdvice: false,
    afterSeconds: 900,
  },
  'capacity-missing': {
    of: 'scaling',
    metric: 'CapacityMissing',
    ofAdvice: false,
    afterSeconds: 600,
  },
  'deployment-overdue': {
    of: 'scaling',
    metric: 'DeploymentOverdue',
    ofAdvice: false,
    afterSeconds: 0,
  },
  'changed-by-others': {
    of: 'scaling',
    metric: 'ChangedByOthers',
    ofAdvice: false,
    afterSeconds: 0,
  },
  'silent-at-zero': {
    of: 'scaling',
    metric: 'SilentAtZero',
    ofAdvice: true,
    afterSeconds: 0,
  },
  'units-contradict': {
    of: 'scaling',
    metric: 'UnitsContradict',
    ofAdvice: true,
    afterSeconds: 600,
  },
  'pool-unused': {
    of: 'scaling',
    metric: 'PoolUnused',
    ofAdvice: true,
    afterSeconds: 900,
  },
  'size-change-failed': {
    of: 'scaling',
    metric: 'SizeChangeFailed',
    ofAdvice: false,
    afterSeconds: 300,
  },
  'nobody-reacts': {
    of: 'scaling',
    metric: 'NobodyReacts',
    ofAdvice: true,
    afterSeconds: 300,
  },
  degraded: {
    of: 'scaling',
    metric: 'Degraded',
    ofAdvice: true,
    afterSeconds: 0,
  },
} as const satisfies Readonly<Record<string, TroubleCard>>;

export type TroubleKind = keyof typeof troubleKinds;
export const troubleKindNames = Object.keys(troubleKinds) as readonly TroubleKind[];

/** The kinds that one capability finds, beside those that any look can meet. */
export type TroubleKindOf<Name extends CapabilityName> = {
  [Kind in TroubleKind]: (typeof troubleKinds)[Kind]['of'] extends Name ? Kind : never;
}[TroubleKind];

/** What is known of a kind; null where this release knows none of that name, as one before or after may have had. */
export function troubleCardOf(kind: string): TroubleCard | null {
  return Object.hasOwn(troubleKinds, kind) ? troubleKinds[kind as TroubleKind] : null;
}
