import { Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Place } from '../../core/model/place.ts';
import { namesOf } from '../../core/scaling/config/target-identity.ts';
import type { TargetConfig } from '../../core/scaling/config/target-kinds.ts';
import { knownName } from '../deployment/known-name.ts';

/** What an app knows of a target before it is deployed. */
export interface KnownTarget {
  /** The construct that is scaled; null where it is known by name alone. */
  readonly construct: IConstruct | null;
  readonly kind: string;
  /** Null where it is only known at deploy time. */
  readonly place: Place;
  readonly names: string;
  readonly isWhole: boolean;
}

/** What is known of a target that a scalable of `scope` names, which Headroom scales from its own account and Region. */
export function knownTarget(
  config: TargetConfig,
  construct: IConstruct | null,
  scope: IConstruct,
  headroom: IConstruct,
): KnownTarget {
  const names = namesOf(config).map((name) => knownName(name, scope));
  const { account, region } = Stack.of(headroom);
  return {
    construct,
    kind: config.kind,
    place: { account: knownOrNull(account), region: knownOrNull(region) },
    names: JSON.stringify(names.map(({ text }) => text)),
    isWhole: names.every(({ isWhole }) => isWhole),
  };
}

/** Whether two targets are one: `maybe` where only the deploy can tell. */
export function isSameTarget(a: KnownTarget, b: KnownTarget): boolean | 'maybe' {
  if (a.kind !== b.kind || isElsewhere(a.place, b.place)) return false;
  if (a.names === b.names) return true;
  if (a.isWhole && b.isWhole) return false;
  // Two resources of an app have two names.
  return a.construct !== null && b.construct !== null ? false : 'maybe';
}

function isElsewhere(a: Place, b: Place): boolean {
  return (['account', 'region'] as const).some((one) => a[one] !== null && b[one] !== null && a[one] !== b[one]);
}

const knownOrNull = (value: string) => (Token.isUnresolved(value) ? null : value);
