import { type Following, obedience } from './autoscaler.ts';
import { followsAnnotation } from './follows.ts';
import type { Manifest } from './manifest.ts';

/** Where KEDA reads what Headroom wants: a Prometheus, or CloudWatch in a Region. */
export type ReadBy = { readonly prometheus: string } | { readonly region: string };

/**
 * A ScaledObject of KEDA that asks for what Headroom wants. More triggers may stand beside it: KEDA asks for the highest that
 * any of them wants.
 */
export function scaledObjectOf(following: Following, readBy: ReadBy): Manifest {
  const { scalable, namespace, scaleTargetRef, bounds } = following;
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: scaleTargetRef.name, namespace, annotations: { [followsAnnotation]: scalable } },
    spec: {
      scaleTargetRef,
      minReplicaCount: bounds.min,
      maxReplicaCount: bounds.max,
      pollingInterval: 15,
      advanced: { horizontalPodAutoscalerConfig: { behavior: obedience(bounds.max) } },
      triggers: [
        'prometheus' in readBy ? byPrometheus(following, readBy.prometheus) : byCloudWatch(following, readBy.region),
      ],
    },
  };
}

/** https://keda.sh/docs/latest/scalers/prometheus/ */
function byPrometheus({ deployment, scalable }: Following, serverAddress: string) {
  const query = `max(headroom_desired{deployment=${JSON.stringify(deployment)},scalable=${JSON.stringify(scalable)}})`;
  return { type: 'prometheus', metricType: 'AverageValue', metadata: { serverAddress, query, threshold: '1' } };
}

/** https://keda.sh/docs/latest/scalers/aws-cloudwatch/; the scalable has to say `publish: true`. */
function byCloudWatch({ deployment, scalable, bounds }: Following, awsRegion: string) {
  const metadata = {
    ...{ namespace: 'Headroom', metricName: 'Desired', awsRegion, identityOwner: 'operator' },
    ...{ dimensionName: 'service;scalable', dimensionValue: `${deployment};${scalable}` },
    ...{ metricStat: 'Maximum', metricStatPeriod: '60', metricCollectionTime: '300' },
    ...{ targetMetricValue: '1', minMetricValue: String(bounds.min) },
  };
  return { type: 'aws-cloudwatch', metricType: 'AverageValue', metadata };
}
