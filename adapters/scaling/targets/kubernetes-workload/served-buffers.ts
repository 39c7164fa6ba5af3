import { capacityBufferGroup } from '../../../../core/scaling/config/kubernetes/buffer.ts';
import { Kept } from '../../../aws/kept.ts';
import type { ClusterClient } from './cluster-client.ts';
import { KubernetesError } from './kubernetes-error.ts';

/** What a cluster serves hardly ever changes; after this time it is asked again. */
const keptMs = 15 * 60_000;
/** Newest first; of one that is newer than these nothing is known. */
const versions = ['v1', 'v1beta1', 'v1alpha1'] as const;

/** Which version of buffers clusters serve themselves, as a process remembers it. */
export interface ServedBuffers {
  /** Null where the cluster serves none. */
  version(client: ClusterClient, region: string | null, cluster: string, signal: AbortSignal): Promise<string | null>;
  /** What was found does not hold, or nothing was found where something is wanted: the next who asks asks the cluster. */
  forget(region: string | null, cluster: string): void;
}

/**
 * The version in which a cluster serves buffers itself. The group alone does not tell: another kind of it is older. Everybody
 * whom a cluster knows may ask what it serves. Make it once a process.
 */
export function servedBuffers(nowMs: () => number): ServedBuffers {
  const known = new Kept<string | null>({ forMs: keptMs, nowMs });
  const keyOf = (region: string | null, cluster: string) => `${region} ${cluster}`;
  return {
    version: (client, region, cluster, signal) =>
      known.get(keyOf(region, cluster), () => discover(client, cluster, signal)),
    forget: (region, cluster) => void known.drop(keyOf(region, cluster)),
  };
}

async function discover(client: ClusterClient, cluster: string, abortSignal: AbortSignal): Promise<string | null> {
  const get = async <Told>(path: string) =>
    (await client.send({ cluster, method: 'GET', path }, { abortSignal }).catch(nullWhereGone)) as Told | null;
  const group = await get<{ versions?: readonly { version?: string }[] }>(`/apis/${capacityBufferGroup}`);
  const served = new Set(group?.versions?.map(({ version }) => version));
  for (const version of versions.filter((one) => served.has(one))) {
    const list = await get<{ resources?: readonly { name?: string }[] }>(`/apis/${capacityBufferGroup}/${version}`);
    if (list?.resources?.some(({ name }) => name === 'capacitybuffers')) return version;
  }
  return null;
}

function nullWhereGone(error: unknown): null {
  if (error instanceof KubernetesError && error.name === 'NotFound') return null;
  throw error;
}
