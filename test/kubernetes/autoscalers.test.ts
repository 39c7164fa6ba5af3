import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Workload } from '../../adapters/scaling/targets/kubernetes-workload/workload.ts';
import { autoscalerOf } from '../../core/scaling/config/kubernetes/autoscaler.ts';
import { makeCertificates } from '../../local/kubernetes/certificates.ts';
import { kubernetesOrNone } from './kubernetes-or-none.ts';
import { aDeployment, autoscalers, deployments, openShop, type Shop } from './shop.ts';

const servers = await kubernetesOrNone();
const api = '/apis/external.metrics.k8s.io/v1beta1';
const following = {
  ...{ deployment: 'test', scalable: 'checkout/web', namespace: 'shop' },
  ...{ scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, bounds: { min: 1, max: 150 } },
};

/** An adapter of external metrics that knows one number, as those of Prometheus do. */
async function startMetrics() {
  const { crt, key } = makeCertificates(mkdtempSync(join(tmpdir(), 'headroom-metrics-')));
  let [wanted, selected] = [1, ''];
  const server = createServer({ cert: readFileSync(crt), key: readFileSync(key) }, (incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', 'https://localhost');
    const resources = [
      { name: 'headroom_desired', singularName: '', namespaced: true, kind: 'ExternalMetricValueList', verbs: ['get'] },
    ];
    const list = {
      kind: 'APIResourceList',
      apiVersion: 'v1',
      groupVersion: 'external.metrics.k8s.io/v1beta1',
      resources,
    };
    const isList = url.pathname === api;
    if (!isList) selected = url.searchParams.get('labelSelector') ?? '';
    const item = {
      metricName: 'headroom_desired',
      metricLabels: {},
      timestamp: new Date().toISOString(),
      value: String(wanted),
    };
    const values = {
      kind: 'ExternalMetricValueList',
      apiVersion: 'external.metrics.k8s.io/v1beta1',
      metadata: {},
      items: [item],
    };
    outgoing.setHeader('content-type', 'application/json');
    outgoing.end(JSON.stringify(isList ? list : values));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    want: (units: number) => {
      wanted = units;
    },
    selected: () => selected,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe.runIf(servers !== null)('an autoscaler that follows what Headroom wants', () => {
  let shop: Shop;
  let metrics: Awaited<ReturnType<typeof startMetrics>>;
  const asked = (units: number) =>
    shop.until<Workload>(`${units} asked for`, `${deployments}/web`, ({ spec }) => spec?.replicas === units);

  beforeAll(async () => {
    if (servers === null) return;
    [shop, metrics] = [await openShop(servers, { cores: '400' }), await startMetrics()];
    const { ask } = shop.cluster;
    await ask('POST', deployments, aDeployment('web', 1, { cpu: '10m' }));
    const service = { metadata: { name: 'metrics' }, spec: { type: 'ExternalName', externalName: 'localhost' } };
    await ask('POST', '/api/v1/namespaces/shop/services', {
      ...service,
      spec: { ...service.spec, ports: [{ port: metrics.port }] },
    });
    await ask('POST', '/apis/apiregistration.k8s.io/v1/apiservices', {
      metadata: { name: 'v1beta1.external.metrics.k8s.io' },
      spec: {
        ...{ group: 'external.metrics.k8s.io', version: 'v1beta1', insecureSkipTLSVerify: true },
        ...{ groupPriorityMinimum: 100, versionPriority: 100 },
        service: { namespace: 'shop', name: 'metrics', port: metrics.port },
      },
    });
    await ask('POST', autoscalers, autoscalerOf(following));
  });
  afterAll(async () => {
    metrics?.stop();
    await shop?.stop();
  });

  it.each([
    [20, 21],
    [100, 109],
    [109, 108],
    [8, 2],
  ])('takes the step from %i to %i, which its usual tolerance would not', { timeout: 120_000 }, async (from, to) => {
    metrics.want(from);
    await asked(from);
    const beganAtMs = Date.now();
    metrics.want(to);
    await asked(to);
    console.info(`${from} to ${to}: ${Date.now() - beganAtMs} ms`);
    expect(metrics.selected()).toBe('deployment=test,service=checkout,tier=web');
  });

  it('is not a rival that has to be suspended, and is not written over', async () => {
    expect(await shop.target.rivals?.(shop.config('web'))).toMatchObject([{ follows: true }]);
  });
});
