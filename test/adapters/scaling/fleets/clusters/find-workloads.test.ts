import { describe, expect, test } from 'vitest';
import { findWorkloads } from '../../../../../adapters/scaling/fleets/clusters/find-workloads.ts';
import { onlyReading } from '../../../../../adapters/scaling/fleets/clusters/read-cluster.ts';
import { findFleets } from '../../../../../adapters/scaling/fleets/find-fleets.ts';
import type { ApiRequest } from '../../../../../adapters/scaling/targets/kubernetes-workload/api-request.ts';
import {
  ClusterUnreachable,
  KubernetesError,
} from '../../../../../adapters/scaling/targets/kubernetes-workload/kubernetes-error.ts';
import { bufferOfAnnotation } from '../../../../../core/scaling/config/kubernetes/buffer.ts';

const requests = { cpu: '500m', memory: '1Gi' };
const limits = { cpu: '1' };

function workload(
  name: string,
  replicas: number,
  { namespace = 'shop', resources = { requests, limits }, more = {} }: Any = {},
) {
  const spec = { replicas, template: { spec: { containers: [{ resources }] } } };
  return { metadata: { name, namespace, ...more }, spec, status: { readyReplicas: replicas } };
}

interface Any {
  readonly namespace?: string;
  readonly resources?: object;
  readonly more?: object;
}

const node = (type: string) => ({
  metadata: { labels: { 'node.kubernetes.io/instance-type': type } },
  status: { allocatable: { cpu: '2', memory: '8Gi' } },
});

const hpa = (name: string, kind: string, more: object) => ({
  metadata: { name, namespace: 'shop' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind, name }, maxReplicas: 9, ...more },
});

type Lists = Readonly<Record<string, readonly object[] | Error>>;

const lists: Lists = {
  deployments: [
    workload('web', 4),
    workload('batch', 2, { resources: { requests } }),
    workload('idle', 0),
    workload('coredns', 2, { namespace: 'kube-system' }),
    workload('web-headroom-buffer', 3, { more: { annotations: { [bufferOfAnnotation]: 'web' } } }),
  ],
  statefulsets: [workload('db', 3)],
  horizontalpodautoscalers: [
    hpa('web', 'Deployment', {
      minReplicas: 2,
      metrics: [{ resource: { name: 'cpu', target: { averageUtilization: 50 } } }],
    }),
    {
      ...hpa('batch', 'Deployment', {
        metrics: [{ external: { metric: { name: 's0-sqs' }, target: { averageValue: '5' } } }],
      }),
      metadata: { name: 'keda-hpa-jobs', namespace: 'shop', ownerReferences: [{ kind: 'ScaledObject', name: 'jobs' }] },
    },
  ],
  nodes: [node('m6i.large'), node('m6i.large')],
};

/** An account with these clusters, each of which answers alike. */
function anAccount(answers: Lists = lists, clusters: readonly string[] = ['prod'], pages = 1) {
  const asked: ApiRequest[] = [];
  const send = async (one: ApiRequest): Promise<unknown> => {
    asked.push(one);
    const url = new URL(one.path, 'https://cluster');
    const answer = answers[url.pathname.split('/').at(-1) ?? ''];
    if (answer instanceof Error || answer === undefined) throw answer ?? new Error(`nobody answers ${one.path}`);
    const page = Number(url.searchParams.get('continue') ?? 0);
    const size = Math.ceil(answer.length / pages);
    const items = answer.slice(page * size, (page + 1) * size);
    return { items, metadata: (page + 1) * size < answer.length ? { continue: String(page + 1) } : {} };
  };
  const calls: string[] = [];
  const eks = { send: async () => ({ clusters }) };
  return { readers: { eks: eks as never, client: onlyReading({ send }, (call) => calls.push(call)) }, asked, calls };
}

const forbidden = new KubernetesError(403, { reason: 'Forbidden' }, null);

