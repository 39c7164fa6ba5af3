import { type AutoScalingClient, type AutoScalingGroup, SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import { Refusal } from '../../../../core/model/errors.ts';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import { batchLoader, isInvalidCall } from '../../../aws/batch-loader.ts';
import type { Judge } from '../../../aws/judge.ts';
import { act } from '../any-kind/act.ts';
import type { ClientsWorld, NamedTarget } from '../any-kind/kind-target.ts';
import { capacityOfGroup } from './capacity-of.ts';
import { describeGroups, mostGroups } from './describe.ts';
import { poolOfGroup } from './pool.ts';
import { groupRivals, groupSweeps } from './rivals.ts';
import { judgePool, putPool } from './set-pool.ts';
import type { GroupSizes } from './sizes-on-aws.ts';

type Config = TargetConfig<'auto-scaling-group'>;
type Client = Pick<AutoScalingClient, 'send'>;

/**
 * Auto Scaling groups: capacity is the desired capacity, in the group's own units. A hundred groups are read in one call.
 *
 * An instance refresh cannot be told from the answer, and asking would cost a call for each group at each look. It needs no
 * hold of its own: instances that it replaces are in flight, which holds scale-in, and Auto Scaling takes away those with
 * the old configuration first.
 */
export function autoScalingGroups(
  world: ClientsWorld<Client>,
  sweeps = groupSweeps(),
  readSizes: () => Promise<GroupSizes> = sizesLater,
): NamedTarget<'auto-scaling-group'> {
  const { clients, leftMs, random } = world;
  const rivals = groupRivals({ clients, sweeps, leftMs });
  const load = batchLoader<Config, AutoScalingGroup>({
    most: mostGroups,
    nameOf: keyOf,
    groupOf: ({ region }) => String(region),
    load: (configs) => describe(clients.reader(configs[0]?.region ?? null), configs, leftMs()),
    spoils: isInvalidCall,
  });
  return {
    tell,
    async capacity(config) {
      return capacityOfGroup(present(config, await load(config)));
    },
    async pool(config, asked) {
      return poolOfGroup(clients.reader(config.region), present(config, await load(config)), asked, leftMs());
    },
    async size(config) {
      const [group, { size }] = await Promise.all([load(config), readSizes()]);
      return size(clients.reader(config.region), present(config, group), config.region, leftMs());
    },
    async setSize(config, change, term) {
      const [group, { setSize }] = await Promise.all([load(config), readSizes()]);
      const asked = { group: present(config, group), region: config.region, change };
      return setSize({ ...world, ...asked }, term);
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
        ask: (signal) => setDesired(clients.actor(config.region), config, units, signal).catch(askAgainIfBusy),
      }),
    setPool: (config, set, term) =>
      act({
        units: set?.prepared ?? 0,
        term,
        random,
        judge: judgePool,
        ask: (signal) =>
          putPool(clients.actor(config.region), config.autoScalingGroupName, set, signal).catch(askAgainIfBusy),
      }),
  };
}

function present(config: Config, group: AutoScalingGroup | null): AutoScalingGroup {
  if (group !== null) return group;
  throw new Refusal(`${tell(config)} does not exist; correct its name or remove the scalable`);
}

/** Of the few groups whose size is spoken of: EC2 is asked besides. */
async function sizesLater(): Promise<GroupSizes> {
  return (await import('./sizes-on-aws.ts')).groupSizes();
}

const keyOf = ({ region, autoScalingGroupName }: Config) => `${region} ${autoScalingGroupName}`;

const tell = ({ autoScalingGroupName }: Config) => `the Auto Scaling group "${autoScalingGroupName}"`;

async function describe(client: Client, configs: readonly Config[], leftMs: number) {
  const names = configs.map(({ autoScalingGroupName }) => autoScalingGroupName);
  const groups = new Map(
    (await describeGroups(client, names, leftMs)).map((group) => [group.AutoScalingGroupName, group]),
  );
  const found = configs.flatMap((config) => {
    const group = groups.get(config.autoScalingGroupName);
    return group === undefined ? [] : [[keyOf(config), group] as const];
  });
  return new Map(found);
}

function setDesired(client: Client, config: Config, DesiredCapacity: number, abortSignal: AbortSignal) {
  const { autoScalingGroupName: AutoScalingGroupName } = config;
  const command = new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity, HonorCooldown: false });
  return client.send(command, { abortSignal });
}

/** A group that is busy with another change says so with an error that the SDK takes for final. */
function askAgainIfBusy(error: unknown): never {
  const busy = error instanceof Error && /^(ScalingActivityInProgress|ResourceContention)/.test(error.name);
  throw busy ? Object.assign(error, { $retryable: { throttling: true } }) : error;
}

const judge: Judge = ({ name, message }) => {
  if (!name.startsWith('Validation')) return null;
  if (/(above|greater than) max|(below|less than) min|outside/i.test(message)) {
    return "the group's own limits do not allow {units}; widen MinSize or MaxSize of the group, or narrow the bounds: {error}";
  }
  if (/not found/i.test(message)) return 'the group does not exist any more; remove the scalable: {error}';
  if (/pending delete/i.test(message)) return 'the group is being deleted; remove the scalable: {error}';
  return 'Auto Scaling does not accept {units}: {error}';
};
