import { bufferName } from '../../../../core/scaling/config/kubernetes/buffer.ts';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import type { PoolTold } from '../../../../core/scaling/pool/pool-told.ts';
import { type CapacityBuffer, isCapacityThere, unusableCapacityBuffer } from './capacity-buffer.ts';
import { askedOf } from './capacity-of.ts';
import type { ClusterClient } from './cluster-client.ts';
import { KubernetesError } from './kubernetes-error.ts';
import { capacityBufferPath, placeholdersPath } from './paths.ts';
import type { ServedBuffers } from './served-buffers.ts';
import { unusablePlaceholders } from './unusable-placeholders.ts';
import type { Workload } from './workload.ts';

type Config = TargetConfig<'kubernetes-workload'>;

/** The buffer of a workload as the cluster has it. */
export type Buffer =
  | { readonly is: 'capacity-buffer'; readonly path: string; readonly object: CapacityBuffer }
  | { readonly is: 'placeholders'; readonly path: string; readonly object: Workload };

/** Why a buffer is not to be seen: there is none, or the role may not look. */
export interface NoBuffer {
  readonly is: 'none' | 'forbidden';
}

/** What the cluster serves as a buffer itself comes first, then placeholders: a call each, and two in fifteen minutes for what is served. */
export async function findBuffer(
  client: ClusterClient,
  served: ServedBuffers,
  config: Config,
  abortSignal: AbortSignal,
): Promise<Buffer | NoBuffer> {
  const { region, cluster } = config;
  const get = async <Told>(path: string): Promise<Told | NoBuffer> =>
    client.send({ cluster, method: 'GET', path }, { abortSignal }).catch(asNone) as Promise<Told | NoBuffer>;
  const version = await served.version(client, region, cluster, abortSignal);
  if (version !== null) {
    const path = capacityBufferPath(config, version);
    const object = await get<CapacityBuffer>(path);
    if (!isNone(object)) return { is: 'capacity-buffer', path, object };
  }
  const path = placeholdersPath(config);
  const object = await get<Workload>(path);
  if (!isNone(object)) return { is: 'placeholders', path, object };
  // It may be one of a kind that the cluster serves since it was asked, or in another version by now.
  served.forget(region, cluster);
  return object;
}

const isNone = (told: object): told is NoBuffer => 'is' in told;

function asNone(error: unknown): NoBuffer {
  const name = error instanceof KubernetesError ? error.name : null;
  if (name === 'NotFound') return { is: 'none' };
  if (name === 'Forbidden') return { is: 'forbidden' };
  throw error;
}

/** A buffer as a pool of prepared units, beside the workload that it is for. */
export function poolOfBuffer(buffer: Buffer | NoBuffer, workload: Workload, config: Config): Omit<PoolTold, 'of'> {
  const size = sizeOf(buffer);
  const ready = Math.min(size, readyIn(buffer));
  return {
    set: { minSize: size, prepared: 0, poolState: 'Running', reuseOnScaleIn: true },
    isApart: true,
    ready,
    coming: size - ready,
    units: null,
    unusableBecause: unusableBecause(buffer, workload, config),
    frozenBecause: null,
  };
}

function sizeOf(buffer: Buffer | NoBuffer): number {
  if (buffer.is === 'capacity-buffer') return buffer.object.spec?.replicas ?? 0;
  return buffer.is === 'placeholders' ? askedOf(buffer.object, undefined) : 0;
}

function readyIn(buffer: Buffer | NoBuffer): number {
  if (buffer.is === 'placeholders') return buffer.object.status?.readyReplicas ?? 0;
  if (buffer.is !== 'capacity-buffer' || !isCapacityThere(buffer.object)) return 0;
  return buffer.object.status?.replicas ?? 0;
}

function unusableBecause(buffer: Buffer | NoBuffer, workload: Workload, config: Config) {
  const { name, namespace } = config;
  const named = { buffer: bufferName(name), namespace };
  switch (buffer.is) {
    case 'none':
      return {
        says: 'there is no buffer "{buffer}" in the namespace "{namespace}"; apply what "headroom manifests buffer" prints, or leave warmPool out',
        ...named,
      };
    case 'forbidden':
      return {
        says: 'the cluster does not let Headroom see the buffer "{buffer}" in the namespace "{namespace}"; apply the Role that "headroom manifests role" prints',
        ...named,
      };
    case 'capacity-buffer':
      return unusableCapacityBuffer(buffer.object, name);
    case 'placeholders':
      return unusablePlaceholders(buffer.object, workload, name);
  }
}
