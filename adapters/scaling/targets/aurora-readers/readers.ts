import { type DBCluster, type DBInstance, DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { Refusal } from '../../../../core/model/errors.ts';
import type { Because } from '../../../../core/model/reason.ts';
import { clusterBusy, type RdsSender, readCluster, tellCluster } from '../aurora/cluster.ts';
import type { SizedCluster } from './size-of.ts';

/** The readers of a cluster, as RDS tells of them. */
export interface Readers {
  /** Those that are to stay, whatever state they are in. */
  readonly listed: number;
  /** Those that serve. */
  readonly running: number;
  /** Those that Application Auto Scaling did not make, and so never removes. */
  readonly own: number;
  /** Why it would change nothing just now; null where it would. */
  readonly busyBecause: Because | null;
}

/** What Application Auto Scaling calls each reader that it makes begins so. */
const madeByAws = 'application-autoscaling-';

/** States of an instance in which it answers reads. */
const serving = new Set(['available', 'backing-up', 'configuring-enhanced-monitoring', 'configuring-log-exports']);

/** Reads cluster and instances. Throws `Refusal` for a cluster whose readers are not scaled so. */
export async function readReaders(client: RdsSender, id: string, abortSignal: AbortSignal): Promise<Readers> {
  const told = tellCluster({ dbClusterIdentifier: id });
  const cluster = await readCluster(client, id, abortSignal);
  refuseSecondary(told, cluster);
  return readersOf(told, cluster, await instancesOf(client, id, abortSignal));
}

/** Reads cluster and instances, as far as their classes go. Throws `Refusal` as above. */
export async function readSized(client: RdsSender, id: string, abortSignal: AbortSignal): Promise<SizedCluster> {
  const told = tellCluster({ dbClusterIdentifier: id });
  const cluster = await readCluster(client, id, abortSignal);
  const instances = await instancesOf(client, id, abortSignal);
  return { told, cluster, instances: instances.filter(({ DBInstanceStatus }) => DBInstanceStatus !== 'deleting') };
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Integrating.AutoScaling.html */
function refuseSecondary(told: string, { ReplicationSourceIdentifier: source = '' }: DBCluster): void {
  if (source === '') return;
  const because = 'whose readers Application Auto Scaling does not scale';
  throw new Refusal(`${told} is a secondary one of a global database, ${because}; remove the scalable`);
}

async function instancesOf(client: RdsSender, id: string, abortSignal: AbortSignal): Promise<readonly DBInstance[]> {
  const Filters = [{ Name: 'db-cluster-id', Values: [id] }];
  const found: DBInstance[] = [];
  let Marker: string | undefined;
  do {
    const asked = new DescribeDBInstancesCommand({ Filters, ...(Marker !== undefined && { Marker }) });
    const page = await client.send(asked, { abortSignal });
    found.push(...(page.DBInstances ?? []));
    Marker = page.Marker;
  } while (Marker !== undefined && Marker !== '');
  return found;
}

/** An instance that is being made may be no member of its cluster yet: who writes is the one thing that members tell. */
function readersOf(told: string, cluster: DBCluster, instances: readonly DBInstance[]): Readers {
  const members = cluster.DBClusterMembers ?? [];
  const writer = members.find(({ IsClusterWriter }) => IsClusterWriter === true)?.DBInstanceIdentifier;
  if (writer === undefined) throw new Refusal(`${told} has no instance that writes; make one, or remove the scalable`);
  const staying = instances
    .filter(({ DBInstanceIdentifier }) => DBInstanceIdentifier !== writer)
    .filter(({ DBInstanceStatus }) => DBInstanceStatus !== 'deleting');
  return {
    listed: staying.length,
    running: staying.filter(({ DBInstanceStatus = '' }) => serving.has(DBInstanceStatus)).length,
    own: staying.filter(({ DBInstanceIdentifier = '' }) => !DBInstanceIdentifier.startsWith(madeByAws)).length,
    busyBecause: clusterBusy(told, cluster) ?? instanceBusy(told, instances),
  };
}

/** It acts while all are available, and otherwise says yes and does nothing. */
function instanceBusy(told: string, instances: readonly DBInstance[]): Because | null {
  const busy = instances.find(({ DBInstanceStatus }) => DBInstanceStatus !== 'available');
  if (busy === undefined) return null;
  const { DBInstanceIdentifier: instance = '', DBInstanceStatus: status = 'unknown' } = busy;
  const says = '{told} takes no other change of its readers until all are available: {instance} is {status}';
  return { says, told, instance, status };
}
