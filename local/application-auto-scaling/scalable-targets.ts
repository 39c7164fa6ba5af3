import { randomUUID } from 'node:crypto';
import type { Dimension, Dimensions } from './dimension.ts';
import { ScalingFault } from './scaling-fault.ts';

/** What names a scalable target in every request. */
export interface Named {
  readonly ServiceNamespace: string;
  readonly ScalableDimension: string;
  readonly ResourceId: string;
}

type Suspended = Readonly<Record<string, boolean>>;

interface Registering extends Named {
  readonly MinCapacity?: number;
  readonly MaxCapacity?: number;
  readonly SuspendedState?: Suspended;
  readonly Tags?: Readonly<Record<string, string>>;
}

/** A scalable target as it is described, but for its tags. */
export interface ScalableTarget extends Named {
  readonly ScalableTargetARN: string;
  readonly MinCapacity: number;
  readonly MaxCapacity: number;
  readonly SuspendedState: Suspended;
  readonly CreationTime: number;
}

const awake: Suspended = {
  DynamicScalingInSuspended: false,
  DynamicScalingOutSuspended: false,
  ScheduledScalingSuspended: false,
};

export const keyOf = ({ ScalableDimension, ResourceId }: Pick<Named, 'ScalableDimension' | 'ResourceId'>) =>
  `${ScalableDimension} ${ResourceId}`;

/**
 * What is registered. Bounds are checked as AWS documents them: a minimum above the maximum, or below 0, and a resource that there
 * is not are refused; what is left out of a later request stays.
 */
export class ScalableTargets {
  readonly all = new Map<string, ScalableTarget>();
  readonly tags = new Map<string, Readonly<Record<string, string>>>();
  private readonly dimensions: Dimensions;
  private readonly nowMs: () => number;

  constructor(dimensions: Dimensions, nowMs: () => number) {
    this.dimensions = dimensions;
    this.nowMs = nowMs;
  }

  async register(asked: Registering): Promise<ScalableTarget> {
    const dimension = this.dimensionOf(asked);
    const known = this.all.get(keyOf(asked));
    const bounds = boundsOf(dimension, { ...known, ...asked });
    if ((await dimension.count(asked.ResourceId)) === null) {
      throw new ScalingFault('ValidationException', `${asked.ResourceId} doesn't exist`);
    }
    const { ServiceNamespace, ScalableDimension, ResourceId } = asked;
    const target: ScalableTarget = {
      ...{ ServiceNamespace, ScalableDimension, ResourceId, ...bounds },
      ScalableTargetARN: known?.ScalableTargetARN ?? newArn(),
      SuspendedState: { ...awake, ...known?.SuspendedState, ...asked.SuspendedState },
      CreationTime: known?.CreationTime ?? this.nowMs() / 1000,
    };
    this.all.set(keyOf(asked), target);
    // A later request does not tag.
    if (known === undefined) this.tags.set(target.ScalableTargetARN, asked.Tags ?? {});
    return target;
  }

  /** Throws `ScalingFault` for a dimension that there is not here. */
  dimensionOf({ ServiceNamespace, ScalableDimension }: Named): Dimension {
    const dimension = this.dimensions[ScalableDimension];
    if (dimension !== undefined && ScalableDimension.startsWith(`${ServiceNamespace}:`)) return dimension;
    throw new ScalingFault('ValidationException', `Unsupported: ${ServiceNamespace}, ${ScalableDimension}`);
  }
}

function newArn(): string {
  return `arn:aws:application-autoscaling:us-east-1:000000000000:scalable-target/${randomUUID()}`;
}

function boundsOf(
  { most }: Dimension,
  { MinCapacity: min, MaxCapacity: max }: Pick<Registering, 'MaxCapacity' | 'MinCapacity'>,
): Pick<ScalableTarget, 'MaxCapacity' | 'MinCapacity'> {
  const refuse = (says: string) => new ScalingFault('ValidationException', says);
  if (min === undefined || max === undefined) {
    throw refuse('MinCapacity and MaxCapacity are required to register a scalable target');
  }
  if (![min, max].every((one) => Number.isInteger(one) && one >= 0)) throw refuse('Capacity has to be 0 or more');
  if (min > max) throw refuse('Maximum capacity cannot be less than minimum capacity');
  if (max > most) throw refuse(`Maximum capacity cannot be greater than ${most}`);
  return { MinCapacity: min, MaxCapacity: max };
}
