import { quantityOf } from './quantity.ts';

/** A pod as its template says it, as far as room for it goes. */
export interface PodSpec {
  readonly priorityClassName?: string;
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
  /** Of all its containers together, where the cluster knows that; it goes before what they say. */
  readonly resources?: Resources;
  readonly overhead?: Quantities;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly affinity?: object;
  readonly tolerations?: readonly object[];
}

interface Container {
  readonly image?: string;
  readonly restartPolicy?: string;
  readonly resources?: Resources;
}

interface Resources {
  readonly requests?: Quantities;
  readonly limits?: Quantities;
}

type Quantities = Readonly<Record<string, string | number>>;

/** Cores and bytes. */
export interface Requests {
  readonly cpu: number;
  readonly memory: number;
}

/**
 * What a pod takes of a node: all of its containers together, or the largest that runs before them where that is more
 * (https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers), unless the pod says
 * it as a whole. What has a limit and requests nothing gets its limit; a template does not show that, a pod does
 * (https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#resource-requests-and-limits-of-pod-and-container).
 */
export function podRequests(spec: PodSpec): Requests {
  return { cpu: taken(spec, 'cpu'), memory: taken(spec, 'memory') };
}

function taken(
  { containers = [], initContainers = [], overhead = {}, resources }: PodSpec,
  of: keyof Requests,
): number {
  const requested = (one: Container) => amountOf(one.resources, of) ?? 0;
  let [beside, most] = [0, 0];
  for (const one of initContainers) {
    most = Math.max(most, beside + requested(one));
    // One that is always started again runs beside all that come after it.
    if (one.restartPolicy === 'Always') beside += requested(one);
  }
  const running = containers.reduce((sum, one) => sum + requested(one), beside);
  const parts = Math.max(running, most);
  const whole = amountOf({ requests: resources?.requests ?? {} }, of) ?? (parts || (amountOf(resources, of) ?? 0));
  return exact(whole + (quantityOf(String(overhead[of] ?? 0)) ?? 0));
}

/** Null where nothing is said of it. */
function amountOf({ requests, limits }: Resources = {}, of: keyof Requests): number | null {
  const said = requests?.[of] ?? limits?.[of];
  return said === undefined ? null : (quantityOf(String(said)) ?? 0);
}

/** 100m and 200m are 300m, and not 0.30000000000000004. */
const exact = (sum: number) => Number(sum.toPrecision(12));
