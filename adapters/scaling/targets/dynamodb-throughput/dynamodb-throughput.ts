import type { DynamoDBClient, TableDescription } from '@aws-sdk/client-dynamodb';
import { Refusal } from '../../../../core/model/errors.ts';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import { batchLoader } from '../../../aws/batch-loader.ts';
import { once } from '../../../aws/once.ts';
import { readWithin } from '../../../aws/read-within.ts';
import { act } from '../any-kind/act.ts';
import { asBound } from '../any-kind/as-bound.ts';
import type { ClientsWorld, NamedTarget } from '../any-kind/kind-target.ts';
import type { ReadNativeRivals } from '../any-kind/native-rivals.ts';
import { capacityOfThroughput, tell } from './capacity-of.ts';
import { describeTable, isGone } from './describe.ts';
import { scaledThroughput } from './rivals.ts';
import { judgeThroughput, setThroughput } from './set-throughput.ts';

type Config = TargetConfig<'dynamodb-throughput'>;
type Client = Pick<DynamoDBClient, 'send'>;

/**
 * What DynamoDB tables and their indexes may serve: one unit is what DynamoDB charges a read or a write of. A table is read in
 * one call, however many of its numbers are scaled.
 */
export function dynamodbThroughputs(
  world: ClientsWorld<Client>,
  readRivals: ReadNativeRivals,
): NamedTarget<'dynamodb-throughput'> {
  const { clients, leftMs, random } = world;
  const rivals = once(async () => (await readRivals())(leftMs));
  const load = batchLoader<Config, TableDescription>({
    most: 1,
    nameOf: ({ region, tableName }) => `${region} ${tableName}`,
    groupOf: ({ region }) => String(region),
    load: (configs) => describe(clients, configs, leftMs()),
    spoils: () => false,
  });
  return asBound({
    tell,
    async capacity(config, lastAsked = null) {
      const table = await load(config);
      if (table === null) throw new Refusal(`${tell(config)} does not exist; correct its name or remove the scalable`);
      return capacityOfThroughput(config, table, lastAsked);
    },
    async rivals(config) {
      const scaled = scaledThroughput(config);
      return scaled === null ? [] : (await rivals())({ region: config.region, scaled });
    },
    setCapacity: (config, { units }, term) =>
      act({
        units,
        term,
        random,
        judge: judgeThroughput,
        ask: (signal) => setThroughput(clients.actor(config.region), config, units, signal),
      }),
  });
}

async function describe(clients: ClientsWorld<Client>['clients'], [config]: readonly Config[], leftMs: number) {
  const found = new Map<string, TableDescription>();
  if (config === undefined) return found;
  const { region, tableName } = config;
  const table = await readWithin(leftMs, (signal) =>
    describeTable(clients.reader(region), tableName, signal).catch((error: unknown) => {
      if (isGone(error)) return null;
      throw error;
    }),
  );
  return table === null ? found : found.set(`${region} ${tableName}`, table);
}
