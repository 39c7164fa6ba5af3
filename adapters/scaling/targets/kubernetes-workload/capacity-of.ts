import { Refusal } from '../../../../core/model/errors.ts';
import type { Because } from '../../../../core/model/reason.ts';
import type { Capacity } from '../../../../core/scaling/observation.ts';
import type { Pod, Scale, Workload } from './workload.ts';

/** All that was read of one workload. */
export interface WorkloadRead {
  readonly workload: Workload;
  /** Left out for a Deployment, a StatefulSet or a ReplicaSet, which tell the same themselves. */
  readonly scale?: Scale;
  /** All pods; read where the workload itself does not tell how many are ready. */
  readonly pods?: readonly Pod[];
  /** Pods without a node; left out where nothing is in flight, or they may not be read. */
  readonly unplaced?: readonly Pod[];
}

/**
 * The capacity of a workload, in pods that are ready: the count of the scale subresource is of pods that were made. Throws
 * `Refusal` for one that is being deleted.
 */
export function capacityOfWorkload(told: string, { workload, scale, pods, unplaced }: WorkloadRead): Capacity {
  if (workload.metadata?.deletionTimestamp !== undefined) {
    throw new Refusal(`${told} is being deleted; remove the scalable`);
  }
  const asked = askedOf(workload, scale);
  const running = readyOf(workload, pods);
  const inFlight = Math.max(0, asked - running);
  const waiting = Math.min(inFlight, (unplaced ?? []).filter(isUnschedulable).length);
  return {
    asked,
    running,
    inFlight,
    ...(waiting > 0 && { unplaced: waiting }),
    min: null,
    max: null,
    keepBecause: keepBecause(workload),
    voidOutBecause: voidOutBecause(workload),
    voidInBecause: null,
  };
}

/** What it was last told to be. A zero is left out of the JSON. */
export function askedOf({ spec }: Workload, scale: Scale | undefined): number {
  return (scale === undefined ? spec?.replicas : scale.spec?.replicas) ?? 0;
}

export function readyOf({ status }: Workload, pods: readonly Pod[] | undefined): number {
  return pods === undefined ? (status?.readyReplicas ?? 0) : pods.filter(isReady).length;
}

function isReady({ metadata, status }: Pod): boolean {
  if (metadata?.deletionTimestamp !== undefined) return false;
  return has(status?.conditions, 'Ready', 'True');
}

/** What the scheduler has tried and found no node for; what it has not looked at yet is starting. */
function isUnschedulable({ metadata, status }: Pod): boolean {
  const placed = status?.conditions?.find(({ type }) => type === 'PodScheduled');
  return metadata?.deletionTimestamp === undefined && placed?.status === 'False' && placed.reason === 'Unschedulable';
}

const has = (conditions: NonNullable<Pod['status']>['conditions'], type: string, status: string) =>
  (conditions ?? []).some((one) => one.type === type && one.status === status);

/** Pods of the old and of the new template run side by side, so what runs is not a measure of what could be spared. */
function keepBecause(workload: Workload): Because | null {
  const { spec, status } = workload;
  const old = (status?.replicas ?? 0) - (status?.updatedReplicas ?? 0) - heldBack(workload);
  if (old <= 0 || !isRolling(workload)) return null;
  if (spec?.paused !== true) return { says: 'a rollout is running' };
  return { says: 'a rollout is paused half-way, with {old} pods of the old template left; resume it or undo it', old };
}

/** Of a StatefulSet, what its partition keeps at the old template on purpose. */
function heldBack({ spec, status }: Workload): number {
  return Math.min(spec?.updateStrategy?.rollingUpdate?.partition ?? 0, status?.replicas ?? 0);
}

function isRolling({ spec, status }: Workload): boolean {
  // Pods are replaced when somebody deletes them, and not before.
  if (spec?.updateStrategy?.type === 'OnDelete') return false;
  if (status?.updateRevision !== undefined) return status.updateRevision !== status.currentRevision;
  // A custom resource that tells nothing of it has no rollout that could be seen.
  return status?.updatedReplicas !== undefined || spec?.paused !== undefined || isDeployment(spec);
}

const isDeployment = (spec: Workload['spec']) => spec !== undefined && 'strategy' in spec;

/** A quota, or a hook that refuses pods: a higher number makes none. */
function voidOutBecause({ status }: Workload): Because | null {
  const failure = status?.conditions?.find((one) => one.type === 'ReplicaFailure' && one.status === 'True');
  if (failure === undefined) return null;
  const { reason = 'no reason told', message = 'nothing more is told' } = failure;
  return {
    says: 'the cluster makes no more pods of it ({reason}: {message}); raise its quota, or mend its template',
    reason,
    message,
  };
}
