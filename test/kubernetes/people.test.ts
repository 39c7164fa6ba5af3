import type { EKSClient } from '@aws-sdk/client-eks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountReader } from '../../adapters/aws/account-reader.ts';
import { workloadFacts } from '../../adapters/scaling/checkup/kubernetes-workload.ts';
import { findWorkloads } from '../../adapters/scaling/fleets/clusters/find-workloads.ts';
import { onlyReading } from '../../adapters/scaling/fleets/clusters/read-cluster.ts';
import type { Workload } from '../../adapters/scaling/targets/kubernetes-workload/workload.ts';
import { workloadChecks } from '../../core/scaling/checkup/targets/kubernetes-workload.ts';
import { bufferOf } from '../../core/scaling/config/kubernetes/buffer.ts';
import { bufferRoleOf } from '../../core/scaling/config/kubernetes/role.ts';
import { aScalable } from '../fixtures.ts';
import { kubernetesOrNone } from './kubernetes-or-none.ts';
import {
  aDeployment,
  adminKey,
  autoscalers,
  clientOf,
  deployments,
  eksOf,
  grant,
  openShop,
  type Shop,
  viewerKey,
} from './shop.ts';

const servers = await kubernetesOrNone();
const roleArn = 'arn:aws:iam::111122223333:role/allocator';

describe.runIf(servers !== null)('people before a real control plane', () => {
  let shop: Shop;
  const ask: Shop['cluster']['ask'] = (...all) => shop.cluster.ask(...all);
  const bind = async (rules: readonly object[]) => {
    const of = '/apis/rbac.authorization.k8s.io/v1';
    await ask('POST', `${of}/clusterroles`, { metadata: { name: `view-${rules.length}` }, rules });
    await ask('POST', `${of}/clusterrolebindings`, {
      metadata: { name: `view-${rules.length}` },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: `view-${rules.length}` },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'viewers' }],
    });
  };

  beforeAll(async () => {
    if (servers === null) return;
    shop = await openShop(servers);
    await ask('POST', deployments, aDeployment('web', 2));
    await shop.until<Workload>('the first pods', `${deployments}/web`, ({ status }) => status?.readyReplicas === 2);
    const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
    const resource = { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } };
    await ask('POST', autoscalers, {
      metadata: { name: 'web-cpu' },
      spec: { scaleTargetRef, minReplicas: 2, maxReplicas: 9, metrics: [{ type: 'Resource', resource }] },
    });
  });
  afterAll(() => shop?.stop());

  it('are advised on as much as they may see, and told what lets them see the rest', async () => {
    const calls: string[] = [];
    const find = (as: string) => {
      const eks = { send: async () => ({ clusters: ['shop'] }) } as unknown as EKSClient;
      return findWorkloads({ eks, client: onlyReading(clientOf(shop.cluster, as), (call) => calls.push(call)) }, null);
    };
    expect((await find('AKIDSTRANGER')).troubles).toEqual([expect.stringContaining('it does not know you')]);
    expect((await find(viewerKey)).troubles).toEqual([expect.stringContaining('does not let you list its workloads')]);
    const reads = { verbs: ['get', 'list'] };
    await bind([
      { apiGroups: ['apps'], resources: ['deployments', 'statefulsets'], ...reads },
      { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], ...reads },
    ]);
    const seen = await find(viewerKey);
    expect(seen.troubles).toEqual([expect.stringContaining('give --price')]);
    expect(seen.fleets.map(({ fleet }) => fleet([]))).toEqual([
      expect.objectContaining({
        ...{ name: 'shop/shop/web', asked: 2, running: 2, bounds: { min: 2, max: 9 } },
        ...{ scaledBy: ['an HPA on cpu at 60 %'], pod: { told: 'a pod of 1 CPU, 0 GiB', usdPerHour: null } },
      }),
    ]);
    await ask('PATCH', '/api/v1/nodes/node-1', {
      metadata: { labels: { 'node.kubernetes.io/instance-type': 'm6i.2xlarge' } },
    });
    await bind([{ apiGroups: [''], resources: ['nodes'], ...reads }]);
    const priced = await find(viewerKey);
    expect(priced.troubles).toEqual([]);
    // A core of eight.
    expect(priced.fleets[0]?.fleet([]).pod?.usdPerHour).toBeCloseTo(0.384 / 8, 6);
    expect(calls.every((call) => call.startsWith('GET /api'))).toBe(true);
  });

  it('are told what the cluster does not let the deployment do yet, and what it does', async () => {
    const config = aScalable({
      target: shop.config('web'),
      readings: {},
      policies: [{ kind: 'schedule', timeZone: 'UTC', windows: [{ from: '08:00', to: '18:00', floor: 8 }] }],
      warmPool: {},
    });
    const look = async (as: string, entry: { kubernetesGroups: readonly string[] } | null) => {
      const eks = eksOf(shop.cluster, as, entry);
      const world = { readerIn: () => ({ eks }) as unknown as AccountReader, abortSignal: AbortSignal.timeout(20_000) };
      const acting = { deployment: 'test', roleArn };
      const facts = await workloadFacts({ ...config, target: shop.config('web') }, { ...world, acting });
      const found = (check: string) => workloadChecks.checks[check]?.(facts, config) ?? [];
      return [...found('who is let in'), ...found('its Role'), ...found('its buffer')];
    };
    expect(await look(adminKey, null)).toEqual([
      expect.objectContaining({
        is: 'trouble',
        mend: expect.stringContaining('aws eks create-access-entry --cluster-name shop'),
      }),
      expect.objectContaining({
        ...{ is: 'trouble', mend: 'npx headroom-aws manifests role checkout/web | kubectl apply -f -' },
        says: 'the group headroom:test may not get deployments "web-headroom-buffer", patch deployments/scale "web-headroom-buffer"',
      }),
      expect.objectContaining({ is: 'trouble', says: expect.stringContaining('there is no buffer') }),
    ]);
    expect(await look(adminKey, { kubernetesGroups: ['others'] })).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          is: 'trouble',
          mend: expect.stringContaining('--kubernetes-groups others headroom:test'),
        }),
      ]),
    );
    await grant(shop.cluster, { group: 'apps', resource: 'deployments', name: 'web' }, bufferRoleOf);
    const requests = { cpu: '1', memory: '0' };
    const [priorityClass, buffer] = bufferOf({ namespace: 'shop', name: 'web', units: 1, requests });
    await ask('POST', '/apis/scheduling.k8s.io/v1/priorityclasses', priorityClass);
    await ask('POST', deployments, buffer);
    const all = await look(adminKey, { kubernetesGroups: ['headroom:test'] });
    expect(all.map(({ is }) => is)).toEqual(['ok', 'ok', 'ok']);
    const viewed = await look(viewerKey, { kubernetesGroups: ['headroom:test'] });
    expect(viewed[1]).toMatchObject({ is: 'unknown', says: expect.stringContaining('subjectaccessreviews') });
  });
});
