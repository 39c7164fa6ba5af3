import type { DBCluster } from '@aws-sdk/client-rds';
import { Refusal } from '../../../core/model/errors.ts';
import type { CheckedCluster, ClusterFacts } from '../../../core/scaling/checkup/targets/aurora-cluster.ts';
import type { Rival } from '../../../core/scaling/observation.ts';
import type { AccountReader } from '../../aws/account-reader.ts';
import { asked } from '../../aws/asked.ts';
import { nativeRivals, nativeSweeps } from '../targets/any-kind/native-rivals.ts';
import { describe, tellCluster } from '../targets/aurora/cluster.ts';
import { boundsOf, rangeOf } from '../targets/aurora-capacity/range.ts';
import { readReaders } from '../targets/aurora-readers/readers.ts';
import { scaledReaders } from '../targets/aurora-readers/scaled-readers.ts';
import { mostReaders } from '../targets/aurora-readers/set-readers.ts';
import { type Checked, type FactsWorld, leftMs } from './facts-world.ts';

type Kind = 'aurora-capacity' | 'aurora-readers';
type Target = ClusterFacts['target'];

/** Reads what is checked of a cluster, in one to six calls. */
export async function clusterFacts(
  { target }: Checked<Kind>,
  { readerIn, abortSignal }: FactsWorld,
): Promise<ClusterFacts> {
  const reader = readerIn(target.region);
  const [cluster, rivals] = await Promise.all([
    asked('rds:DescribeDBClusters', () => read(reader, target, abortSignal)),
    asked('application-autoscaling:Describe*', () => rivalsOf(reader, target)),
  ]);
  return { target, cluster, rivals };
}

async function rivalsOf(reader: AccountReader, target: Target): Promise<readonly Rival[]> {
  if (target.kind === 'aurora-capacity') return [];
  const clients = { reader: () => reader.applicationAutoScaling };
  const of = { region: target.region, scaled: scaledReaders(target) };
  const all = await nativeRivals({ clients, sweeps: nativeSweeps(), leftMs })(of);
  return all.filter(({ idle }) => idle !== true);
}

async function read({ rds }: AccountReader, target: Target, signal: AbortSignal): Promise<CheckedCluster | null> {
  const cluster = await describe(rds, target.dbClusterIdentifier, signal);
  if (cluster === null) return null;
  const tags = Object.fromEntries((cluster.TagList ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
  return { arn: cluster.DBClusterArn ?? '', tags, ...(await scalability(rds, target, cluster, signal)) };
}

/** The same as hinders a look. */
async function scalability(
  rds: AccountReader['rds'],
  target: Target,
  cluster: DBCluster,
  signal: AbortSignal,
): Promise<Pick<CheckedCluster, 'notScalable' | 'limits'>> {
  try {
    return { notScalable: null, limits: await limitsOf(rds, target, cluster, signal) };
  } catch (error) {
    if (error instanceof Refusal) return { notScalable: error.message, limits: null };
    throw error;
  }
}

async function limitsOf(rds: AccountReader['rds'], target: Target, cluster: DBCluster, signal: AbortSignal) {
  if (target.kind === 'aurora-capacity') return boundsOf(rangeOf(tellCluster(target), cluster), target.limit);
  const { own } = await readReaders(rds, target.dbClusterIdentifier, signal);
  return { min: own, max: mostReaders };
}
