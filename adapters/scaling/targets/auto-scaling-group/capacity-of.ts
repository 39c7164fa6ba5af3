import type { AutoScalingGroup, Instance } from '@aws-sdk/client-auto-scaling';
import { Refusal } from '../../../../core/model/errors.ts';
import type { Because } from '../../../../core/model/reason.ts';
import type { Capacity } from '../../../../core/scaling/observation.ts';
import { rivalProcesses } from './rivals.ts';

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
  const serving = instances.filter(({ LifecycleState }) => LifecycleState === 'InService');
  const running = weightOf(serving);
  const pending = weightOf(instances.filter(({ LifecycleState }) => LifecycleState?.startsWith('Pending')));
  const launch = suspension(group, 'Launch');
  const units = weightBecause(group);
  return {
    asked,
    running,
    ...(serving.length !== running && { instances: serving.length }),
    ...zonesOf(serving),
    inFlight: launch === null ? Math.max(pending, asked - running, 0) : pending,
    min: group.MinSize ?? null,
    max: group.MaxSize ?? null,
    keepBecause: keepBecause(instances),
    ...(units !== null && { unitsBecause: units }),
    ...suspendedOf(group),
    voidOutBecause: launch,
    voidInBecause: suspension(group, 'Terminate') ?? protectionBecause(instances),
  };
}

/** Units by zone; told where every instance tells its own. */
function zonesOf(serving: readonly Instance[]): Pick<Capacity, 'zones'> {
  const zones: Record<string, number> = {};
  for (const instance of serving) {
    const { AvailabilityZoneId: zone } = instance;
    if (zone === undefined) return {};
    zones[zone] = (zones[zone] ?? 0) + weightOf([instance]);
  }
  return serving.length === 0 ? {} : { zones };
}

function weightOf(instances: readonly Instance[]): number {
  return instances.reduce((sum, { WeightedCapacity }) => sum + (weight(WeightedCapacity) ?? 1), 0);
}

function weight(told: string | number | undefined): number | null {
  const units = Number(told);
  return told !== undefined && Number.isFinite(units) && units > 0 ? units : null;
}

/** Where the group counts vCPUs or memory and an instance does not say how many, what runs is not told in what is asked for. */
function weightBecause({ DesiredCapacityType: type, Instances = [] }: AutoScalingGroup): Because | null {
  if (type === undefined || type === 'units') return null;
  const unknown = Instances.filter(({ WeightedCapacity }) => weight(WeightedCapacity) === null).length;
  if (unknown === 0) return null;
  const says =
    'the group counts {type}, and {unknown} of its instances do not tell theirs, so that nobody knows what could go; give its instance types weights';
  return { says, type, unknown };
}

/** Which of the processes are suspended without which the group's own policies and schedules change nothing. */
function suspendedOf({ SuspendedProcesses = [] }: AutoScalingGroup): Pick<Capacity, 'suspended'> {
  const suspended = rivalProcesses.filter((name) => SuspendedProcesses.some(({ ProcessName }) => ProcessName === name));
  return suspended.length === 0 ? {} : { suspended };
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
