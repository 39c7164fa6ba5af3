import * as z from 'zod/mini';
import { place, targetName } from './any-kind/place.ts';

const unusable = 'not a name that Kubernetes takes';

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/: a label of at most 63, a name of labels and dots. */
const label = () => targetName().check(z.maxLength(63), z.regex(/^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/, unusable));
const dotted = () =>
  targetName().check(
    z.maxLength(253),
    z.regex(/^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/, unusable),
  );

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html */
const clusterName = () =>
  targetName().check(z.regex(/^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/, 'not a name that an EKS cluster may have'));

/**
 * Something in an EKS cluster that has a scale subresource: a Deployment, unless its group, version and resource say
 * otherwise. A group of `apps` is served in one version alone; of another give one version and keep to it.
 */
export const kubernetesWorkload = z.strictObject({
  ...place,
  /** The name of the EKS cluster. */
  cluster: clusterName(),
  /** The namespace of the workload. */
  namespace: label(),
  /** The API group of its kind. */
  group: z._default(dotted(), 'apps'),
  /** The version of that group. */
  version: z._default(z.string().check(z.regex(/^v[0-9]+(?:(?:alpha|beta)[0-9]+)?$/, 'not a version of an API')), 'v1'),
  /** As the API calls it: in small letters and many, e.g. `statefulsets`. */
  resource: z._default(label(), 'deployments'),
  /** The name of the workload. */
  name: dotted(),
});
