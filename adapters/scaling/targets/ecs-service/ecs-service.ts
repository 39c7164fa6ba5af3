import { type ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { Refusal } from '../../../../core/model/errors.ts';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import { batchLoader, isInvalidCall } from '../../../aws/batch-loader.ts';
import type { Judge } from '../../../aws/judge.ts';
import { once } from '../../../aws/once.ts';
import { act } from '../any-kind/act.ts';
import type { ClientsWorld, NamedTarget } from '../any-kind/kind-target.ts';
import type { ReadNativeRivals } from '../any-kind/native-rivals.ts';
import { capacityOfService, present } from './capacity-of.ts';
import { type DescribedService, describeServices, mostServices } from './describe.ts';
import { scaledService } from './rivals.ts';
import type { SizedService, TaskSizes } from './sizes.ts';

type Config = TargetConfig<'ecs-service'>;
type Client = Pick<ECSClient, 'send'>;

/** ECS services: capacity is the desired count of tasks. Ten services of a cluster are read in one call. */
export function ecsServices(
  world: ClientsWorld<Client>,
  readRivals: ReadNativeRivals,
  readSizes: () => Promise<TaskSizes> = () => sizesLater(world),
): NamedTarget<'ecs-service'> {
  const { clients, leftMs, random } = world;
  const rivals = once(async () => (await readRivals())(leftMs));
  const load = batchLoader<Config, DescribedService>({
    most: mostServices,
    nameOf: keyOf,
    groupOf: ({ region, cluster }) => `${region} ${cluster}`,
    load: (configs) => describe(clients.reader(configs[0]?.region ?? null), configs, leftMs()),
    spoils: (error) => isInvalidCall(error) || isDenied(error),
  });
  const find = (config: Config) => load(config).catch((error: unknown) => refuseIfClusterGone(config, error));
  const sized = async (config: Config): Promise<SizedService> => {
    const { region, cluster, serviceName } = config;
    return { service: present(tell(config), await find(config)), region, cluster, serviceName };
  };
  return {
    tell,
    async capacity(config) {
      return capacityOfService(tell(config), await find(config));
    },
    async size(config) {
      const [one, { size }] = await Promise.all([sized(config), readSizes()]);
      return size(one, leftMs());
    },
    async setSize(config, change, term) {
      const [one, { setSize }] = await Promise.all([sized(config), readSizes()]);
      return setSize(one, change, { leftMs, random }, term);
    },
    async rivals(config) {
      return (await rivals())({ region: config.region, scaled: scaledService(config) });
    },
    setCapacity: (config, { units }, term) =>
      act({
        units,
        term,
        random,
        judge,
        ask: (signal) => setDesired(clients.actor(config.region), config, units, signal),
      }),
  };
}

/** Of the few services whose size is spoken of. */
async function sizesLater({ clients }: ClientsWorld<Client>): Promise<TaskSizes> {
  return (await import('./sizes.ts')).taskSizes(clients);
}

const keyOf = ({ region, cluster, serviceName }: Config) => `${region} ${cluster} ${serviceName}`;

const tell = ({ cluster, serviceName }: Config) => `the ECS service "${serviceName}" in the cluster "${cluster}"`;

/** One service that the role may not see denies the whole call. */
function isDenied(error: unknown): boolean {
  return error instanceof Error && error.name.startsWith('AccessDenied');
}

function refuseIfClusterGone(config: Config, error: unknown): never {
  if (!(error instanceof Error) || error.name !== 'ClusterNotFoundException') throw error;
  throw new Refusal(`${tell(config)} is gone, its cluster does not exist; remove the scalable`);
}

async function describe(client: Client, configs: readonly Config[], leftMs: number) {
  const names = configs.map(({ serviceName }) => serviceName);
  const services = await describeServices(client, configs[0]?.cluster ?? '', names, leftMs);
  return new Map(
    configs.flatMap((config) => {
      const service = services.get(config.serviceName);
      return service === undefined ? [] : [[keyOf(config), service] as const];
    }),
  );
}

function setDesired(client: Client, { cluster, serviceName }: Config, desiredCount: number, abortSignal: AbortSignal) {
  return client.send(new UpdateServiceCommand({ cluster, service: serviceName, desiredCount }), { abortSignal });
}

const judge: Judge = ({ name }) => {
  if (/^(Service|Cluster)Not(Found|Active)Exception$/.test(name)) {
    return 'the service is gone or being deleted; remove the scalable: {error}';
  }
  if (/^(InvalidParameterException|ClientException|UnsupportedFeatureException)$/.test(name)) {
    return 'ECS does not accept {units} tasks: {error}';
  }
  return null;
};
