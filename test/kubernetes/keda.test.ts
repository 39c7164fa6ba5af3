import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReadBy, scaledObjectOf } from '../../core/scaling/config/kubernetes/scaled-object.ts';
import { scaledObjectDefinition } from './keda-definition.ts';
import { kubernetesOrNone } from './kubernetes-or-none.ts';
import { openShop, type Shop } from './shop.ts';

const servers = await kubernetesOrNone();
const following = {
  ...{ deployment: 'test', scalable: 'checkout/web', namespace: 'shop' },
  ...{ scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, bounds: { min: 1, max: 150 } },
};
const objects = '/apis/keda.sh/v1alpha1/namespaces/shop/scaledobjects';

describe.runIf(servers !== null)('a ScaledObject, to an API server that has its definition from KEDA', () => {
  let shop: Shop;
  const create = (manifest: object) =>
    shop.cluster.ask('POST', `${objects}?fieldValidation=Strict&dryRun=All`, manifest);

  beforeAll(async () => {
    if (servers === null) return;
    shop = await openShop(servers);
    const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
    await shop.cluster.ask('POST', path, scaledObjectDefinition(servers.go), 'application/yaml');
    for (let waits = 0; waits < 100; waits++) {
      const isThere = await shop.cluster.ask('GET', objects).catch(() => null);
      if (isThere !== null) return;
      await sleep(100);
    }
    throw new Error('the definition of KEDA is not served');
  });
  afterAll(() => shop?.stop());

  it.each<[string, ReadBy]>([
    ['Prometheus', { prometheus: 'http://prometheus.monitoring:9090' }],
    ['CloudWatch', { region: 'eu-central-1' }],
  ])('is taken as it is printed for %s, every field of it known', async (_, readBy) => {
    const manifest = scaledObjectOf(following, readBy);
    expect(await create(manifest)).toMatchObject({ spec: manifest.spec });
  });

  it('is not taken with a field that KEDA does not know, or a value of another type', async () => {
    const manifest = scaledObjectOf(following, { region: 'eu-central-1' });
    const spec = manifest.spec as object;
    await expect(create({ ...manifest, spec: { ...spec, maxReplicas: 3 } })).rejects.toThrow(/unknown field/);
    await expect(create({ ...manifest, spec: { ...spec, maxReplicaCount: 'three' } })).rejects.toThrow(/422/);
  });
});
