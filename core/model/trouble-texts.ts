import type { TroubleKind } from './trouble-kinds.ts';

/** The words of one kind of trouble. They are read when there is something to tell. */
interface TroubleWords {
  /** What it is called in a table. */
  readonly title: string;
  /** What it means, for whom the alarm wakes. */
  readonly means: string;
  /** What helps: a command or an action. `{subject}` stands for whatever has the trouble. */
  readonly remedy: string;
}

export const troubleTexts: Readonly<Record<TroubleKind, TroubleWords>> = {
  refused: {
    title: 'refused',
    means:
      'What is right has been refused for five minutes: a missing permission, a quota, a target that is gone, or a suspended process',
    remedy: 'mend what "headroom explain {subject}" says is refused; where the target is gone, remove {subject}',
  },
  'wants-more': {
    title: 'wants more than it may have',
    means: 'For a quarter of an hour a scalable has needed more than its bounds, a ceiling or its target allow',
    remedy:
      'raise what limits {subject} and deploy, or give it larger units, as "headroom sizes advise" finds them for {subject}; no override goes beyond the bounds',
  },
  'capacity-missing': {
    title: 'capacity does not come',
    means:
      'Units that were asked for do not come: no capacity in the zones, a quota, an image or a health check that fails',
    remedy:
      'read the activities of the group, or the events of the service, that {subject} scales, and mend what they name',
  },
  'deployment-overdue': {
    title: 'a deployment does not end',
    means: 'A deployment has been under way for longer than scale-in waits for one',
    remedy:
      'end the deployment that {subject} waits for, or roll it back; where they take so long, raise scaleIn.deploymentPatienceSeconds',
  },
  'changed-by-others': {
    title: 'somebody else changes it',
    means: 'Somebody else keeps changing the capacity of a scalable, and Headroom keeps changing it back',
    remedy:
      'find in CloudTrail who calls UpdateService, SetDesiredCapacity or UpdateAutoScalingGroup beside Headroom, and stop it; until then "headroom override {subject} pause --for 2h"',
  },
  'silent-at-zero': {
    title: 'nothing speaks at zero',
    means: 'Nothing would bring a scalable back from zero, so that it keeps one unit',
    remedy: 'give {subject} one of what "headroom explain {subject}" lists, or min: 1, and deploy',
  },
  'units-contradict': {
    title: 'its numbers count different things',
    means: 'Two numbers of a scalable do not count the same thing, so that nothing is taken away',
    remedy: 'mend the reading or the weights that "headroom explain {subject}" names, and deploy',
  },
  'pool-unused': {
    title: 'its warm pool is not used',
    means:
      'A scalable goes by the long lead for everything: its warm pool cannot be read or used, does not fill, or does not shorten the lead',
    remedy: 'mend what "headroom explain {subject}" says of the pool, or leave warmPool out, and deploy',
  },
  'size-change-failed': {
    title: 'its size could not be changed',
    means: 'The size of the units of a scalable was to change and did not, or cannot; they have the size of before',
    remedy:
      'mend what "headroom explain {subject}" says by size; "headroom override {subject} size <size> --for 7d" keeps the size of today until then',
  },
  'nobody-reacts': {
    title: 'nobody reacts to its load',
    means: 'Headroom moves only the minimum of a scalable, and no policy of AWS adds units above it',
    remedy:
      'give what {subject} scales a target tracking policy, or resume the one that is suspended; or leave beside out of {subject}, and deploy',
  },
  degraded: {
    title: 'its readings are silent',
    means: 'Readings of a scalable have been silent for long, so that nothing is taken away',
    remedy: 'mend the source that "headroom explain {subject}" tells to be late or missing',
  },
};
