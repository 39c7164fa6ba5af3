import { describe, expect, test } from 'vitest';
import { KubernetesError } from '../../../../../adapters/scaling/targets/kubernetes-workload/kubernetes-error.ts';
import { kubernetesWorkloads } from '../../../../../adapters/scaling/targets/kubernetes-workload/kubernetes-workload.ts';
import type { Pod, Workload } from '../../../../../adapters/scaling/targets/kubernetes-workload/workload.ts';
import { Refusal } from '../../../../../core/model/errors.ts';
import type { TargetConfig } from '../../../../../core/scaling/config/target-kinds.ts';
import { deployment, FakeCluster } from './fake-cluster.ts';

const config: TargetConfig<'kubernetes-workload'> = {
  kind: 'kubernetes-workload',
  ...{ account: null, region: null, cluster: 'shop', namespace: 'shop' },
  ...{ group: 'apps', version: 'v1', resource: 'deployments', name: 'web' },
};

function open(workload: Workload | null, pods: readonly Pod[] = []) {
  const fake = new FakeCluster();
  if (workload !== null) fake.workloads.set('web', workload);
  fake.pods.push(...pods);
  const clients = { reader: () => fake.client, actor: () => fake.client };
  const target = kubernetesWorkloads({ clients, account: null, leftMs: () => 5000, random: () => 0 });
  return { fake, target, capacity: () => target.capacity(config) };
}

const capacity = (workload: Workload, pods: readonly Pod[] = []) => open(workload, pods).capacity();
const condition = (type: string, status: string, reason = '') => ({ type, status, reason, message: 'why' });
const waiting: Pod = { status: { conditions: [condition('PodScheduled', 'False', 'Unschedulable')] } };
const starting: Pod = { status: { conditions: [] } };
const minute = { leftMs: () => 60_000 };

describe('the capacity of a workload', () => {
  test('counts ready pods; a zero is left out of what the API tells', async () => {
    const created = deployment(4, { status: { replicas: 4, readyReplicas: 3, updatedReplicas: 4 } });
    expect(await capacity(created)).toMatchObject({ asked: 4, running: 3, inFlight: 1 });
    expect(await capacity(deployment(4, { status: { replicas: 4, updatedReplicas: 4 } }))).toMatchObject({
      running: 0,
    });
    expect(await capacity({ spec: {}, status: {} })).toMatchObject({ asked: 0, running: 0, inFlight: 0 });
  });

  test('tells what waits for a node apart from what starts, and asks for it only where something is in flight', async () => {
    const growing = deployment(6, { status: { replicas: 6, readyReplicas: 2, updatedReplicas: 6 } });
    const gone = { ...waiting, metadata: { deletionTimestamp: 'now' } };
    expect(await capacity(growing, [waiting, waiting, starting, gone])).toMatchObject({ inFlight: 4, unplaced: 2 });
    expect(await capacity(growing, [starting])).not.toHaveProperty('unplaced');
    const { fake, capacity: atRest } = open(deployment());
    await atRest();
    expect(fake.called('list pods')).toBe(0);
  });

  test('is told without that where the role may not list pods', async () => {
    const { fake, capacity: told } = open(
      deployment(6, { status: { replicas: 6, readyReplicas: 2, updatedReplicas: 6 } }),
    );
    fake.forbidden.add('list pods');
    expect(await told()).toMatchObject({ inFlight: 4 });
  });

  test('is kept during a rollout, and one that is paused half-way says so', async () => {
    const half = { replicas: 5, readyReplicas: 4, updatedReplicas: 2 };
    expect((await capacity(deployment(4, { status: half }))).keepBecause).toEqual({ says: 'a rollout is running' });
    const { spec } = deployment(4);
    const paused = await capacity({ spec: { ...spec, paused: true }, status: half });
    expect(paused.keepBecause).toMatchObject({ says: expect.stringMatching(/paused half-way.*resume it/), old: 3 });
    const before = await capacity({ ...deployment(4), spec: { ...spec, replicas: 4, paused: true } });
    expect(before.keepBecause).toBeNull();
  });

  test.each([
    ['rolls', { type: 'RollingUpdate' }, 1, 'a rollout is running'],
    ['keeps its partition on purpose', { type: 'RollingUpdate', rollingUpdate: { partition: 3 } }, 1, null],
    ['is replaced by hand', { type: 'OnDelete' }, 1, null],
    ['has been rolled', { type: 'RollingUpdate' }, 4, null],
  ])('of a StatefulSet that %s', async (_, updateStrategy, updatedReplicas, says) => {
    const revisions = { currentRevision: 'a', updateRevision: updatedReplicas === 4 ? 'a' : 'b' };
    const status = { replicas: 4, readyReplicas: 4, updatedReplicas, ...revisions };
    const told = await capacity({ spec: { replicas: 4, updateStrategy }, status });
    expect(told.keepBecause?.says ?? null).toBe(says);
  });

  test('cannot grow where the cluster makes no more pods of it', async () => {
    const conditions = [condition('ReplicaFailure', 'True', 'FailedCreate')];
    const told = await capacity(deployment(4, { status: { replicas: 2, updatedReplicas: 2, conditions } }));
    expect(told.voidOutBecause).toMatchObject({ reason: 'FailedCreate', message: 'why' });
    expect(told.voidInBecause).toBeNull();
  });

  test('of one that is being deleted is a refusal', async () => {
    const going = deployment(2, { metadata: { deletionTimestamp: '2026-11-29T17:00:00Z' } });
    await expect(capacity(going)).rejects.toThrow(Refusal);
  });
});

