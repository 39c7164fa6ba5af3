/** What the Horizontal Pod Autoscaler knows of a workload's pods, summed up by what it makes of them. */
export interface Pods {
  /** Replicas of the scale target now. */
  readonly replicas: number;
  /** Pods that are ready and have metrics: how many, their usage and their requests. */
  readonly ready: number;
  readonly usage: number;
  readonly requests: number;
  /** Pods that are not ready yet, or whose metric is older than their start: their number and requests. Never counted when down. */
  readonly unready: number;
  readonly unreadyRequests: number;
  /** Pods without any metric: their number and requests. */
  readonly missing: number;
  readonly missingRequests: number;
}

/**
 * Kubernetes HPA v2: replicas by a resource metric with a target utilisation in percent.
 * After `GetResourceReplicas` of kubernetes/kubernetes pkg/controller/podautoscaler/replica_calculator.go: the utilisation is
 * cut to whole percent; within the tolerance nothing changes; unready pods count as idle when the rest says up; missing pods
 * count as idle when up and as fully used when down; whatever would then turn the direction changes nothing.
 * Answers null where there is no metric at all (HPA then reports an error and does nothing).
 */
export function hpaReplicas(pods: Pods, targetPercent: number, tolerance: number): number | null {
  if (pods.ready === 0 || pods.requests <= 0) return null;
  const ratio = usageRatio(pods.usage, pods.requests, targetPercent);
  if ((pods.unready === 0 || ratio <= 1) && pods.missing === 0) {
    return within(ratio, tolerance) ? pods.replicas : ceil(ratio * pods.ready);
  }
  const counted = countIn(pods, ratio);
  const again = usageRatio(counted.usage, counted.requests, targetPercent);
  if (within(again, tolerance) || turns(ratio, again)) return pods.replicas;
  const replicas = ceil(again * counted.pods);
  const turned = (again < 1 && replicas > pods.replicas) || (again > 1 && replicas < pods.replicas);
  return turned ? pods.replicas : replicas;
}

/** Adds the pods that were left out at first: the missing always, idle or fully used, and the unready when it goes up. */
function countIn(
  pods: Pods,
  ratio: number,
): { readonly pods: number; readonly usage: number; readonly requests: number } {
  const missing = ratio === 1 ? 0 : pods.missing;
  const missingRequests = ratio === 1 ? 0 : pods.missingRequests;
  const unready = ratio > 1 ? pods.unready : 0;
  return {
    pods: pods.ready + missing + unready,
    usage: pods.usage + (ratio < 1 ? missingRequests : 0),
    requests: pods.requests + missingRequests + (ratio > 1 ? pods.unreadyRequests : 0),
  };
}

function turns(ratio: number, again: number): boolean {
  return (ratio < 1 && again > 1) || (ratio > 1 && again < 1);
}

/**
 * The same by an external metric with an average value per pod (`GetExternalPerPodMetricReplicas`): KEDA's way.
 * The tolerance compares with the replicas there are; the result does not depend on them.
 */
export function hpaAverageValueReplicas(
  replicas: number,
  total: number,
  targetPerPod: number,
  tolerance: number,
): number {
  if (replicas === 0) return ceil(total / targetPerPod);
  return within(total / (targetPerPod * replicas), tolerance) ? replicas : ceil(total / targetPerPod);
}

function usageRatio(usage: number, requests: number, targetPercent: number): number {
  return Math.trunc((usage * 100) / requests + 1e-9) / targetPercent;
}

function within(ratio: number, tolerance: number): boolean {
  return Math.abs(1 - ratio) <= tolerance;
}

/** Upwards to whole pods, forgiving what floating point adds. */
function ceil(pods: number): number {
  return Math.ceil(pods - 1e-9);
}
