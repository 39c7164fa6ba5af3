import { type Autoscaler, pointsAt } from '../../targets/kubernetes-workload/rivals.ts';

type Listed = Autoscaler & { readonly metadata?: { readonly namespace?: string } };

interface Named {
  readonly namespace: string;
  readonly resource: string;
  readonly name: string;
}

/** What scales a workload, for people, and within which bounds; null where nothing does. */
export interface ScaledBy {
  readonly bounds: { readonly min: number; readonly max: number };
  readonly scaledBy: readonly string[];
}

export function autoscalerOfWorkload(all: readonly Listed[], { namespace, ...named }: Named): ScaledBy | null {
  const its = all.find((one) => one.metadata?.namespace === namespace && pointsAt(one, { group: 'apps', ...named }));
  if (its === undefined) return null;
  const { metadata, spec } = its;
  const owner = metadata?.ownerReferences?.find(({ kind }) => kind === 'ScaledObject');
  const metrics = (spec?.metrics ?? []).map(tellMetric);
  const by = owner === undefined ? 'an HPA' : `KEDA ("${owner.name}")`;
  return {
    // Where nothing is said, the least is one (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/).
    bounds: { min: spec?.minReplicas ?? 1, max: spec?.maxReplicas ?? 0 },
    scaledBy: [metrics.length === 0 ? by : `${by} on ${metrics.join(' and ')}`],
  };
}

type Metric = NonNullable<NonNullable<Autoscaler['spec']>['metrics']>[number];

/** A metric of an autoscaler: `cpu at 50 %`, `http_requests at 100`. */
function tellMetric({ resource, containerResource, pods, object, external }: Metric): string {
  const one = resource ?? containerResource;
  const custom = pods ?? object ?? external;
  const target = (one ?? custom)?.target;
  const name = one?.name ?? custom?.metric?.name ?? 'a metric';
  const { averageUtilization, averageValue, value } = target ?? {};
  if (averageUtilization !== undefined) return `${name} at ${averageUtilization} %`;
  const at = averageValue ?? value;
  return at === undefined ? name : `${name} at ${at}`;
}
