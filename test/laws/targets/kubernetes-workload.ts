import { kubernetesWorkloads } from '../../../adapters/scaling/targets/kubernetes-workload/kubernetes-workload.ts';
import { followsAnnotation } from '../../../core/scaling/config/kubernetes/follows.ts';
import { deployment, FakeCluster } from '../../adapters/scaling/targets/kubernetes-workload/fake-cluster.ts';
import { everywhere, late, type TargetRig, type Tried } from '../target-rig.ts';

export const tried: Tried = {
  unit: 'a pod',
  calls: ['PATCH of the scale of a workload'],
  miniStack: 'no',
  moto: 'no; a control plane of Kubernetes itself instead ([what was measured](decisions/0070-workloads-of-kubernetes.md))',
  shapes: 'EKS, its access entries and tokens',
  dimensions: [],
};

export function rig(): TargetRig<'kubernetes-workload'> {
  const fake = new FakeCluster();
  const pointingAt = (target: string) => ({ apiVersion: 'apps/v1', kind: 'Deployment', name: target });
  return {
    service: fake,
    reads: 'get workload',
    changes: 'patch scale',
    most: 1,
    config: (name, place) => ({
      ...{ kind: 'kubernetes-workload', ...place, cluster: 'shop', namespace: 'shop' },
      ...{ group: 'apps', version: 'v1', resource: 'deployments', name },
    }),
    make: (names) => {
      for (const name of names) fake.workloads.set(name, deployment());
    },
    remove: (name) => fake.workloads.delete(name),
    beside: (name) => ({ ...fake.workloads.get(name), spec: { ...fake.workloads.get(name)?.spec, replicas: null } }),
    spoiler: 'no such name!',
    rivals: {
      service: fake,
      reads: ['list horizontalpodautoscalers'],
      program: 'kubectl',
      add: {
        HorizontalPodAutoscaler: (target, name) =>
          fake.autoscalers.push({ metadata: { name }, spec: { scaleTargetRef: pointingAt(target), maxReplicas: 9 } }),
        ScaledObject: (target, name) =>
          fake.autoscalers.push({
            metadata: { name: `keda-hpa-${name}`, ownerReferences: [{ kind: 'ScaledObject', name }] },
            spec: { scaleTargetRef: pointingAt(target), maxReplicas: 9 },
          }),
      },
      suspend: (target) => {
        const left = fake.autoscalers.filter(({ spec }) => spec?.scaleTargetRef?.name !== target);
        fake.autoscalers.splice(0, fake.autoscalers.length, ...left);
      },
      addIdle: (target) => {
        const scaleTargetRef = { ...pointingAt(target), kind: 'StatefulSet' };
        fake.autoscalers.push({ metadata: { name: 'another' }, spec: { scaleTargetRef } });
      },
      addFollower: (target, name) =>
        fake.autoscalers.push({
          metadata: { name, annotations: { [followsAnnotation]: target } },
          spec: { scaleTargetRef: pointingAt(target), maxReplicas: 9 },
        }),
    },
    tooMany: 2 ** 31,
    maker: (at) => late((world) => kubernetesWorkloads({ ...world, clients: everywhere(fake.client, at) })),
  };
}
