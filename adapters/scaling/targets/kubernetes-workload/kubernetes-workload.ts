import { Refusal } from '../../../../core/model/errors.ts';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import { batchLoader } from '../../../aws/batch-loader.ts';
import type { Judge } from '../../../aws/judge.ts';
import { readWithin } from '../../../aws/read-within.ts';
import { act } from '../any-kind/act.ts';
import type { ClientsWorld, NamedTarget } from '../any-kind/kind-target.ts';
import { findBuffer, poolOfBuffer } from './buffer.ts';
import { capacityOfWorkload, type WorkloadRead } from './capacity-of.ts';
import type { ClusterClient } from './cluster-client.ts';
import { workloadPath } from './paths.ts';
import { mendOf, readWorkload, tellWorkload } from './read-workload.ts';
import { workloadRivals } from './rivals.ts';
import { type ServedBuffers, servedBuffers } from './served-buffers.ts';
import { judgeBuffer, setBuffer } from './set-buffer.ts';

type Config = TargetConfig<'kubernetes-workload'>;

/**
 * Workloads of EKS clusters: capacity is replicas. Each is read in a call of its own, since a role that may list them may read
 * those of others too.
 */
export function kubernetesWorkloads(
  world: ClientsWorld<ClusterClient>,
  served: ServedBuffers = servedBuffers(Date.now),
): NamedTarget<'kubernetes-workload'> {
  const { clients, leftMs, random } = world;
  const rivals = workloadRivals({ clients, leftMs });
  const load = batchLoader<Config, WorkloadRead>({
    most: 1,
    nameOf: keyOf,
    groupOf: ({ region, cluster }) => `${region} ${cluster}`,
    load: async (configs) => readOne(clients, configs[0] as Config, leftMs()),
    spoils: () => false,
  });
  const known = async (config: Config) => {
    const read = await load(config);
    if (read !== null) return read;
    throw new Refusal(`${tellWorkload(config)} does not exist; correct its name or remove the scalable`);
  };
  return {
    tell: tellWorkload,
    async capacity(config) {
      return capacityOfWorkload(tellWorkload(config), await known(config));
    },
    async pool(config) {
      const reader = clients.reader(config.region);
      const [{ workload }, buffer] = await Promise.all([
        known(config),
        readWithin(leftMs(), (signal) => findBuffer(reader, served, config, signal)),
      ]);
      return poolOfBuffer(buffer, workload, config);
    },
    async rivals(config) {
      return rivals(config);
    },
    setCapacity: (config, { units }, term) =>
      act({
        units,
        term,
        random,
        judge,
        ask: (signal) => setReplicas(clients.actor(config.region), config, units, signal),
      }),
    setPool: (config, set, term) =>
      act({
        units: set?.prepared ?? 0,
        term,
        random,
        judge: judgeBuffer,
        ask: (signal) => setBuffer(clients.actor(config.region), served, config, set, signal),
      }),
  };
}

/** Its version is not part of it: the same thing is served in several. */
const keyOf = ({ region, cluster, namespace, group, resource, name }: Config) =>
  [region, cluster, namespace, group, resource, name].join(' ');

async function readOne(
  { reader }: ClientsWorld<ClusterClient>['clients'],
  config: Config,
  leftMs: number,
): Promise<ReadonlyMap<string, WorkloadRead>> {
  const read = await readWithin(leftMs, (signal) => readWorkload(reader(config.region), config, signal));
  return read === null ? new Map() : new Map([[keyOf(config), read]]);
}

/** Absolute, whatever was there before: a merge of the one field, which names no version of what it changes. */
function setReplicas(client: ClusterClient, config: Config, replicas: number, abortSignal: AbortSignal) {
  const path = `${workloadPath(config)}/scale?fieldManager=headroom`;
  const body = { spec: { replicas } };
  return client.send({ cluster: config.cluster, method: 'PATCH', path, body }, { abortSignal });
}

const judge: Judge = (error) => {
  const mend = mendOf(error);
  if (mend !== null) return `${mend}: {error}`;
  if (error.name === 'NotFound')
    return 'the workload does not exist any more, or cannot be scaled; remove the scalable: {error}';
  if (/^(Invalid|BadRequest|Forbidden)$/.test(error.name))
    return 'the cluster does not accept {units} replicas: {error}';
  return null;
};
