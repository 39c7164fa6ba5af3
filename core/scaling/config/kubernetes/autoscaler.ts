import { followsAnnotation } from './follows.ts';
import type { Manifest } from './manifest.ts';
import type { ScaleTarget } from './scale-target.ts';

/** What follows what Headroom wants of a workload. */
export interface Following {
  readonly deployment: string;
  /** Its name, e.g. `checkout/web`. */
  readonly scalable: string;
  readonly namespace: string;
  readonly scaleTargetRef: ScaleTarget;
  readonly bounds: { readonly min: number; readonly max: number };
}

/**
 * How an autoscaler follows a number that has been thought about already: at once, and however far. At its usual tolerance
 * of a tenth it follows no step from 20 to 21; the field that takes that away is served from Kubernetes 1.33 on, where it has
 * to be switched on first (HPAConfigurableTolerance).
 */
export function obedience(max: number) {
  const policies = [{ type: 'Pods', value: Math.max(1, max), periodSeconds: 15 }];
  const side = { stabilizationWindowSeconds: 0, tolerance: '0', selectPolicy: 'Max', policies };
  return { scaleUp: side, scaleDown: side };
}

/**
 * An autoscaler that asks for what Headroom wants, which an adapter of external metrics has from Prometheus. Of a number a
 * replica, one replica each: that is the number itself.
 */
export function autoscalerOf({ deployment, scalable, namespace, scaleTargetRef, bounds }: Following): Manifest {
  const [service = '', tier] = scalable.split('/');
  const matchLabels = { deployment, service, ...(tier !== undefined && { tier }) };
  const metric = { name: 'headroom_desired', selector: { matchLabels } };
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: scaleTargetRef.name, namespace, annotations: { [followsAnnotation]: scalable } },
    spec: {
      scaleTargetRef,
      // None would switch it off, and it would follow nothing any more.
      minReplicas: Math.max(1, bounds.min),
      maxReplicas: bounds.max,
      metrics: [{ type: 'External', external: { metric, target: { type: 'AverageValue', averageValue: '1' } } }],
      behavior: obedience(bounds.max),
    },
  };
}
