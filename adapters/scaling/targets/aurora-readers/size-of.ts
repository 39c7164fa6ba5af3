import type { DBCluster, DBInstance } from '@aws-sdk/client-rds';
import type { Because } from '../../../../core/model/reason.ts';
import type { SizeStep } from '../../../../core/scaling/sizing/kept-size.ts';
import type { ClusterInstance } from '../../../../core/scaling/sizing/rollouts/next-instance.ts';
import type { Rollout, SizeTold } from '../../../../core/scaling/sizing/size-told.ts';

/** A cluster with its instances, but for those that are going. */
export interface SizedCluster {
  readonly told: string;
  readonly cluster: DBCluster;
  readonly instances: readonly DBInstance[];
}

/**
 * States that an instance does not leave by itself
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/accessing-monitoring.html#Overview.DBInstance.Status).
 */
const broken =
  /^(failed|inaccessible-encryption-credentials|incompatible-.*|insufficient-capacity|storage-full|restore-error)$/;

/** An instance while its class changes has the new one only in what is pending. */
const classOf = ({ DBInstanceClass = 'unknown', PendingModifiedValues }: DBInstance) =>
  PendingModifiedValues?.DBInstanceClass ?? DBInstanceClass;

const isPending = ({ PendingModifiedValues }: DBInstance) => PendingModifiedValues?.DBInstanceClass !== undefined;
const nameOf = ({ DBInstanceIdentifier = '' }: DBInstance) => DBInstanceIdentifier;
const isBroken = ({ DBInstanceStatus = '' }: DBInstance) => broken.test(DBInstanceStatus);

/** The instances of a cluster, as far as their classes go. What is broken takes the change that mends it. */
export function instancesOf({ cluster, instances }: SizedCluster): readonly ClusterInstance[] {
  const writer = writerOf(cluster);
  const isAvailable = cluster.Status === 'available';
  return instances.map((one) => ({
    name: nameOf(one),
    size: classOf(one),
    isWriter: nameOf(one) === writer,
    isAvailable: isAvailable && (isBroken(one) || (one.DBInstanceStatus === 'available' && !isPending(one))),
    priority: one.PromotionTier ?? 1,
  }));
}

function writerOf({ DBClusterMembers = [] }: DBCluster): string | undefined {
  return DBClusterMembers.find(({ IsClusterWriter }) => IsClusterWriter === true)?.DBInstanceIdentifier;
}

/** How big the instances of a cluster are. A new reader gets the class of the writer, which so is the size of the cluster. */
export function sizeOfCluster(seen: SizedCluster, step: SizeStep | null): Omit<SizeTold, 'of'> {
  const { instances } = seen;
  const all = instancesOf(seen);
  const next = all.find(({ isWriter }) => isWriter)?.size ?? null;
  const serving: Record<string, number> = {};
  for (const one of instances.filter(({ DBInstanceStatus }) => DBInstanceStatus === 'available')) {
    if (nameOf(one) === writerOf(seen.cluster)) continue;
    const { DBInstanceClass = 'unknown' } = one;
    serving[DBInstanceClass] = (serving[DBInstanceClass] ?? 0) + 1;
  }
  const classes = [...new Set(all.map(({ size }) => size))].sort();
  return {
    next,
    serving,
    underWay: underWay(seen, classes, step),
    ended: null,
    // The writer stands beside, so that one reader is enough where one is lost.
    zones: 1,
    fixedBecause: fixedBecause(seen, classes, step),
    rollout: rolloutOf(seen, all, step),
  };
}

function underWay({ cluster, instances }: SizedCluster, classes: readonly string[], step: SizeStep | null) {
  const changing = instances.find(isPending);
  if (changing !== undefined) return `a change of the class of ${nameOf(changing)}`;
  if (step === null) return null;
  const isAway = cluster.Status !== 'available' || instances.some((one) => one.DBInstanceStatus !== 'available');
  return classes.length > 1 || isAway ? `a change to ${step.back === undefined ? step.to : step.from}` : null;
}

function fixedBecause(
  { told, cluster }: SizedCluster,
  classes: readonly string[],
  step: SizeStep | null,
): Because | null {
  if (classes.includes('db.serverless'))
    return { says: '{told} has instances that are serverless, and scale themselves; leave sizes out', told };
  if (writerOf(cluster) === undefined) return { says: '{told} has no instance that writes', told };
  if (step !== null || classes.length < 2) return null;
  const says = 'the instances of {told} are of several classes ({classes}); give all of them that of the writer';
  return { says, told, classes: classes.join(', ') };
}

function rolloutOf(
  { told, cluster, instances }: SizedCluster,
  all: readonly ClusterInstance[],
  step: SizeStep | null,
): Rollout {
  const away = instances.find((one) => !isBroken(one) && (one.DBInstanceStatus !== 'available' || isPending(one)));
  const status = away?.DBInstanceStatus ?? (cluster.Status === 'available' ? null : (cluster.Status ?? 'unknown'));
  const says = '{name} is {status}, and the next is changed once all are available';
  const busyBecause = status === null ? null : { says, name: away === undefined ? told : nameOf(away), status };
  const young = all.filter(({ size }) => size === step?.to);
  const dead = instances.find((one) => isBroken(one) && classOf(one) === step?.to);
  return {
    takesOut: 1,
    busyBecause,
    canary: step !== null && young.length === 1 && all.length > 1 && busyBecause === null ? { calls: null } : null,
    brokenBecause:
      dead === undefined
        ? null
        : { says: '{name} is {status}', name: nameOf(dead), status: dead.DBInstanceStatus ?? 'unknown' },
  };
}