describe('a workload that cannot be had', () => {
  test.each([
    ['Forbidden', 403, /headroom manifests role/],
    ['Unauthorized', 401, /access entry/],
  ])('says what a person has to do: %s', async (reason, status, says) => {
    const { fake, target, capacity: told } = open(deployment());
    const refused = () => new KubernetesError(status, { reason, message: reason }, null);
    fake.troubles = [refused(), refused()];
    await expect(told()).rejects.toThrow(
      expect.objectContaining({ name: 'Refusal', message: expect.stringMatching(says) }),
    );
    const outcome = await target.setCapacity(config, { units: 3 }, minute);
    expect(outcome).toMatchObject({ is: 'refused', because: { says: expect.stringMatching(says) } });
  });

  test('of a kind that the cluster does not serve is told apart from one that is gone', async () => {
    const { fake, capacity: told } = open(deployment());
    fake.troubles = [new KubernetesError(404, { message: 'the server could not find the requested resource' }, null)];
    await expect(told()).rejects.toThrow(/serves no scale of deployments in apps\/v1/);
    await expect(open(null).capacity()).rejects.toThrow(/does not exist; correct its name/);
  });

  test('is asked again after a conflict, and as late as the server says', async () => {
    const { fake, target } = open(deployment());
    const conflict = new KubernetesError(409, { reason: 'Conflict' }, null);
    const busy = new KubernetesError(429, { reason: 'TooManyRequests' }, 30);
    fake.troubles = [conflict, busy];
    const beganAtMs = Date.now();
    expect(await target.setCapacity(config, { units: 3 }, minute)).toEqual({ is: 'applied', because: null });
    expect(Date.now() - beganAtMs).toBeGreaterThanOrEqual(29);
    expect(fake.called('patch scale')).toBe(3);
  });

  test('is not waited for beyond the lease', async () => {
    const { fake, target } = open(deployment());
    fake.troubles = [new KubernetesError(429, { reason: 'TooManyRequests' }, 600_000)];
    const endsAtMs = Date.now() + 3200;
    const outcome = await target.setCapacity(config, { units: 3 }, { leftMs: () => endsAtMs - Date.now() });
    expect(outcome.is).toBe('failed');
    expect(fake.called('patch scale')).toBe(1);
  });
});

describe('what a policy of the cluster denies', () => {
  test.each(['Forbidden', 'BadRequest'])('is not a missing Role: %s', async (reason) => {
    const { fake, target } = open(deployment());
    const message =
      'admission webhook "validation.gatekeeper.sh" denied the request: [replica-limits] more than 8 replicas are not for this team';
    fake.troubles = [new KubernetesError(reason === 'Forbidden' ? 403 : 400, { reason, message }, null)];
    const outcome = await target.setCapacity(config, { units: 9 }, minute);
    expect(outcome).toMatchObject({ is: 'refused', because: { says: expect.stringContaining('does not accept') } });
    expect(JSON.stringify(outcome)).toContain('replica-limits');
    expect(JSON.stringify(outcome)).not.toContain('manifests role');
  });
});

describe('what points at a workload', () => {
  const scaled = { ...config, group: 'shop.example', resource: 'gateways' };
  test.each([
    ['Gateway', 'gateways'],
    ['Proxy', 'proxies'],
    ['Redis', 'redis'],
    ['Redis', 'redises'],
    ['Sandbox', 'sandboxes'],
  ])('is a rival of whatever a %s is called in the API: %s', async (kind, resource) => {
    const { fake, target } = open(deployment());
    const scaleTargetRef = { apiVersion: 'shop.example/v1', kind, name: 'web' };
    fake.autoscalers.push({ metadata: { name: 'a' }, spec: { scaleTargetRef } });
    expect(await target.rivals?.({ ...scaled, resource })).toHaveLength(1);
    expect(await target.rivals?.({ ...scaled, resource: 'others' })).toHaveLength(0);
  });
});

describe('a custom resource', () => {
  const rollout = { ...config, group: 'argoproj.io', version: 'v1alpha1', resource: 'deployments' };
  const ready: Pod = { status: { conditions: [condition('Ready', 'True')] } };

  test('that does not tell how many pods are ready has them counted by the selector of its scale', async () => {
    const { fake, target } = open({ spec: {}, status: {} }, [ready, ready, starting]);
    // The fake answers the same for the scale, which has neither.
    expect(await target.capacity(rollout)).toMatchObject({ asked: 0, running: 0 });
    fake.workloads.set('web', {
      spec: { replicas: 4 },
      status: { selector: 'app=web' } as Workload['status'] & object,
    });
    expect(await target.capacity(rollout)).toMatchObject({ asked: 4, running: 2, inFlight: 2 });
    expect(fake.calls.map(({ input }) => String(input.path))).toContain(
      '/api/v1/namespaces/shop/pods?labelSelector=app%3Dweb&resourceVersion=0',
    );
    fake.troubles = [];
    fake.workloads.set('web', { spec: { replicas: 4 }, status: {} });
    await expect(target.capacity(rollout)).rejects.toThrow(
      /neither how many of its pods are ready nor by which labels/,
    );
    fake.workloads.set('web', {
      spec: { replicas: 4 },
      status: { selector: 'app=web' } as Workload['status'] & object,
    });
    fake.forbidden.add('list pods');
    await expect(target.capacity(rollout)).rejects.toThrow(/may not list them/);
  });
});
