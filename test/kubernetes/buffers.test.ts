import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryLedger } from '../../adapters/ledger/memory.ts';
import { kubernetesWorkloads } from '../../adapters/scaling/targets/kubernetes-workload/kubernetes-workload.ts';
import type { Workload } from '../../adapters/scaling/targets/kubernetes-workload/workload.ts';
import { run } from '../../core/pipeline.ts';
import { bufferOf, capacityBufferOf } from '../../core/scaling/config/kubernetes/buffer.ts';
import type { Manifest } from '../../core/scaling/config/kubernetes/manifest.ts';
import { bufferRoleOf } from '../../core/scaling/config/kubernetes/role.ts';
import type { ScalableInput } from '../../core/scaling/config/scalable.ts';
import type { Target } from '../../core/scaling/ports.ts';
import { scaling } from '../../core/scaling/scaling.ts';
import type { ScalingEntry } from '../../core/scaling/scaling-entry.ts';
import { aPart, aScalable, minuteMs, noonMs } from '../fixtures.ts';
import { kubernetesOrNone } from './kubernetes-or-none.ts';
import { provideNodes } from './node-provider.ts';
import { aDeployment, deployments, grant, openShop, type Shop } from './shop.ts';

const servers = await kubernetesOrNone();
const minute = { leftMs: () => 60_000 };
const asked = { readyBy: 'image', wasRefused: false } as const;
const together = (prepared: number) => ({ minSize: 0, prepared, poolState: 'Running', reuseOnScaleIn: true }) as const;
const requests = { cpu: '1', memory: '1Gi' };
const buffer = `${deployments}/web-headroom-buffer`;
const ready =
  (units: number) =>
  ({ spec, status }: Workload) =>
    spec?.replicas === units && (status?.readyReplicas ?? 0) === units;

