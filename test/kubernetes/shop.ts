import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeAccessEntryCommand, EKSClient } from '@aws-sdk/client-eks';
import { clusterClient } from '../../adapters/scaling/targets/kubernetes-workload/cluster-client.ts';
import { kubernetesWorkloads } from '../../adapters/scaling/targets/kubernetes-workload/kubernetes-workload.ts';
import { roleOf } from '../../core/scaling/config/kubernetes/role.ts';
import type { TargetConfig } from '../../core/scaling/config/target-kinds.ts';
import type { KubernetesServers } from '../../local/kubernetes/build-servers.ts';
import { type LocalCluster, startCluster } from '../../local/kubernetes/start-cluster.ts';
import { startAuthenticator } from './authenticator.ts';

const region = 'eu-central-1';
export const arn = 'arn:aws:sts::111122223333:assumed-role/headroom/look';
const key = 'AKIDEXAMPLE';
/** Keys of people: one whom no role is bound to but by a test, and one who may do everything. */
export const viewerKey = 'AKIDVIEWER';
export const adminKey = 'AKIDADMIN';
const [viewer, admin] = ['viewer', 'admin'].map((name) => `arn:aws:iam::111122223333:user/${name}`) as [string, string];

export interface Shop {
  readonly cluster: LocalCluster;
  readonly client: ReturnType<typeof clusterClient>;
  readonly target: ReturnType<typeof kubernetesWorkloads>;
  /** Of a workload of the namespace `shop`. */
  config(name: string, more?: Partial<TargetConfig<'kubernetes-workload'>>): TargetConfig<'kubernetes-workload'>;
  until<Told>(what: string, path: string, isSo: (told: Told) => boolean): Promise<Told>;
  stop(): Promise<void>;
}

/** A cluster with a namespace, a node of so many cores, and a role of Headroom's that may scale the Deployment `web` and the StatefulSet `db` alone. */
export async function openShop(servers: KubernetesServers, { cores = '8', podMs = 500 } = {}): Promise<Shop> {
  const authenticator = await startAuthenticator({
    ...{ region, cluster: 'shop' },
    // Who signed is not asked here: another suite sends it to STS.
    whoIs: async (presigned) => {
      const [signer = ''] = presigned.searchParams.get('X-Amz-Credential')?.split('/') ?? [];
      return { [key]: arn, [viewerKey]: viewer, [adminKey]: admin }[signer] ?? null;
    },
    groupsOf: (who) => ({ [arn]: ['headroom:test'], [viewer]: ['viewers'], [admin]: ['system:masters'] })[who] ?? null,
  });
  const cluster = await startCluster(servers, { podMs, tokenWebhook: authenticator.url });
  await cluster.ask('POST', '/api/v1/namespaces', { metadata: { name: 'shop' } });
  await addNode(cluster, 'node-1', cores);
  for (const [resource, name] of [
    ['deployments', 'web'],
    ['statefulsets', 'db'],
    ['deployments', 'gone'],
  ] as const) {
    await grant(cluster, { group: 'apps', resource, name });
  }
  const client = clientOf(cluster, key);
  const world = { account: null, leftMs: () => 5000, random: Math.random };
  const target = kubernetesWorkloads({ ...world, clients: { reader: () => client, actor: () => client } });
  return {
    cluster,
    client,
    target,
    config: (name, more = {}) => ({
      kind: 'kubernetes-workload',
      ...{ account: null, region: null, cluster: 'shop', namespace: 'shop' },
      ...{ group: 'apps', version: 'v1', resource: 'deployments', name },
      ...more,
    }),
    async until<Told>(what: string, path: string, isSo: (told: Told) => boolean): Promise<Told> {
      for (let waits = 0; waits < 600; waits++) {
        const told = (await cluster.ask('GET', path)) as Told;
        if (isSo(told)) return told;
        await sleep(50);
      }
      throw new Error(`waited in vain for ${what}: ${JSON.stringify(await cluster.ask('GET', path))}`);
    },
    stop: async () => {
      await cluster.stop();
      await authenticator.stop();
    },
  };
}

/** As the function has it, with an EKS that knows this one cluster. */
export function clientOf({ endpoint, ca }: Pick<LocalCluster, 'endpoint' | 'ca'>, accessKeyId: string) {
  return clusterClient(eksOf({ endpoint, ca }, accessKeyId, null), Date.now);
}

/** An EKS that knows this one cluster, and one access entry or none. */
export function eksOf(
  { endpoint, ca }: Pick<LocalCluster, 'endpoint' | 'ca'>,
  accessKeyId: string,
  accessEntry: { readonly kubernetesGroups: readonly string[] } | null,
): EKSClient {
  const eks = new EKSClient({ region, credentials: { accessKeyId, secretAccessKey: 'secret' } });
  const certificateAuthority = { data: Buffer.from(ca).toString('base64') };
  const accessConfig = { authenticationMode: 'API' };
  const cluster = { endpoint, certificateAuthority, accessConfig, status: 'ACTIVE' };
  const send = async (command: object) => {
    if (!(command instanceof DescribeAccessEntryCommand)) return { cluster };
    if (accessEntry !== null) return { accessEntry };
    throw Object.assign(new Error('no such entry'), { name: 'ResourceNotFoundException' });
  };
  return Object.assign(eks, { send }) as EKSClient;
}

export async function addNode(cluster: LocalCluster, name: string, cpu: string): Promise<void> {
  const room = { cpu, memory: '64Gi', pods: '200' };
  await cluster.ask('POST', '/api/v1/nodes', { metadata: { name }, status: { allocatable: room, capacity: room } });
}

/** What `headroom manifests role` prints, applied; with `grants`, what it prints besides of one with a buffer. */
export async function grant(
  cluster: LocalCluster,
  workload: { group: string; resource: string; name: string },
  grants: typeof roleOf = roleOf,
) {
  for (const one of grants('test', { namespace: 'shop', ...workload })) {
    const resource = `${one.kind.toLowerCase()}s`;
    await cluster.ask('POST', `/apis/rbac.authorization.k8s.io/v1/namespaces/shop/${resource}`, one);
  }
}

/** A Deployment of pods that each take so much of a core. */
export function aDeployment(
  name: string,
  replicas: number,
  { cpu = '1', ...spec }: { cpu?: string; [more: string]: unknown } = {},
) {
  return { metadata: { name }, spec: { replicas, ...template(name, cpu), ...spec } };
}

export function template(name: string, cpu: string, image = 'web:1') {
  const labels = { app: name };
  const containers = [{ name: 'main', image, resources: { requests: { cpu } } }];
  return {
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers, terminationGracePeriodSeconds: 0 } },
  };
}

export const deployments = '/apis/apps/v1/namespaces/shop/deployments';
export const statefulSets = '/apis/apps/v1/namespaces/shop/statefulsets';
export const autoscalers = '/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers';
