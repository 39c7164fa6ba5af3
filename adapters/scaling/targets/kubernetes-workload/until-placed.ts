import { setTimeout as pause } from 'node:timers/promises';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import type { ClusterClient } from './cluster-client.ts';
import { KubernetesError } from './kubernetes-error.ts';
import { podsPath, workloadPath } from './paths.ts';
import { type ListOf, type Pod, type Scale, selectorText, type Workload } from './workload.ts';

type Config = TargetConfig<'kubernetes-workload'>;

/** Placeholders give way within half a second (seen); whoever has no place by then waits for a node. Milliseconds. */
const patienceMs = 1500;
const everyMs = 200;

/**
 * Waits, for a moment at most, until all pods that were asked for have a node. The scheduler makes room for them by deleting
 * placeholders; of one that somebody else takes away in the same moment it never hears, and may leave the pod that waits for
 * its room alone for five minutes (https://github.com/kubernetes/kubernetes/issues/141694). So a buffer shrinks after them.
 */
export async function untilPlaced(
  client: ClusterClient,
  config: Config,
  { spec: { replicas = 0 } = {}, status: { selector = '' } = {} }: Scale,
  abortSignal: AbortSignal,
): Promise<void> {
  const get = (path: string) => client.send({ cluster: config.cluster, method: 'GET', path }, { abortSignal });
  const arePlaced = async () => {
    const workload = (await get(workloadPath(config))) as Workload;
    const text = selector || selectorText(workload.spec?.selector ?? {});
    if ((workload.status?.replicas ?? 0) < replicas || text === null) return false;
    const { items = [] } = (await get(podsPath(config.namespace, text, { unplaced: true }))) as ListOf<Pod>;
    return items.length === 0;
  };
  for (const endMs = performance.now() + patienceMs; performance.now() < endMs; ) {
    if (await arePlaced().catch(whereForbidden)) return;
    await pause(everyMs, undefined, { signal: abortSignal });
  }
}

/** Who may not list pods waits for as long as placeholders take. */
function whereForbidden(error: unknown): false {
  if (error instanceof KubernetesError && error.name === 'Forbidden') return false;
  throw error;
}
