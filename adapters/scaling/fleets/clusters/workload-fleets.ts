import type { UnitPrices } from '../../../../core/prices/unit-prices.ts';
import { bufferOfAnnotation } from '../../../../core/scaling/config/kubernetes/buffer.ts';
import { type PodSpec, podRequests, type Requests } from '../../../../core/scaling/config/kubernetes/pod-requests.ts';
import { askedOf, readyOf } from '../../targets/kubernetes-workload/capacity-of.ts';
import type { Found, UnderWay } from '../fleet-finder.ts';
import { fleetName } from '../fleet-name.ts';
import { nodesTogether, podUsdPerHour } from './node-price.ts';
import type { ClusterRead, Listed } from './read-cluster.ts';
import { autoscalerOfWorkload } from './tell-autoscaler.ts';

type Resource = 'deployments' | 'statefulsets';

/** What Kubernetes runs for itself is nobody's to scale. */
const own = /^kube-(?:system|public|node-lease)$/;

/** The workloads of a cluster as fleets. */
export function workloadFleets(read: ClusterRead, prices: UnitPrices): readonly UnderWay[] {
  const nodes = read.nodes === null ? null : nodesTogether(read.nodes, prices);
  const of = (resource: Resource, listed: readonly Listed[]) =>
    listed.filter(isTheirs).map((one): UnderWay => {
      const found = fleetOf(read, resource, one);
      const requests = podRequests(one.spec?.template?.spec ?? {});
      const pod = { told: tellRequests(requests), usdPerHour: podUsdPerHour(requests, nodes) };
      return { targetGroupArns: [], fleet: () => ({ ...found, pod }) };
    });
  return [...of('deployments', read.deployments), ...of('statefulsets', read.statefulSets)];
}

function isTheirs({ metadata }: Listed): boolean {
  return !own.test(metadata?.namespace ?? '') && metadata?.annotations?.[bufferOfAnnotation] === undefined;
}

function fleetOf({ cluster, autoscalers }: ClusterRead, resource: Resource, workload: Listed): Found {
  const { name = '', namespace = '' } = workload.metadata ?? {};
  const scaler = autoscalerOfWorkload(autoscalers ?? [], { namespace, resource, name });
  const dimensions = { ClusterName: cluster, Namespace: namespace, PodName: name };
  const metric = (metricName: string) => ({ namespace: 'ContainerInsights', metricName, dimensions });
  const kind = resource === 'deployments' ? {} : { resource };
  const unmeasured = isLimited(workload.spec?.template?.spec) ? {} : { unmeasured: unlimited };
  return {
    name: fleetName(cluster, namespace, name),
    told: `the ${resource} "${name}" in the namespace "${namespace}" of the EKS cluster "${cluster}"`,
    target: { kind: 'kubernetes-workload', cluster, namespace, name, ...kind },
    bounds: scaler?.bounds ?? null,
    asked: askedOf(workload, undefined),
    running: readyOf(workload, undefined),
    scaledBy: scaler?.scaledBy ?? (autoscalers === null ? ['nobody may say'] : []),
    loads: [],
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-EKS.html
    busy: metric('pod_cpu_utilization_over_pod_limit'),
    ...unmeasured,
    // Both are shares of the node that a pod is on.
    reserving: { used: metric('pod_cpu_utilization'), reserved: metric('pod_cpu_reserved_capacity') },
    ...{ counted: null, countedBy: null, instances: [], fargate: null },
  };
}

const unlimited =
  'its pods have no limit of CPU, so that Container Insights does not tell how busy one is; give its demand as a file, or headroom backtest --metric';

function isLimited(spec: PodSpec = {}): boolean {
  const { containers = [] } = spec;
  return containers.length > 0 && containers.every(({ resources }) => resources?.limits?.cpu !== undefined);
}

function tellRequests({ cpu, memory }: Requests): string {
  if (cpu === 0 && memory === 0) return 'a pod that requests nothing';
  const gib = Math.round((memory / 2 ** 30) * 100) / 100;
  return `a pod of ${Math.round(cpu * 1000) / 1000} CPU, ${gib} GiB`;
}
