import { DescribeClusterCommand } from '@aws-sdk/client-eks';
import type {
  ClusterTold,
  ScaleTold,
  WorkloadFacts,
} from '../../../core/scaling/checkup/targets/kubernetes-workload.ts';
import type { TargetConfig } from '../../../core/scaling/config/target-kinds.ts';
import type { AccountReader } from '../../aws/account-reader.ts';
import { asked } from '../../aws/asked.ts';
import { noPool } from '../targets/any-kind/no-pool.ts';
import { type ClusterClient, clusterClient } from '../targets/kubernetes-workload/cluster-client.ts';
import { lettingIn } from '../targets/kubernetes-workload/cluster-place.ts';
import { KubernetesError } from '../targets/kubernetes-workload/kubernetes-error.ts';
import { kubernetesWorkloads } from '../targets/kubernetes-workload/kubernetes-workload.ts';
import { workloadPath } from '../targets/kubernetes-workload/paths.ts';
import { workloadRivals } from '../targets/kubernetes-workload/rivals.ts';
import type { Scale } from '../targets/kubernetes-workload/workload.ts';
import { type ActsAs, type Checked, type FactsWorld, leftMs } from './facts-world.ts';
import { accessEntry, rightsOfGroup } from './kubernetes-access.ts';

type Target = TargetConfig<'kubernetes-workload'>;

/** Reads what is checked of a workload as whoever asks: two calls of EKS, and some of the cluster, which changes nothing. */
export async function workloadFacts(
  { target, warmPool }: Checked<'kubernetes-workload'>,
  { readerIn, abortSignal, acting }: FactsWorld,
): Promise<WorkloadFacts> {
  const reader = readerIn(target.region);
  const client = clusterClient(reader.eks, Date.now);
  const hasPool = warmPool?.mode === 'on';
  const [cluster, scale, rivals, access, pool] = await Promise.all([
    asked('eks:DescribeCluster', () => describe(reader, target, abortSignal)),
    asked('the scale of the workload', () => dryRun(client, target, abortSignal)),
    asked('horizontalpodautoscalers', () => workloadRivals({ clients: { reader: () => client }, leftMs })(target)),
    acting === undefined ? null : accessOf({ reader, client, target, acting, hasPool, abortSignal }),
    hasPool ? asked('its buffer', () => poolOf(client, target)) : null,
  ]);
  return { target, cluster, scale, rivals, access, pool };
}

interface Access {
  readonly reader: AccountReader;
  readonly client: ClusterClient;
  readonly target: Target;
  readonly acting: ActsAs;
  readonly hasPool: boolean;
  readonly abortSignal: AbortSignal;
}

async function accessOf({ reader, client, target, acting, hasPool, abortSignal }: Access) {
  const { deployment, roleArn } = acting;
  const [role, rights] = await Promise.all([
    roleArn === null ? null : entryOf(reader, target, roleArn, abortSignal),
    asked('create subjectaccessreviews', () => rightsOfGroup(client, target, { deployment, hasPool }, abortSignal)),
  ]);
  return { deployment, role, rights };
}

async function entryOf(reader: AccountReader, target: Target, arn: string, abortSignal: AbortSignal) {
  const entry = await asked('eks:DescribeAccessEntry', () => accessEntry(reader, target, arn, abortSignal));
  return { arn, entry };
}

async function poolOf(client: ClusterClient, target: Target) {
  const clients = { reader: () => client, actor: () => client };
  const { pool } = kubernetesWorkloads({ clients, account: null, leftMs, random: Math.random });
  return pool?.(target, { readyBy: 'image', wasRefused: false }) ?? noPool();
}

async function describe(
  { eks }: AccountReader,
  { cluster: name }: Target,
  abortSignal: AbortSignal,
): Promise<ClusterTold | null> {
  const { cluster } = await eks.send(new DescribeClusterCommand({ name }), { abortSignal }).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return { cluster: undefined };
    throw error;
  });
  if (cluster === undefined) return null;
  const cidrs = lettingIn(cluster.resourcesVpcConfig);
  return {
    arn: cluster.arn ?? '',
    tags: cluster.tags ?? {},
    status: cluster.status ?? 'of no status',
    authenticationMode: cluster.accessConfig?.authenticationMode ?? 'CONFIG_MAP',
    isPublic: cluster.resourcesVpcConfig?.endpointPublicAccess !== false,
    ...(cidrs !== null && { publicCidrs: cidrs }),
  };
}

/** Sets its scale to what it is, and that for the show of it: the server checks all that it would check, and keeps nothing. */
async function dryRun(client: ClusterClient, target: Target, abortSignal: AbortSignal): Promise<ScaleTold | null> {
  const { cluster } = target;
  const path = `${workloadPath(target)}/scale`;
  try {
    const { spec = {} } = (await client.send({ cluster, method: 'GET', path }, { abortSignal })) as Scale;
    const { replicas = 0 } = spec;
    const asking = {
      cluster,
      method: 'PATCH',
      path: `${path}?dryRun=All&fieldManager=headroom`,
      body: { spec: { replicas } },
    } as const;
    const refused = await client.send(asking, { abortSignal }).then(
      () => null,
      (error: unknown) => refusal(error),
    );
    return { replicas, refused };
  } catch (error) {
    if (error instanceof KubernetesError && error.name === 'NotFound') return null;
    throw error;
  }
}

function refusal(error: unknown): string {
  if (error instanceof KubernetesError && !/^(Unauthorized|Forbidden)$/.test(error.name)) return error.message;
  throw error;
}
