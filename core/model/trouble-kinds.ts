import type { CapabilityName } from './capability-name.ts';

/** One kind of trouble: something that does not mend itself, and what it takes until a person hears of it. */
interface TroubleCard {
  /** The capability that finds it; null where any look can meet it. */
  readonly of: CapabilityName | null;
  /** What it is called in a table. */
  readonly title: string;
  /** The deployment's metric: the subjects, of those just looked at, of which a person is to hear. Only sent above 0. */
  readonly metric: string;
  /** How long it has to last until a person hears of it; 0 where whoever finds it has waited already. */
  readonly afterSeconds: number;
  /** What it means, for whom the alarm wakes. */
  readonly means: string;
  /** What helps: a command or an action. `{subject}` stands for whatever has the trouble. */
  readonly remedy: string;
}

/**
 * Every kind of trouble there is. Metrics, alarms, log, table, `explain` and the event on the bus walk this list; what finds
 * a kind is asked for by the compiler where its capability keeps its finders.
 */
export const troubleKinds = {
  refused: {
    of: null,
    title: 'refused',
    metric: 'Refused',
    afterSeconds: 300,
    means:
      'What is right is refused since five minutes: no right to it, a quota, a target that is gone, or a process that is suspended',
    remedy: 'mend what "headroom explain {subject}" says is refused; where the target is gone, remove {subject}',
  },
  'wants-more': {
    of: 'scaling',
    title: 'wants more than it may have',
    metric: 'WantsMore',
    afterSeconds: 900,
    means: 'A scalable needs more than its bounds, a ceiling or its target allow, since a quarter of an hour',
    remedy: 'raise what limits {subject} and deploy, or make its units carry more; no override goes beyond the bounds',
  },
  'capacity-missing': {
    of: 'scaling',
    title: 'capacity does not come',
    metric: 'CapacityMissing',
    afterSeconds: 600,
    means:
      'Units that were asked for do not come: no capacity in the zones, a quota, an image or a health check that fails',
    remedy:
      'read the activities of the group, or the events of the service, that {subject} scales, and mend what they name',
  },
  'deployment-overdue': {
    of: 'scaling',
    title: 'a deployment does not end',
    metric: 'DeploymentOverdue',
    afterSeconds: 0,
    means: 'A deployment is under way for longer than scale-in waits for one',
    remedy:
      'end the deployment that {subject} waits for, or roll it back; where they take so long, raise scaleIn.deploymentPatienceSeconds',
  },
  'changed-by-others': {
    of: 'scaling',
    title: 'somebody else changes it',
    metric: 'ChangedByOthers',
    afterSeconds: 0,
    means: 'Somebody else keeps changing the capacity of a scalable, and Headroom keeps changing it back',
    remedy:
      'find in CloudTrail who calls UpdateService, SetDesiredCapacity or UpdateAutoScalingGroup beside Headroom, and stop it; until then "headroom override {subject} pause --for 2h"',
  },
  'silent-at-zero': {
    of: 'scaling',
    title: 'nothing speaks at zero',
    metric: 'SilentAtZero',
    afterSeconds: 0,
    means: 'Nothing would bring a scalable back from zero, so that it keeps one unit',
    remedy: 'give {subject} one of what "headroom explain {subject}" lists, or min: 1, and deploy',
  },
  'units-contradict': {
    of: 'scaling',
    title: 'its numbers count different things',
    metric: 'UnitsContradict',
    afterSeconds: 600,
    means: 'Two numbers of a scalable do not count the same thing, so that nothing is taken away',
    remedy: 'mend the reading or the weights that "headroom explain {subject}" names, and deploy',
  },
  degraded: {
    of: 'scaling',
    title: 'its readings are silent',
    metric: 'Degraded',
    afterSeconds: 0,
    means: 'Readings of a scalable have been silent for long, so that nothing is taken away',
    remedy: 'mend the source that "headroom explain {subject}" tells to be late or missing',
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
