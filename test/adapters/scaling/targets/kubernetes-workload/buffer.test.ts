import { describe, expect, test } from 'vitest';
import { kubernetesWorkloads } from '../../../../../adapters/scaling/targets/kubernetes-workload/kubernetes-workload.ts';
import { servedBuffers } from '../../../../../adapters/scaling/targets/kubernetes-workload/served-buffers.ts';
import { bufferOf } from '../../../../../core/scaling/config/kubernetes/buffer.ts';
import type { TargetConfig } from '../../../../../core/scaling/config/target-kinds.ts';
import { deployment, FakeCluster } from './fake-cluster.ts';

const config: TargetConfig<'kubernetes-workload'> = {
  kind: 'kubernetes-workload',
  ...{ account: null, region: null, cluster: 'shop', namespace: 'shop' },
  ...{ group: 'apps', version: 'v1', resource: 'deployments', name: 'web' },
};
const requests = { cpu: '500m', memory: '1Gi' };
const pod = { containers: [{ image: 'web', resources: { requests } }] };
const set = (prepared: number, minSize = 0) =>
  ({ minSize, prepared, poolState: 'Running', reuseOnScaleIn: true }) as const;
const minute = { leftMs: () => 60_000 };
const buffer = 'web-headroom-buffer';

/** What of the printed manifest is changed here. */
interface Placeholders {
  metadata: { labels?: object; annotations?: object; deletionTimestamp?: string };
  spec: { template: { spec: { priorityClassName?: string; containers: { image: string }[] } } };
}

const runs =
  (image: string) =>
  ({ spec }: Placeholders) => {
    spec.template.spec.containers = [{ image }];
  };

/** Two pods of `own` run beside `units` placeholders, of which one is ready. */
function open(change: (placeholders: Placeholders) => unknown = () => {}, own: object = pod, units = 3) {
  const fake = new FakeCluster();
  const { spec } = deployment(2);
  fake.workloads.set('web', { ...deployment(2), spec: { ...spec, template: { spec: own } } });
  const [, printed] = bufferOf({ namespace: 'shop', name: 'web', units, requests });
  const placeholders = structuredClone({ ...printed, status: { readyReplicas: 1, replicas: units } });
  change(placeholders as unknown as Placeholders);
  fake.workloads.set(buffer, placeholders as never);
  const clients = { reader: () => fake.client, actor: () => fake.client };
  const world = { clients, account: null, leftMs: () => 5000, random: () => 0 };
  const target = kubernetesWorkloads(
    world,
    servedBuffers(() => 0),
  );
  const pool = () => target.pool?.(config, { readyBy: 'image', wasRefused: false });
  return { fake, target, pool, setPool: (to: ReturnType<typeof set> | null) => target.setPool?.(config, to, minute) };
}

const sizeOf = ({ fake }: ReturnType<typeof open>) => fake.workloads.get(buffer)?.spec?.replicas;

describe('the buffer of a workload', () => {
  test('is told with what is ready of it, and what comes', async () => {
    expect(await open().pool()).toEqual({
      ...{ set: set(0, 3), isApart: true, ready: 1, coming: 2, units: null },
      ...{ unusableBecause: null, frozenBecause: null },
    });
  });

  test.each([
    ['so that both are as many as is said', set(8), 6],
    ['to nothing where more run', set(1), 0],
    ['back to what it was', set(0, 2), 2],
    ['away', null, 0],
  ])('is sized %s', async (_, to, expected) => {
    const opened = open();
    for (let times = 0; times < 2; times++) expect((await opened.setPool(to))?.is).toBe('applied');
    expect(sizeOf(opened)).toBe(expected);
    expect(opened.fake.called('patch scale')).toBe(1);
  });

  test.each<[string, (placeholders: Placeholders) => unknown, object, RegExp]>([
    ['has no label of ours', ({ metadata }: Placeholders) => delete metadata.labels, pod, /is not a placeholder/],
    [
      'is of another workload',
      ({ metadata }: Placeholders) => (metadata.annotations = {}),
      pod,
      /is not a placeholder/,
    ],
    [
      'has another priority',
      ({ spec }: Placeholders) => delete spec.template.spec.priorityClassName,
      pod,
      /is not a placeholder/,
    ],
    ['runs something', runs('web'), pod, /is not a placeholder/],
    [
      'has a container besides',
      ({ spec }: Placeholders) => spec.template.spec.containers.push({ image: 'log' }),
      pod,
      /is no/,
    ],
    ['has none', ({ spec }: Placeholders) => (spec.template.spec.containers = []), pod, /is not a placeholder/],
    ['is smaller than a pod', () => {}, { containers: [{ resources: { requests: { cpu: '1' } } }] }, /no room for one/],
    [
      'is smaller than its limit',
      () => {},
      { containers: [{ resources: { limits: { cpu: '1' } } }] },
      /no room for one/,
    ],
    ['is on other nodes', () => {}, { ...pod, nodeSelector: { disk: 'ssd' } }, /another \{place\}/],
    ['is not tolerated there', () => {}, { ...pod, tolerations: [{ key: 'gpu' }] }, /another \{place\}/],
    ['does not give way', () => {}, { ...pod, priorityClassName: 'headroom-buffer' }, /do not give way/],
    ['is being deleted', ({ metadata }: Placeholders) => (metadata.deletionTimestamp = 'now'), pod, /is being deleted/],
  ])('that %s is refused by name, and left as it is', async (_, change, own, says) => {
    const opened = open(change, own);
    expect((await opened.pool())?.unusableBecause?.says).toMatch(says);
    expect((await opened.setPool(set(8)))?.is).toBe('refused');
    expect(sizeOf(opened)).toBe(3);
  });

  test('that is of another registry, or pinned by its digest, does nothing all the same', async () => {
    for (const image of [
      'eks/pause@sha256:0',
      '602401143452.dkr.ecr.eu-west-1.amazonaws.com/eks/pause:3.10',
      'pause',
    ]) {
      const { pool } = open(runs(image), {});
      expect((await pool())?.unusableBecause).toBeNull();
    }
    const { pool } = open(runs('shop/no-pause-at-all:1'), {});
    expect((await pool())?.unusableBecause).not.toBeNull();
  });

  test('shrinks once pods of the workload have their places, and waits a moment for them at most', async () => {
    const opened = open();
    opened.fake.workloads.set('web', { ...deployment(4), spec: { ...deployment(4).spec, template: { spec: pod } } });
    opened.fake.pods.push({ status: {} });
    setTimeout(() => opened.fake.pods.pop(), 300);
    expect((await opened.setPool(set(5)))?.is).toBe('applied');
    expect(sizeOf(opened)).toBe(1);
    expect(opened.fake.called('list pods')).toBeGreaterThan(1);
    expect(opened.fake.pods).toEqual([]);
  });
});