describe.runIf(servers !== null)('the buffer of a workload, on a real control plane', () => {
  let shop: Shop;
  const ask: Shop['cluster']['ask'] = (...all) => shop.cluster.ask(...all);
  const web = { group: 'apps', resource: 'deployments', name: 'web' };
  /** What is served is looked up once in a quarter of an hour: a new process has forgotten it. */
  const anew = () => {
    const world = { account: null, leftMs: () => 5000, random: Math.random };
    return kubernetesWorkloads({ ...world, clients: { reader: () => shop.client, actor: () => shop.client } });
  };
  const pool = async (target = shop.target) => {
    if (target.pool === undefined) throw new Error('targets of this kind have no pool');
    return target.pool(shop.config('web'), asked);
  };
  const setPool = (prepared: number, target = shop.target) =>
    target.setPool?.(shop.config('web'), together(prepared), minute);
  const apply = async ({ kind, ...manifest }: Manifest) => {
    const path = kind === 'PriorityClass' ? '/apis/scheduling.k8s.io/v1/priorityclasses' : deployments;
    await ask('POST', `${path}?fieldValidation=Strict`, { kind, ...manifest });
  };

  beforeAll(async () => {
    if (servers === null) return;
    shop = await openShop(servers, { cores: '8' });
    await ask('POST', deployments, aDeployment('web', 2));
    await shop.until<Workload>('the first pods', `${deployments}/web`, ready(2));
  });
  afterAll(() => shop?.stop());

  it('may not be seen without its Role, is missed where there is none, and is told once it is there', async () => {
    expect((await pool()).unusableBecause?.says).toContain('apply the Role that "headroom manifests role" prints');
    expect(await setPool(6)).toMatchObject({ is: 'refused' });
    await grant(shop.cluster, web, bufferRoleOf);
    await shop.until('the Role', '/api/v1/namespaces/shop', () => true);
    await sleep(500);
    expect((await pool()).unusableBecause?.says).toContain('there is no buffer "{buffer}"');
    for (const one of bufferOf({ namespace: 'shop', name: 'web', units: null, requests })) await apply(one);
    await shop.until<Workload>('its one pod', buffer, ready(1));
    expect(await pool()).toEqual({
      set: { minSize: 1, prepared: 0, poolState: 'Running', reuseOnScaleIn: true },
      ...{ isApart: true, ready: 1, coming: 0, units: null, unusableBecause: null, frozenBecause: null },
    });
  });

  it('follows what runs, and gives way to it', async () => {
    for (const prepared of [8, 8]) {
      expect(await setPool(prepared)).toEqual({ is: 'applied', because: null });
      await shop.until<Workload>('six placeholders', buffer, ready(6));
    }
    const beganAtMs = performance.now();
    await shop.target.setCapacity(shop.config('web'), { units: 7 }, minute);
    await setPool(8);
    await shop.until<Workload>('seven', `${deployments}/web`, ready(7));
    const tookMs = performance.now() - beganAtMs;
    console.info(`five pods of 0.5 s beside a buffer that fills the only node: ${Math.round(tookMs)} ms`);
    expect(tookMs).toBeLessThan(5000);
    await shop.until<Workload>('what is left', buffer, ready(1));
    await shop.target.setCapacity(shop.config('web'), { units: 2 }, minute);
    await setPool(8);
    await shop.until<Workload>('six again', buffer, ready(6));
  });

  it('tells what waits for a node as coming', async () => {
    await setPool(11);
    const { coming } = await shop
      .until<Workload>('more than fit', buffer, ({ spec }) => spec?.replicas === 9)
      .then(() => pool());
    expect(coming).toBe(3);
    await setPool(2);
    await shop.until<Workload>('none', buffer, ready(0));
  });

  it('is refused by name where it holds no room for a pod of the workload, or is not a placeholder of ours', async () => {
    const says = async (change: object) => {
      await ask('PATCH', buffer, change);
      const { unusableBecause } = await pool();
      expect(await setPool(5)).toMatchObject({ is: 'refused' });
      return unusableBecause?.says ?? '';
    };
    const container = (more: object) => ({
      spec: { template: { spec: { containers: [{ name: 'pause', image: 'registry.k8s.io/pause:3.10', ...more }] } } },
    });
    expect(await says(container({ resources: { requests: { cpu: '500m', memory: '1Gi' } } }))).toContain(
      'makes no room for one',
    );
    expect(await says(container({ image: 'shop/web:1', resources: { requests } }))).toContain('is not a placeholder');
    await ask('PATCH', buffer, container({ resources: { requests } }));
    expect(await says({ spec: { template: { spec: { priorityClassName: null } } } })).toContain('is not a placeholder');
    await ask('PATCH', buffer, { spec: { template: { spec: { priorityClassName: 'headroom-buffer' } } } });
    expect(await says({ spec: { template: { spec: { nodeSelector: { pool: 'spot' } } } } })).toContain(
      'another {place}',
    );
    await ask('PATCH', buffer, { spec: { template: { spec: { nodeSelector: null } } } });
    expect(await says({ metadata: { labels: { 'app.kubernetes.io/managed-by': 'helm' } } })).toContain(
      'is not a placeholder',
    );
    await ask('PATCH', buffer, { metadata: { labels: { 'app.kubernetes.io/managed-by': 'headroom' } } });
    expect((await pool()).unusableBecause).toBeNull();
  });

  it('is all of the kind that the role may size, and nothing of it may be changed besides', async () => {
    const headroom = (method: 'GET' | 'PATCH', path: string, body?: object) =>
      shop.client.send({ cluster: 'shop', method, path, ...(body && { body }) }).then(
        () => 200,
        ({ $metadata }) => $metadata.httpStatusCode,
      );
    expect(await headroom('GET', buffer)).toBe(200);
    expect(await headroom('PATCH', buffer, { spec: { template: {} } })).toBe(403);
    expect(await headroom('PATCH', `${deployments}/other-headroom-buffer/scale`, { spec: { replicas: 1 } })).toBe(403);
  });

  it('is sized by the product, so that a spike finds nodes, and is put back by the mode off', async () => {
    await setPool(3);
    const provider = provideNodes(shop.cluster, { cores: '4', afterMs: 2000 });
    const product = new Product(shop);
    try {
      // Twelve are needed for a while, and the nodes are brought for them.
      for (let look = 0; look < 4; look++) await product.minute(1200);
      await shop.until<Workload>('twelve', `${deployments}/web`, ready(12));
      for (let look = 0; look < 6; look++) await product.minute(300);
      await shop.until<Workload>('three', `${deployments}/web`, ready(3));
      await shop.until<Workload>('the room of the others', buffer, ready(9));
      expect(await product.minute(300)).toMatchObject({ decision: { change: null } });
      const { brought } = provider;
      const beganAtMs = performance.now();
      await product.minute(1200);
      // A look adds at most as much again, or four: it takes a second one.
      await product.minute(1200);
      await shop.until<Workload>('twelve at once', `${deployments}/web`, ready(12));
      const tookMs = performance.now() - beganAtMs;
      console.info(`nine pods of 0.5 s from two looks of the product, into its buffer: ${Math.round(tookMs)} ms`);
      expect(tookMs).toBeLessThan(5000);
      expect(provider.brought).toBe(brought);
      product.mode = 'off';
      await product.minute(1200);
      await shop.until<Workload>('the buffer as it was found', buffer, ({ spec }) => spec?.replicas === 1);
      expect(product.last?.decision?.keep.pool?.found).toBeDefined();
    } finally {
      await provider.stop();
    }
  });

  it('may be one that the cluster serves itself, which is found by what it serves', async () => {
    const whole = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
    const schema = { type: 'object', properties: { spec: whole, status: whole } };
    await ask('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
      metadata: {
        name: 'capacitybuffers.autoscaling.x-k8s.io',
        annotations: { 'api-approved.kubernetes.io': 'https://github.com/kubernetes/autoscaler/pull/8151' },
      },
      spec: {
        ...{ group: 'autoscaling.x-k8s.io', scope: 'Namespaced' },
        names: { plural: 'capacitybuffers', singular: 'capacitybuffer', kind: 'CapacityBuffer' },
        versions: [
          {
            ...{ name: 'v1beta1', served: true, storage: true },
            ...{ schema: { openAPIV3Schema: schema }, subresources: { status: {} } },
          },
        ],
      },
    });
    const buffers = '/apis/autoscaling.x-k8s.io/v1beta1/namespaces/shop/capacitybuffers';
    for (let waits = 0; waits < 100 && !(await ask('GET', buffers).catch(() => null)); waits++) await sleep(100);
    await sleep(1000);
    // Where it is served and there is none of it, placeholders are what is meant.
    expect((await pool(anew())).unusableBecause).toBeNull();
    const ref = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
    await ask('POST', buffers, capacityBufferOf({ namespace: 'shop', name: 'web', units: null }, ref));
    const target = anew();
    const { spec } = (await ask('GET', `${deployments}/web`)) as Workload;
    expect(await pool(target)).toMatchObject({ set: { minSize: 0 }, ready: 0, unusableBecause: null });
    expect(await setPool((spec?.replicas ?? 0) + 3, target)).toEqual({ is: 'applied', because: null });
    const one = `${buffers}/web-headroom-buffer`;
    expect(await ask('GET', one)).toMatchObject({ spec: { replicas: 3, scalableRef: { name: 'web' } } });
    const told = (reason: string) => ({
      status: { replicas: 3, conditions: [{ type: 'Provisioning', status: 'True', reason, message: '' }] },
    });
    await ask('PATCH', `${one}/status`, told('RequiresNewCapacity'));
    expect(await pool(target)).toMatchObject({ ready: 0, coming: 3, unusableBecause: null });
    await ask('PATCH', `${one}/status`, told('FitsExistingCapacity'));
    expect(await pool(target)).toMatchObject({ ready: 3, coming: 0, unusableBecause: null });
    await ask('PATCH', `${one}/status`, told('FakePodsInjected'));
    expect((await pool(target)).unusableBecause?.says).toContain('not whether there is room');
    await ask('POST', buffers, { ...capacityBufferOf({ namespace: 'shop', name: 'other', units: 1 }, ref) });
    const other = { cluster: 'shop', method: 'PATCH', path: `${buffers}/other-headroom-buffer` } as const;
    await expect(shop.client.send({ ...other, body: { spec: { replicas: 9 } } })).rejects.toMatchObject({
      name: 'Forbidden',
    });
  });
});

