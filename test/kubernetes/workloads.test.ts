import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Workload } from '../../adapters/scaling/targets/kubernetes-workload/workload.ts';
import { Refusal } from '../../core/model/errors.ts';
import { kubernetesOrNone } from './kubernetes-or-none.ts';
import { Recorder } from './recorder.ts';
import {
  aDeployment,
  autoscalers,
  clientOf,
  deployments,
  grant,
  openShop,
  type Shop,
  statefulSets,
  template,
} from './shop.ts';

const servers = await kubernetesOrNone();
const minute = { leftMs: () => 60_000 };
const ready =
  (units: number) =>
  ({ spec, status }: Workload) =>
    spec?.replicas === units && status?.readyReplicas === units;

describe.runIf(servers !== null)('a workload of a real control plane', () => {
  let shop: Shop;
  let recorder: Recorder;
  const ask: Shop['cluster']['ask'] = (...asked) => shop.cluster.ask(...asked);
  const asHeadroom = (name: string, method: string, path: string, body?: unknown) =>
    recorder.record(name, { method, path, body });

  beforeAll(async () => {
    if (servers === null) return;
    shop = await openShop(servers);
    recorder = new Recorder(shop.cluster);
    await ask('POST', deployments, aDeployment('web', 2));
    await ask('POST', deployments, aDeployment('other', 1, { cpu: '10m' }));
    await shop.until<Workload>('the first pods', `${deployments}/web`, ready(2));
  });
  afterAll(async () => {
    recorder?.save();
    await shop?.stop();
  });

  it('tells what was asked for and what is ready, and is set as often as one likes', async () => {
    const config = shop.config('web');
    await recorder.record('a Deployment at rest', { method: 'GET', path: `${deployments}/web` });
    expect(await shop.target.capacity(config)).toMatchObject({ asked: 2, running: 2, inFlight: 0, keepBecause: null });
    for (const units of [5, 5]) {
      expect(await shop.target.setCapacity(config, { units }, minute)).toEqual({ is: 'applied', because: null });
      expect(await shop.target.capacity(config)).toMatchObject({ asked: 5 });
    }
    await shop.until<Workload>('five', `${deployments}/web`, ready(5));
    expect(await shop.target.capacity(config)).toMatchObject({ asked: 5, running: 5, inFlight: 0 });
    const down = await asHeadroom('a scale that is set to nothing', 'PATCH', `${deployments}/web/scale`, {
      spec: { replicas: 0 },
    });
    expect(down.body).toMatchObject({ spec: {} });
    await shop.until<Workload>(
      'none',
      `${deployments}/web`,
      ({ status }) => status?.replicas === undefined || status.replicas === 0,
    );
    await recorder.record('a Deployment of nothing', { method: 'GET', path: `${deployments}/web` });
    expect(await shop.target.capacity(config)).toMatchObject({ asked: 0, running: 0, inFlight: 0 });
    await shop.target.setCapacity(config, { units: 2 }, minute);
    await shop.until<Workload>('two again', `${deployments}/web`, ready(2));
  });

  it('tells pods that wait for a node apart from those that start', async () => {
    const config = shop.config('web');
    await shop.target.setCapacity(config, { units: 12 }, minute);
    await shop.until<Workload>('what fits', `${deployments}/web`, ({ status }) => status?.readyReplicas === 7);
    const told = await shop.target.capacity(config);
    expect(told).toMatchObject({ asked: 12, running: 7, inFlight: 5, unplaced: 5 });
    await recorder.record('a Deployment without room', { method: 'GET', path: `${deployments}/web` });
    await recorder.record('its pods without a node', {
      method: 'GET',
      path: '/api/v1/namespaces/shop/pods?labelSelector=app%3Dweb&fieldSelector=spec.nodeName%3D&resourceVersion=0',
    });
    await shop.target.setCapacity(config, { units: 2 }, minute);
    await shop.until<Workload>('two again', `${deployments}/web`, ready(2));
  });

  it('is kept while a rollout runs or stands still half-way', async () => {
    const config = shop.config('web');
    await shop.target.setCapacity(config, { units: 4 }, minute);
    await shop.until<Workload>('four', `${deployments}/web`, ready(4));
    await ask('PATCH', `${deployments}/web`, { spec: template('web', '1', 'web:2') });
    const half = await shop.until<Workload>('old and new', `${deployments}/web`, ({ status }) => {
      const { replicas = 0, updatedReplicas = 0 } = status ?? {};
      return updatedReplicas > 0 && replicas > updatedReplicas;
    });
    await ask('PATCH', `${deployments}/web`, { spec: { paused: true } });
    expect(half.status?.updatedReplicas).toBeGreaterThan(0);
    await sleep(1500);
    await recorder.record('a rollout that is paused half-way', { method: 'GET', path: `${deployments}/web` });
    expect((await shop.target.capacity(config)).keepBecause?.says).toMatch(/paused half-way/);
    // It is scaled all the same.
    await shop.target.setCapacity(config, { units: 5 }, minute);
    await shop.until<Workload>(
      'five beside a pause',
      `${deployments}/web`,
      ({ status }) => (status?.readyReplicas ?? 0) >= 5,
    );
    await ask('PATCH', `${deployments}/web`, { spec: { paused: false } });
    await shop.until<Workload>(
      'the end of the rollout',
      `${deployments}/web`,
      ({ status }) => status?.updatedReplicas === 5 && status.replicas === 5,
    );
    expect(await shop.target.capacity(config)).toMatchObject({ keepBecause: null });
  });

  it('may be a StatefulSet', async () => {
    const config = shop.config('db', { resource: 'statefulsets' });
    const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 0 } };
    await ask('POST', statefulSets, {
      metadata: { name: 'db' },
      spec: { replicas: 1, serviceName: 'db', updateStrategy, ...template('db', '10m') },
    });
    await shop.until<Workload>('the first', `${statefulSets}/db`, ready(1));
    await shop.target.setCapacity(config, { units: 3 }, minute);
    expect(await shop.target.capacity(config)).toMatchObject({ asked: 3 });
    await shop.until<Workload>('three', `${statefulSets}/db`, ready(3));
    await recorder.record('a StatefulSet at rest', { method: 'GET', path: `${statefulSets}/db` });
    expect(await shop.target.capacity(config)).toMatchObject({ asked: 3, running: 3, keepBecause: null });
    const parted = { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } };
    await ask('PATCH', `${statefulSets}/db`, { spec: { ...template('db', '10m', 'web:2'), ...parted } });
    await shop.until<Workload>(
      'what the partition lets through',
      `${statefulSets}/db`,
      ({ status }) => status?.updatedReplicas === 1 && status.readyReplicas === 3,
    );
    await recorder.record('a StatefulSet that keeps its partition', { method: 'GET', path: `${statefulSets}/db` });
    expect(await shop.target.capacity(config)).toMatchObject({ keepBecause: null });
  });

  it('is the only one that the role may touch', async () => {
    const other = shop.config('other');
    const outcome = await shop.target.setCapacity(other, { units: 3 }, minute);
    expect(outcome).toMatchObject({ is: 'refused', because: { says: expect.stringContaining('manifests role') } });
    expect(JSON.stringify(outcome)).not.toContain('111122223333');
    await asHeadroom('a scale of another', 'PATCH', `${deployments}/other/scale`, { spec: { replicas: 3 } });
    await expect(shop.target.capacity(other)).rejects.toThrow(Refusal);
    for (const [method, path] of [
      ['GET', `${deployments}/other`],
      ['GET', deployments],
      ['PATCH', `${deployments}/web`],
      ['DELETE', `${deployments}/web`],
      ['GET', '/api/v1/namespaces/shop/secrets'],
      ['GET', '/api/v1/namespaces/default/pods'],
      ['GET', '/api/v1/nodes'],
    ] as const)
      expect([
        path,
        (await asHeadroom(`${method} ${path}`, method, path, method === 'PATCH' ? {} : undefined)).status,
      ]).toEqual([path, 403]);
  });

  it('refuses what Kubernetes refuses, by its kind', async () => {
    const config = shop.config('web');
    const tooMany = await shop.target.setCapacity(config, { units: 2 ** 31 }, minute);
    expect(tooMany).toMatchObject({
      is: 'refused',
      because: { says: expect.stringContaining('does not accept {units}') },
    });
    await asHeadroom('too many', 'PATCH', `${deployments}/web/scale`, { spec: { replicas: 2 ** 31 } });
    await asHeadroom('one that is gone', 'GET', `${deployments}/gone`);
    await expect(shop.target.capacity(shop.config('gone'))).rejects.toThrow(/does not exist; correct its name/);
    await recorder.record('a kind that is not served', {
      method: 'GET',
      path: '/apis/apps/v1/namespaces/shop/gadgets/web',
      token: shop.cluster.adminToken,
    });
    const strange = clientOf(shop.cluster, 'AKIDSTRANGER');
    const asked = { cluster: 'shop', method: 'GET', path: `${deployments}/web` } as const;
    await expect(strange.send(asked)).rejects.toMatchObject({ name: 'Unauthorized' });
    await recorder.record('nobody that is known', { method: 'GET', path: `${deployments}/web`, token: 'nobody' });
    const stale = { metadata: { name: 'web', namespace: 'shop', resourceVersion: '1' }, spec: { replicas: 1 } };
    await recorder.record('a conflict', { method: 'PUT', path: `${deployments}/web/scale`, body: stale });
  });

  it('cannot grow beyond a quota, and says so', async () => {
    const config = shop.config('web');
    await ask('POST', '/api/v1/namespaces/shop/resourcequotas', {
      metadata: { name: 'few' },
      spec: { hard: { pods: '9' } },
    });
    await shop.until<{ status?: { hard?: object } }>(
      'the quota',
      '/api/v1/namespaces/shop/resourcequotas/few',
      ({ status }) => status?.hard !== undefined,
    );
    await shop.target.setCapacity(config, { units: 7 }, minute);
    await shop.until<Workload>(
      'the failure',
      `${deployments}/web`,
      ({ status }) => status?.conditions?.some(({ type }) => type === 'ReplicaFailure') === true,
    );
    await recorder.record('a Deployment beyond its quota', { method: 'GET', path: `${deployments}/web` });
    expect((await shop.target.capacity(config)).voidOutBecause).toMatchObject({
      reason: 'FailedCreate',
      message: expect.stringContaining('exceeded quota'),
    });
    await ask('DELETE', '/api/v1/namespaces/shop/resourcequotas/few');
    await shop.target.setCapacity(config, { units: 2 }, minute);
    await shop.until<Workload>('two again', `${deployments}/web`, ready(2));
  });

  it('may be a custom resource with a scale', async () => {
    const replicas = { type: 'integer' };
    const object = (properties: object) => ({ type: 'object', properties });
    const schema = object({
      spec: object({ replicas, selector: { type: 'string' } }),
      status: object({ replicas, selector: { type: 'string' } }),
    });
    await ask('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
      metadata: { name: 'fleets.shop.example' },
      spec: {
        ...{ group: 'shop.example', scope: 'Namespaced' },
        names: { plural: 'fleets', singular: 'fleet', kind: 'Fleet' },
        versions: [
          {
            ...{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } },
            subresources: {
              status: {},
              scale: {
                specReplicasPath: '.spec.replicas',
                statusReplicasPath: '.status.replicas',
                labelSelectorPath: '.status.selector',
              },
            },
          },
        ],
      },
    });
    const fleets = '/apis/shop.example/v1/namespaces/shop/fleets';
    await shop.until<unknown>('the kind', '/apis/shop.example/v1', () => true).catch(() => sleep(2000));
    await sleep(1500);
    await ask('POST', fleets, { apiVersion: 'shop.example/v1', kind: 'Fleet', metadata: { name: 'web' }, spec: {} });
    await ask('PATCH', `${fleets}/web/status`, { status: { replicas: 2, selector: 'app=web' } });
    await grant(shop.cluster, { group: 'shop.example', resource: 'fleets', name: 'web' });
    const config = shop.config('web', { group: 'shop.example', version: 'v1', resource: 'fleets' });
    await sleep(500);
    await recorder.record('the scale of a custom resource that says nothing', {
      method: 'GET',
      path: `${fleets}/web/scale`,
    });
    await expect(shop.target.capacity(config)).rejects.toThrow(/was never set.*set it once/);
    await ask('PATCH', `${fleets}/web`, { spec: { replicas: 0 } });
    await recorder.record('the scale of a custom resource of nothing', { method: 'GET', path: `${fleets}/web/scale` });
    expect(await shop.target.capacity(config)).toMatchObject({ asked: 0, running: 2 });
    expect((await shop.target.setCapacity(config, { units: 4 }, minute)).is).toBe('applied');
    expect(await shop.target.capacity(config)).toMatchObject({ asked: 4, running: 2, inFlight: 2 });
  });

  it('that an autoscaler points at is told by its name, and the autoscaler does undo what is set', async () => {
    const config = shop.config('web');
    expect(await shop.target.rivals?.(config)).toEqual([]);
    const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
    const metrics = [
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
    ];
    await ask('POST', autoscalers, {
      metadata: { name: 'web-cpu' },
      spec: { scaleTargetRef, minReplicas: 1, maxReplicas: 3, metrics },
    });
    await asHeadroom('the autoscalers of a namespace', 'GET', autoscalers);
    expect(await shop.target.rivals?.(config)).toEqual([
      {
        what: 'the HorizontalPodAutoscaler "web-cpu"',
        suspend: 'kubectl delete horizontalpodautoscaler web-cpu --namespace shop',
        needs: null,
      },
    ]);
    await shop.target.setCapacity(config, { units: 6 }, minute);
    await shop.until<Workload>(
      'what the autoscaler makes of it',
      `${deployments}/web`,
      ({ spec }) => spec?.replicas === 3,
    );
    await ask('DELETE', `${autoscalers}/web-cpu`);
  });

  it('that is being deleted is a refusal, and a server that is gone is told', async () => {
    const config = shop.config('web');
    await ask('PATCH', `${deployments}/web`, { metadata: { finalizers: ['shop.example/keep'] } });
    await ask('DELETE', `${deployments}/web`);
    await recorder.record('a Deployment that is being deleted', { method: 'GET', path: `${deployments}/web` });
    await expect(shop.target.capacity(config)).rejects.toThrow(/is being deleted; remove the scalable/);
    await ask('PATCH', `${deployments}/web`, { metadata: { finalizers: null } });
    const nowhere = clientOf({ ...shop.cluster, endpoint: 'https://127.0.0.1:9' }, 'AKIDEXAMPLE');
    const asked = { cluster: 'shop', method: 'GET', path: `${deployments}/web` } as const;
    await expect(nowhere.send(asked)).rejects.toMatchObject({ name: 'ClusterUnreachable', code: 'ECONNREFUSED' });
  });
});
