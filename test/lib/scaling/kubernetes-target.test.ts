import { Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { CfnCluster, Cluster } from 'aws-cdk-lib/aws-eks';
import { describe, expect, it } from 'vitest';
import { type EksCluster, endpointsOf, Headroom, type HeadroomProps, KubernetesTarget } from '../../../lib/index.ts';
import { aHeadroom, env, resources } from '../an-app.ts';
import { settings } from './a-target.ts';

const web = { namespace: 'shop', name: 'web' };

function inAnApp(props: HeadroomProps = {}) {
  const { app, stack, headroom } = aHeadroom(props);
  return { app, stack, headroom, shop: new Stack(app, 'Shop', { env }) };
}

const entriesIn = (stack: Stack) => resources(stack, 'AWS::EKS::AccessEntry').map(({ Properties }) => Properties);

describe('a workload of a cluster', () => {
  it('is known to the API by the names that its kind has there', () => {
    const { headroom, shop } = inAnApp();
    const config = (kind: Parameters<typeof KubernetesTarget.fromNames>[1]['kind'], id: string) =>
      headroom.scale(
        id,
        KubernetesTarget.fromNames('shop', { ...web, ...(kind && { kind }) }),
        settings({ scope: shop }),
      ).config.target;
    expect(config(undefined, 'a')).toMatchObject({ group: 'apps', version: 'v1', resource: 'deployments', ...web });
    expect(config('StatefulSet', 'b')).toMatchObject({ resource: 'statefulsets', cluster: 'shop' });
    const rollouts = { group: 'argoproj.io', version: 'v1alpha1', resource: 'rollouts' };
    expect(config(rollouts, 'c')).toMatchObject(rollouts);
  });

  it('lets the role in once for all workloads of a cluster, as one of a group, before its config is there', () => {
    const { headroom, shop } = inAnApp();
    for (const name of ['web', 'worker'])
      headroom.scale(name, KubernetesTarget.fromNames('shop', { ...web, name }), settings({ scope: shop }));
    const [entry, ...others] = entriesIn(shop);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ ClusterName: 'shop', KubernetesGroups: ['headroom:headroom'], Type: 'STANDARD' });
    expect(JSON.stringify(entry?.PrincipalArn)).toContain('ResourceAllocatorRole');
    const items = resources(shop, 'Custom::HeadroomScalable');
    for (const { DependsOn } of items) expect(DependsOn?.some((one) => one.startsWith('HeadroomAccess'))).toBe(true);
  });

  it('may be let in by somebody else', () => {
    const { headroom, shop } = inAnApp();
    headroom.scale('web', KubernetesTarget.fromNames('shop', web, { accessEntry: false }), settings({ scope: shop }));
    expect(entriesIn(shop)).toEqual([]);
  });

  it('asks for the VPC of a cluster that is reached from there alone, and names what functions need in it', () => {
    const isPrivate = KubernetesTarget.fromNames('shop', web, { privateEndpoint: true });
    const without = inAnApp();
    expect(() => without.headroom.scale('web', isPrivate, settings())).toThrow(
      /^scalables\["web"\]\.vpc: is missing.*endpointsOf\(vpc\).*EKS/,
    );
    const { app, shop } = inAnApp();
    const vpc = new Vpc(shop, 'Vpc');
    const inside = new Headroom(new Stack(app, 'Inside', { env }), 'Headroom', { vpc, deploymentName: 'inside' });
    inside.scale('web', isPrivate, settings());
    expect(Object.keys(endpointsOf(vpc).interfaces)).toContain('eks');
    const cluster = new CfnCluster(shop, 'Made', {
      ...{ name: 'made', roleArn: 'arn:aws:iam::111122223333:role/eks' },
      resourcesVpcConfig: { subnetIds: ['a', 'b'], endpointPublicAccess: false, endpointPrivateAccess: true },
    });
    const made = Object.assign(cluster, { clusterName: 'made' }) as unknown as EksCluster;
    expect(() => without.headroom.scale('b', KubernetesTarget.fromCluster(made, web), settings())).toThrow(
      /^scalables\["b"\]\.vpc/,
    );
  });

  it('has its Role applied by the cluster of the app where that is meant', () => {
    const { headroom, shop } = inAnApp();
    const manifests: Record<string, unknown>[] = [];
    const cluster = Cluster.fromClusterAttributes(shop, 'Cluster', { clusterName: 'shop' });
    const addManifest = (_: string, ...more: Record<string, unknown>[]) => {
      manifests.push(...more);
      return cluster;
    };
    const applying = Object.assign(cluster, { addManifest }) as unknown as EksCluster;
    headroom.scale('web', KubernetesTarget.fromCluster(applying, web, { applyRole: true }), settings());
    expect(manifests.map(({ kind }) => kind)).toEqual(['Role', 'RoleBinding']);
    expect(JSON.stringify(manifests[0])).toContain(
      '"resourceNames":["web"],"resources":["deployments/scale"],"verbs":["get","patch"]',
    );
    // What sizes a buffer is granted where there is to be one, by a Role besides.
    const pooled = { ...settings(), leadSeconds: 120, warmPool: { leadSeconds: 10 } };
    const other = { ...web, name: 'api' };
    headroom.scale('api', KubernetesTarget.fromCluster(applying, other, { applyRole: true }), pooled);
    expect(manifests.slice(2).map(({ kind }) => kind)).toEqual(['Role', 'RoleBinding', 'Role', 'RoleBinding']);
    expect(JSON.stringify(manifests[4])).toContain(
      '"resourceNames":["api-headroom-buffer"],"resources":["deployments/scale"],"verbs":["patch"]',
    );
  });
});
