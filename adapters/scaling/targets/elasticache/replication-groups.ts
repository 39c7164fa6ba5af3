import type { ElastiCacheClient, ReplicationGroup } from '@aws-sdk/client-elasticache';
import { Overtaken, Refusal } from '../../../../core/model/errors.ts';
import type { Because } from '../../../../core/model/reason.ts';
import { tell } from '../../../../core/model/reason.ts';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import type { Capacity } from '../../../../core/scaling/observation.ts';
import { batchLoader } from '../../../aws/batch-loader.ts';
import { once } from '../../../aws/once.ts';
import { readWithin } from '../../../aws/read-within.ts';
import { act } from '../any-kind/act.ts';
import type { ClientsWorld, NamedTarget } from '../any-kind/kind-target.ts';
import type { ReadNativeRivals } from '../any-kind/native-rivals.ts';
import { busyBecause, type GroupTold, gone, readGroup } from './group-told.ts';
import { judgeChange } from './judge-change.ts';
import { type GroupDimension, scaledGroup } from './rivals.ts';

type Kind = 'elasticache-node-groups' | 'elasticache-replicas';
type Config = Omit<TargetConfig<Kind>, 'kind'>;
type Client = Pick<ElastiCacheClient, 'send'>;

/** What of a replication group is counted and changed. */
export interface Dimension {
  /** What Application Auto Scaling calls it. */
  readonly scaled: GroupDimension;
  /** What its units are called, e.g. `replicas`. */
  readonly unit: string;
  /** Throws `Refusal` for a group that has nothing of the kind to be changed. */
  units(told: string, seen: GroupTold): Units;
  /** The change that leads from one count to another; throws `Refusal` where there is none. */
  change(group: ReplicationGroup, change: { readonly from: number; readonly to: number }): Send;
}

type Send = (client: Client, abortSignal: AbortSignal) => Promise<unknown>;

interface Units {
  readonly asked: number;
  readonly running: number;
  readonly min: number | null;
  readonly max: number | null;
  /** Why neither more nor less can be asked for; null where it can. */
  readonly voidBecause: Because | null;
}

/**
 * Replication groups by one of their dimensions. Each is read by a call of its own: only so may a role see one and no other.
 * ElastiCache changes one thing at a time of each, and refuses what would change nothing, so each change reads first.
 */
export function replicationGroups<K extends Kind>(
  { scaled, unit, units: unitsOf, change }: Dimension,
  world: ClientsWorld<Client>,
  readRivals: ReadNativeRivals,
): NamedTarget<K> {
  const { clients, leftMs, random } = world;
  const rivals = once(async () => (await readRivals())(leftMs));
  const load = batchLoader<Config, GroupTold>({
    most: 1,
    nameOf: keyOf,
    groupOf: keyOf,
    load: async ([config]) =>
      config === undefined ? new Map() : read(clients.reader(config.region), config, leftMs()),
    spoils: () => false,
  });
  return {
    tell: tellGroup,
    async capacity(config, lastAsked = null) {
      const told = tellGroup(config);
      const seen = await load(config);
      if (seen === null) throw gone(told);
      return capacityOf(told, seen, unitsOf(told, seen), lastAsked);
    },
    async rivals(config) {
      return (await rivals())({ region: config.region, scaled: scaledGroup(scaled, config) });
    },
    setCapacity: (config, { units }, term) =>
      act({
        units,
        term,
        random,
        judge: judgeChange(unit),
        ask: async (signal) => {
          const client = clients.actor(config.region);
          const told = tellGroup(config);
          const seen = await readGroup(client, config.replicationGroupId, signal);
          if (seen === null) throw gone(told);
          const busy = busyBecause(told, seen.group);
          if (busy !== null) throw new Overtaken(tell(busy));
          const { asked } = unitsOf(told, seen);
          if (asked === units) return;
          await change(seen.group, { from: asked, to: units })(client, signal);
        },
      }),
  };
}

const keyOf = ({ region, replicationGroupId }: Config) => `${region} ${replicationGroupId}`;

const tellGroup = ({ replicationGroupId }: Config) => `the replication group "${replicationGroupId}"`;

async function read(client: Client, config: Config, leftMs: number): Promise<ReadonlyMap<string, GroupTold>> {
  try {
    const seen = await readWithin(leftMs, (signal) => readGroup(client, config.replicationGroupId, signal));
    return seen === null ? new Map() : new Map([[keyOf(config), seen]]);
  } catch (error) {
    if (error instanceof Error && error.name === 'ReplicationGroupNotFoundFault') return new Map();
    throw error;
  }
}

/** While it is changed the group need not list yet what it is changed to. */
function capacityOf(told: string, { group }: GroupTold, units: Units, lastAsked: number | null): Capacity {
  const { running, min, max, voidBecause } = units;
  const busy = busyBecause(told, group);
  const asked = busy === null ? units.asked : (lastAsked ?? units.asked);
  return {
    ...{ asked, running, min, max },
    inFlight: Math.max(0, asked - running),
    keepBecause: null,
    voidOutBecause: voidBecause,
    voidInBecause: voidBecause,
    ...(busy !== null && { rations: { busyBecause: busy, decreases: null } }),
  };
}

/** Throws `Refusal` for a member of a global datastore, which is scaled as a whole. */
export function requireOwnGroup(told: string, { GlobalReplicationGroupInfo: global }: ReplicationGroup): void {
  const name = global?.GlobalReplicationGroupId;
  if (name === undefined) return;
  throw new Refusal(`${told} belongs to the global datastore ${name}, which is scaled as a whole; remove the scalable`);
}
