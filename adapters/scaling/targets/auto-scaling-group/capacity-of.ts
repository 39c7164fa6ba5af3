import type { AutoScalingGroup, Instance } from '@aws-sdk/client-auto-scaling';
import { Refusal } from '../../../../core/model/errors.ts';
import type { Because } from '../../../../core/model/reason.ts';
import type { Capacity } from '../../../../core/scaling/observation.ts';

/**
 * The capacity of a group as DescribeAutoScalingGroups tells it, in the group's units: instances count by their weights,
 * only those InService run; Standby, warm pool and terminating ones do not.
 * Throws `Refusal` for a group that is being deleted.
 */
export function capacityOfGroup(group: AutoScalingGroup): Capacity {
  if (group.Status) {
    const told = `the Auto Scaling group "${group.AutoScalingGroupName}" is being deleted (${group.Status})`;
    throw new Refusal(`${told}; remove the scalable`);
  }
  const instances = group.Instances ?? [];
  const asked = group.DesiredCapacity ?? 0;
  const running = weightOf(instances.filter(({ LifecycleState }) => LifecycleState === 'InService'));
  const pending = weightOf(instances.filter(({ LifecycleState }) => LifecycleState?.startsWith('Pending')));
  const launch = suspension(group, 'Launch');
  return {
    asked,
    running,
    inFlight: launch === null ? Math.max(pending, asked - running, 0) : pending,
    min: group.MinSize ?? null,
    max: group.MaxSize ?? null,
    keepBecause: keepBecause(instances),
    voidOutBecause: launch,
    voidInBecause: suspension(group, 'Terminate') ?? protectionBecause(instances),
  };
}

function weightOf(instances: readonly Instance[]): number {
  return instances.reduce((sum, { WeightedCapacity }) => sum + (weight(WeightedCapacity) ?? 1), 0);
}

function weight(told: string | number | undefined): number | null {
  const units = Number(told);
  return told !== undefined && Number.isFinite(units) && units > 0 ? units : null;
}

function suspension({ SuspendedProcesses = [] }: AutoScalingGroup, name: 'Launch' | 'Terminate'): Because | null {
  const suspended = SuspendedProcesses.find(({ ProcessName }) => ProcessName === name);
  if (suspended === undefined) return null;
  const says = 'the process {process} of the group is suspended ({reason}); resume it';
  return { says, process: name, reason: suspended.SuspensionReason || 'no reason told' };
}

/** A root volume is only ever replaced by an instance refresh. */
function keepBecause(instances: readonly Instance[]): Because | null {
  const refreshed = instances.some(({ LifecycleState }) => LifecycleState?.startsWith('ReplacingRootVolume'));
  return refreshed ? { says: 'an instance refresh is replacing root volumes' } : null;
}

function protectionBecause(instances: readonly Instance[]): Because | null {
  const inService = instances.filter(({ LifecycleState }) => LifecycleState === 'InService');
  if (inService.length === 0 || !inService.every(({ ProtectedFromScaleIn }) => ProtectedFromScaleIn)) return null;
  return { says: 'every instance is protected from scale-in; lift the protection of some' };
}