describe('the workloads of clusters', () => {
  test('are found with what scales them and what their pods cost, but for those of Kubernetes itself', async () => {
    const { readers } = anAccount();
    const clients = { clusters: readers, ...noOthers };
    const { fleets, troubles } = await findFleets(clients as never, 'eu-central-1');
    expect(troubles).toEqual([]);
    expect(fleets.map(({ name }) => name)).toEqual([
      'prod/shop/batch',
      'prod/shop/db',
      'prod/shop/idle',
      'prod/shop/web',
    ]);
    const [batch, db, , web] = fleets;
    expect(web).toMatchObject({
      told: 'the deployments "web" in the namespace "shop" of the EKS cluster "prod"',
      target: { kind: 'kubernetes-workload', cluster: 'prod', namespace: 'shop', name: 'web' },
      ...{ bounds: { min: 2, max: 9 }, asked: 4, running: 4, scaledBy: ['an HPA on cpu at 50 %'] },
      unit: 'a pod of 0.5 CPU, 1 GiB',
      busy: {
        metricName: 'pod_cpu_utilization_over_pod_limit',
        dimensions: { ClusterName: 'prod', Namespace: 'shop', PodName: 'web' },
      },
    });
    // Half a core of four, which two m6i.large have at 0.096 dollars an hour each.
    expect(web?.usdPerUnitHour).toBeCloseTo((0.5 / 4) * 2 * 0.096, 6);
    expect(web).not.toHaveProperty('unmeasured');
    expect(batch).toMatchObject({ bounds: { min: 1, max: 9 }, scaledBy: ['KEDA ("jobs") on s0-sqs at 5'] });
    expect(batch?.unmeasured).toContain('no limit of CPU');
    expect(db).toMatchObject({ target: { resource: 'statefulsets' }, bounds: null, scaledBy: [] });
  });

  test('are read by nothing but lists, four a cluster, a page at a time', async () => {
    const { readers, asked, calls } = anAccount(lists, ['one', 'two']);
    await findWorkloads(readers, null);
    expect(asked.map(({ method }) => method)).toEqual(Array(8).fill('GET'));
    expect(calls).toHaveLength(8);
    const paged = anAccount(lists, ['one'], 3);
    const { fleets } = await findWorkloads(paged.readers, null);
    expect(fleets).toHaveLength(4);
    expect(paged.asked.every(({ path }) => path.includes('limit=500'))).toBe(true);
    const change = { cluster: 'one', method: 'PATCH', path: '/apis/apps/v1/deployments/web', body: {} } as const;
    await expect(readers.client.send(change)).rejects.toThrow('is not sent: this client only reads');
    expect(asked.some(({ method }) => method === 'PATCH')).toBe(false);
  });

  test.each([
    [
      new KubernetesError(401, { reason: 'Unauthorized' }, null),
      /"prod" was not looked at: it does not know you; .*create-access-entry --cluster-name prod .*associate-access-policy .*AmazonEKSViewPolicy/,
    ],
    [forbidden, /does not let you list its workloads; .*associate-access-policy/],
    [
      new ClusterUnreachable('x.eks does not answer; its endpoint is private', 'ETIMEDOUT', null),
      /endpoint is private/,
    ],
  ])('of a cluster that lets nobody in are told with what does', async (deployments, says) => {
    const { fleets, troubles } = await findWorkloads(anAccount({ ...lists, deployments }).readers, 'eu-central-1');
    expect(fleets).toEqual([]);
    expect(troubles).toEqual([expect.stringMatching(says)]);
  });

  test.each([
    ['us-gov-west-1', 'arn:aws-us-gov:eks::aws:'],
    ['cn-north-1', 'arn:aws-cn:eks::aws:'],
    [null, 'arn:aws-eusc:eks::aws:'],
  ])('of another part of AWS are told with its policy: %s', async (region, policy) => {
    const unknown = new KubernetesError(401, { reason: 'Unauthorized' }, null);
    const { eks, client } = anAccount({ ...lists, deployments: unknown }).readers;
    const own = Object.assign({}, eks, { config: { region: async () => 'eusc-de-east-1' } });
    const { troubles } = await findWorkloads({ eks: own as never, client }, region);
    expect(troubles[0]).toContain(policy);
  });

  test('are found without prices where nodes may not be listed, and without scalers where those may not', async () => {
    const answers = { ...lists, nodes: forbidden, horizontalpodautoscalers: forbidden };
    const { fleets, troubles } = await findWorkloads(anAccount(answers).readers, null);
    expect(fleets.map(({ fleet }) => fleet([]).pod?.usdPerHour)).toEqual([null, null, null, null]);
    expect(fleets[0]?.fleet([]).scaledBy).toEqual(['nobody may say']);
    expect(troubles).toEqual([expect.stringContaining('autoscalers'), expect.stringContaining('give --price')]);
    const strange = await findWorkloads(
      anAccount({ ...lists, nodes: [node('m6i.large'), node('z9.huge')] }).readers,
      null,
    );
    expect(strange.fleets[0]?.fleet([]).pod?.usdPerHour).toBeNull();
  });

  test('are left alone where clusters may not be listed, which is told', async () => {
    const { readers } = anAccount();
    const eks = { send: async () => Promise.reject(Object.assign(new Error('not you'), { name: 'AccessDenied' })) };
    const { fleets, troubles } = await findWorkloads({ ...readers, eks: eks as never }, null);
    expect([fleets, troubles]).toEqual([[], ['clusters of EKS were not looked at: AccessDenied: not you']]);
  });
});

const nobody = { send: async () => ({}) };
const noOthers = { groups: nobody, ecs: nobody, scaling: nobody, balancers: nobody };
