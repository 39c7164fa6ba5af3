import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct, IConstruct } from 'constructs';
import type { ReadingInput } from '../../../core/readings/reading-config.ts';
import type { TargetConfig } from '../../../core/scaling/config/target-kinds.ts';
import type { WarmPool } from '../../../core/scaling/config/warm-pool.ts';
import type { FunctionNetwork } from '../../deployment/network.ts';

/** Something whose capacity Headroom can change, as a CDK app knows it. One folder a kind, of the same name in `adapters/scaling/targets`. */
export interface ScalingTarget {
  /** The construct that is scaled; null where it is known by name alone. */
  readonly construct: IConstruct | null;
  /** Grants what scaling takes, turns on what it must see, and answers with what the adapter of this kind takes. */
  bind(scope: Construct, grant: CapacityGrant): BoundTarget;
  /** What of each deploy would undo what Headroom has asked for, each with its fix; asked once the whole app is put together. */
  conflicts(app: IConstruct): readonly string[];
  /**
   * Grants what setting its pool of prepared units takes, to each of `grants`, and turns on what tells of it. Left out where targets of the kind
   * have none; configs with a pool are not accepted of those. Null where AWS has no metrics of it.
   */
  bindPool?(scope: Construct, grants: readonly CapacityGrant[]): BoundPool | null;
  /** Why the pool could not be used as the app makes it, each with its fix; asked as conflicts are. */
  poolConflicts?(app: IConstruct, warmPool: WarmPool): readonly string[];
  /**
   * Grants what reading the size of its units takes to `grant`, and what changing it takes to `changing`, which is null where it
   * is only advised on. Throws `InvalidInput` where it is not known what is to be granted. Left out where units have no size.
   */
  bindSizes?(scope: Construct, grant: CapacityGrant, changing: CapacityGrant | null): void;
  /** What of each deploy would undo a minimum that Headroom has moved, each with its fix; asked as conflicts are. Left out where nothing does. */
  floorConflicts?(app: IConstruct): readonly string[];
  /** The least and the most that it takes, as the app says them; null where it does not. Left out where targets of the kind have none. */
  readonly limits?: Limits | null;
  /** What else of the app scales it, by its construct or by its name, each with its fix; asked as conflicts are. Left out where nothing can. */
  rivals?(app: IConstruct): readonly string[];
}

/** Units. */
interface Limits {
  readonly min: number;
  readonly max: number;
}

/** What a target answers when it is bound. */
export interface BoundTarget {
  readonly config: TargetConfig;
  /** The reading of how much capacity was running; null where AWS publishes none, and what looks have seen tells. */
  readonly running: ReadingInput | null;
  /** What was asked for, as a metric of AWS's own; null where AWS publishes none. */
  readonly asked: IMetric | null;
  /** `itself` where its provider shifts it between zones; left out where that is not known. */
  readonly shiftedBy?: string;
  /** What has to stand, beside what is granted, before it can be scaled. @default nothing */
  readonly needs?: readonly IConstruct[];
}

/** What a target answers when its pool is bound: metrics of AWS's own. */
export interface BoundPool {
  /** Units that are asked for to run and stand prepared together. */
  readonly prepared: IMetric;
  /** Units that stand ready. */
  readonly ready: IMetric;
}

/** How a target gets Headroom the right to scale it. */
export interface CapacityGrant {
  /** Allows actions on exactly one resource, or, where grants go by tag, tags `construct` so that they are allowed. */
  allow(permission: CapacityPermission): void;
  /** Whom it is granted to, for what knows its callers by more than IAM. Left out where nobody is let in anywhere. */
  readonly principal?: CapacityPrincipal;
}

/** Who scales. */
export interface CapacityPrincipal {
  readonly roleArn: string;
  readonly deploymentName: string;
  /** Where its function stands; null for outside of any network of the account. */
  readonly network: FunctionNetwork | null;
}

/** What a target needs to be allowed. */
export interface CapacityPermission {
  readonly actions: readonly string[];
  /** What only reads, and has no resource to narrow it to. @default nothing */
  readonly reads?: readonly string[];
  readonly resourceArn: string;
  /** What must be so of the request. @default nothing */
  readonly conditions?: Readonly<Record<string, unknown>>;
  /** Why the resource is of no Region and account of the target. @default - it is */
  readonly elsewhere?: string;
  /** The field by which it is asked for, where it cannot go by tag. @default narrowedTo */
  readonly askedBy?: string;
  /** What carries the tag; null where the target is known by name alone and people set the tag. */
  readonly construct: IConstruct | null;
  /** Why the ARN has a wildcard in it; null where it has none. */
  readonly wildcard: string | null;
}
