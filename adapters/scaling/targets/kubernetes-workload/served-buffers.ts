import { capacityBufferGroup } from '../../../../core/scaling/config/kubernetes/buffer.ts';
import type { ClusterClient } from './cluster-client.ts';
import { KubernetesError } from './kubernetes-error.ts';

/** What a cluster serves hardly ever changes; after this time it is asked again. */
const keptMs = 15 * 60_000;
/** Newest first; of one that is newer than these nothing is known. */
const versions = ['v1', 'v1beta1', 'v1alpha1'] as const;

interface Known {
  readonly version: Promise<string | null>;
  readonly endsMs: number;
}

export type ServedBuffers = ReturnType<typeof servedBuffers>;

/**
 * The version in which a cluster serves buffers itself; null where it serves none. The group alone does not tell: another kind
 * of it is older. Everybody whom a cluster knows may ask what it serves. Make it once a process.
 */
export function servedBuffers(nowMs: () => number) {
  const known = new Map<string, Known>();
  return (client: ClusterClient, region: string | null, cluster: string, signal: AbortSignal) => {
    const key = `${region} ${cluster}`;
    const before = known.get(key);
    if (before !== undefined && nowMs() < before.endsMs) return before.version;
    const version = discover(client, cluster, signal);
    known.set(key, { version, endsMs: nowMs() + keptMs });
    version.catch(() => known.delete(key));
    return version;
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
