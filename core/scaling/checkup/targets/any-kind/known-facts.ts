import { type Found, ofTold, ok, type Told, trouble } from '../../../../model/verdict.ts';
import type { Rival } from '../../../observation.ts';
import type { TargetChecks } from '../../check.ts';
import { foundOfRivals } from '../../rivals.ts';

/** What is told of a target of which no more is checked than that it can be scaled, and who else does. */
export interface KnownFacts {
  /** What it is for people. */
  readonly what: string;
  /** Null where there is none of its names. */
  readonly target: Told<Known | null>;
  readonly rivals: Told<readonly Rival[]>;
}

interface Known {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Why it is not to be scaled; null where it is. */
  readonly notScalable: string | null;
}

/** The checks of such a target, and the actions that its role needs on it. */
export function knownChecks(actions: readonly string[]): TargetChecks<KnownFacts> {
  return {
    checks: {
      'the target': ({ what, target }) => ofTold(target, (told) => [existence(what, told)]),
      'who else scales it': ({ target, rivals }, config) =>
        'unknown' in target || target.told === null ? [] : ofTold(rivals, (all) => foundOfRivals(all, config)),
    },
    acts({ target }) {
      if ('unknown' in target || target.told === null) return null;
      return { actions, resourceArn: target.told.arn, tags: target.told.tags };
    },
  };
}

function existence(what: string, known: Known | null): Found {
  if (known === null) return trouble(`${what} does not exist here; correct its names, or the Region`);
  return known.notScalable === null ? ok(`${what} is there`) : trouble(known.notScalable);
}