/** Looks of the product at the real cluster; minutes go by as fast as looks are made. */
class Product {
  mode: NonNullable<ScalableInput['mode']> = 'on';
  last: ScalingEntry | null = null;
  private readonly ledger = memoryLedger();
  private readonly demand: number[] = [];
  private readonly shop: Shop;

  constructor(shop: Shop) {
    this.shop = shop;
  }

  async minute(perMinute: number): Promise<ScalingEntry> {
    this.demand.push(perMinute);
    const nowMs = noonMs + this.demand.length * minuteMs;
    const id = `look-${this.demand.length}`;
    const signal = { kind: 'tick', id, atMs: nowMs, dryRun: false } as const;
    const spine = { ledger: this.ledger, clock: { nowMs: () => nowMs }, newId: () => id, leaseMs: 60_000 };
    const config = aScalable({
      target: this.shop.config('web'),
      mode: this.mode,
      bounds: { min: 1, max: 20 },
      leadSeconds: 120,
      readings: { demand: { parts: [{ ...aPart, delaySeconds: 0 }] } },
      policies: [{ kind: 'target-tracking', reading: 'demand', of: 'demand', target: 100 }],
      scaleIn: { holdSeconds: 60, maxPercent: 100 },
      scaleOut: { maxFactor: 3, maxUnits: 8 },
      warmPool: { leadSeconds: 10, holdSeconds: 3600 },
    });
    const world = {
      settings: { scalable: async () => config, overrides: async () => [] },
      source: { read: async (_: unknown, fromMs: number, toMs: number) => this.read(fromMs, toMs) },
      target: this.shop.target as unknown as Target,
      alarms: { state: async () => null },
      asksForRivals: () => false,
    };
    this.last = await run(scaling(world), 'checkout/web', signal, spine);
    return this.last;
  }

  private read(fromMs: number, toMs: number) {
    const points = this.demand.flatMap((value, index) => {
      const atMs = noonMs + index * minuteMs;
      return atMs >= fromMs && atMs < toMs ? [{ atMs, value }] : [];
    });
    return { metric: { points, trouble: null }, witness: null };
  }
}
