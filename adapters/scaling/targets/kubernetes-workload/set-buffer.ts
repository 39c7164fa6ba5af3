import { Refusal } from '../../../../core/model/errors.ts';
import { tell } from '../../../../core/model/reason.ts';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import type { PoolSet } from '../../../../core/scaling/pool/pool-set.ts';
import type { Judge } from '../../../aws/judge.ts';
import { findBuffer, poolOfBuffer } from './buffer.ts';
import type { ClusterClient } from './cluster-client.ts';
import { workloadPath } from './paths.ts';
import { mendOf } from './read-workload.ts';
import type { ServedBuffers } from './served-buffers.ts';
import { untilPlaced } from './until-placed.ts';
import type { Scale, Workload } from './workload.ts';

type Config = TargetConfig<'kubernetes-workload'>;

/**
 * Sizes the buffer of a workload: so that running and buffer together are as many as `set` says, beside what is asked to run
 * by now. Absolute, and safe to do twice. It is looked at once more before, so that nothing is sized that is not a buffer.
 */
export async function setBuffer(
  client: ClusterClient,
  served: ServedBuffers,
  config: Config,
  set: PoolSet | null,
  abortSignal: AbortSignal,
): Promise<void> {
  const send = (method: 'GET' | 'PATCH', path: string, body?: object) =>
    client.send({ cluster: config.cluster, method, path, ...(body && { body }) }, { abortSignal });
  const [workload, scale, buffer] = await Promise.all([
    send('GET', workloadPath(config)) as Promise<Workload>,
    send('GET', `${workloadPath(config)}/scale`) as Promise<Scale>,
    findBuffer(client, served, config, abortSignal),
  ]);
  const { unusableBecause, set: now } = poolOfBuffer(buffer, workload, config);
  if (unusableBecause !== null) throw new Refusal(tell(unusableBecause));
  const replicas = set === null ? 0 : Math.max(set.minSize, (set.prepared ?? 0) - (scale.spec?.replicas ?? 0), 0);
  if (now?.minSize === replicas || !('path' in buffer)) return;
  if (buffer.is === 'placeholders' && replicas < (now?.minSize ?? 0)) {
    await untilPlaced(client, config, scale, abortSignal);
  }
  const path = buffer.is === 'placeholders' ? `${buffer.path}/scale` : buffer.path;
  await send('PATCH', `${path}?fieldManager=headroom`, { spec: { replicas } });
}

/** What the cluster does not accept of a buffer, by its own answer. */
export const judgeBuffer: Judge = (error) => {
  const mend = mendOf(error);
  if (mend !== null) return `${mend}: {error}`;
  if (error.name === 'NotFound') return 'the workload or its buffer does not exist any more: {error}';
  if (/^(Invalid|BadRequest|Forbidden)$/.test(error.name))
    return 'the cluster does not accept this size of the buffer: {error}';
  return null;
};
