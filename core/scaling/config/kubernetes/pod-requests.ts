import { quantityOf } from './quantity.ts';

/** A pod as its template says it, as far as room for it goes. */
export interface PodSpec {
  readonly priorityClassName?: string;
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly overhead?: Quantities;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly affinity?: object;
  readonly tolerations?: readonly object[];
}

interface Container {
  readonly image?: string;
  readonly restartPolicy?: string;
  readonly resources?: { readonly requests?: Quantities; readonly limits?: Quantities };
}

type Quantities = Readonly<Record<string, string | number>>;

/** Cores and bytes. */
export interface Requests {
  readonly cpu: number;
  readonly memory: number;
}

/**
 * What a pod takes of a node: all of its containers together, or the largest that runs before them where that is more
 * (https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers). What requests
 * nothing takes nothing.
 */
export function podRequests(spec: PodSpec): Requests {
  return { cpu: taken(spec, 'cpu'), memory: taken(spec, 'memory') };
}

function taken({ containers = [], initContainers = [], overhead = {} }: PodSpec, of: keyof Requests): number {
  const requested = ({ resources }: Container) => amount(resources?.requests ?? {}, of);
  let [beside, most] = [0, 0];
  for (const one of initContainers) {
    most = Math.max(most, beside + requested(one));
    // One that is always started again runs beside all that come after it.
    if (one.restartPolicy === 'Always') beside += requested(one);
  }
  const running = containers.reduce((sum, one) => sum + requested(one), beside);
  return Math.max(running, most) + amount(overhead, of);
}

function amount(quantities: Quantities, of: keyof Requests): number {
  return quantityOf(String(quantities[of] ?? 0)) ?? 0;
}
