import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import type { Capacity } from '../../../../core/scaling/observation.ts';
import { batchLoader } from '../../../aws/batch-loader.ts';
import { once } from '../../../aws/once.ts';
import { readWithin } from '../../../aws/read-within.ts';
import { act } from '../any-kind/act.ts';
import type { ClientsWorld, NamedTarget, RegionalClients } from '../any-kind/kind-target.ts';
import type { ReadNativeRivals } from '../any-kind/native-rivals.ts';
import { type RdsSender, tellCluster } from '../aurora/cluster.ts';
import { isUnderWay } from './activities.ts';
import type { NativeSender } from './native-sender.ts';
import { foundReaders, putReadersBack } from './put-readers-back.ts';
import { type Readers, readReaders, readSized } from './readers.ts';
import { scaledReaders } from './scaled-readers.ts';
import { judgeReaders, mostReaders, setReaders } from './set-readers.ts';
import { judgeSize, stepTo } from './set-size.ts';
import { sizeOfCluster } from './size-of.ts';

type Config = TargetConfig<'aurora-readers'>;

/** What readers are read and changed with. */
export interface ReadersWorld extends ClientsWorld<RdsSender> {
  readonly native: RegionalClients<NativeSender>;
}

/**
 * Readers of Aurora clusters. Application Auto Scaling makes and names them, and removes those that it has made; it is told a
 * minimum that is its maximum, and says yes also where it changes nothing. So what counts is what RDS tells.
 */
export function auroraReaders(world: ReadersWorld, readRivals: ReadNativeRivals): NamedTarget<'aurora-readers'> {
  const { clients, native, leftMs, random } = world;
  const rivals = once(async () => (await readRivals())(leftMs));
  const load = batchLoader<Config, Readers>({
    most: 1,
    nameOf: keyOf,
    groupOf: keyOf,
    load: async ([config]) => {
      if (config === undefined) return new Map();
      const { region, dbClusterIdentifier } = config;
      const seen = await readWithin(leftMs(), (signal) =>
        readReaders(clients.reader(region), dbClusterIdentifier, signal),
      );
      return new Map([[keyOf(config), seen]]);
    },
    spoils: () => false,
  });
  return {
    tell: (config) => `the readers of ${tellCluster(config)}`,
    async capacity(config, lastAsked = null) {
      const seen = await load(config);
      if (seen === null) throw new Error(`the readers of ${tellCluster(config)} were not read`);
      return capacityOf(seen, await askedOf(native, config, { seen, lastAsked, leftMs }));
    },
    async rivals(config) {
      // A registration that nothing scales by is what readers are asked for by, and may be Headroom's own.
      const all = await (await rivals())({ region: config.region, scaled: scaledReaders(config) });
      return all.filter(({ idle }) => idle !== true);
    },
    async found(config) {
      const seen = await load(config);
      if (seen === null) return null;
      const client = native.reader(config.region);
      return readWithin(leftMs(), (signal) => foundReaders(client, scaledReaders(config), seen, signal));
    },
    putBack: (config, state, term) =>
      act({
        ...{ units: 0, term, random, judge: judgeReaders },
        ask: async (signal) => {
          const { region, dbClusterIdentifier } = config;
          const seen = await readReaders(clients.actor(region), dbClusterIdentifier, signal);
          await putReadersBack(native.actor(region), scaledReaders(config), { state, readers: seen }, signal);
        },
      }),
    async size({ region, dbClusterIdentifier: id }, step = null) {
      const seen = await readWithin(leftMs(), (signal) => readSized(clients.reader(region), id, signal));
      return sizeOfCluster(seen, step);
    },
    setSize: ({ region, dbClusterIdentifier: id }, { to }, term) =>
      act({
        ...{ units: 0, term, random, judge: judgeSize },
        ask: (signal) => stepTo(clients.actor(region), id, to, signal),
      }),
    setCapacity: (config, { units }, term) =>
      act({
        units,
        term,
        random,
        judge: judgeReaders,
        ask: (signal) => {
          const { region } = config;
          return setReaders({ rds: clients.actor(region), native: native.actor(region) }, config, units, signal);
        },
      }),
  };
}

const keyOf = ({ region, dbClusterIdentifier }: Config) => `${region} ${dbClusterIdentifier}`;

interface Asked {
  readonly seen: Readers;
  readonly lastAsked: number | null;
  leftMs(): number;
}

/**
 * What it was asked for last, while that may still come: something is under way, or Application Auto Scaling says that it is
 * about to. Else it is what there is, so that what came to nothing is asked for again.
 */
async function askedOf(
  native: RegionalClients<NativeSender>,
  config: Config,
  { seen, lastAsked, leftMs }: Asked,
): Promise<number> {
  if (lastAsked === null || lastAsked === seen.listed) return seen.listed;
  if (seen.busyBecause !== null) return lastAsked;
  const client = native.reader(config.region);
  const underWay = await readWithin(leftMs(), (signal) => isUnderWay(client, scaledReaders(config), signal));
  return underWay ? lastAsked : seen.listed;
}

function capacityOf({ running, own, busyBecause }: Readers, asked: number): Capacity {
  return {
    ...{ asked, running, inFlight: Math.max(0, asked - running), min: own, max: mostReaders },
    ...{ keepBecause: null, voidOutBecause: null, voidInBecause: null },
    ...(busyBecause !== null && { rations: { busyBecause, decreases: null } }),
  };
}
