import { priceBook } from '../../prices/price-book.ts';
import type { ShardConfig } from '../config/keyspace.ts';
import type { PlanningLimits } from './situation.ts';

type Copy = Pick<PlanningLimits, 'bytesPerSecond' | 'secondsPerMove' | 'dollarsPerGb'>;

const { crossZoneUsdPerGbEachWay, dynamoDbUsdPerMillionWriteUnits } = priceBook;
/** Of a copy that writes a unit for each kB. */
const millionUnitsPerGb = 1;

/** What copying a slot takes, by kind of shard. */
export const copyOf: Readonly<Record<ShardConfig['kind'], Copy>> = {
  /** About 20 MB a second for logical replication of one schema, from one zone to another. */
  postgres: { bytesPerSecond: 20e6, secondsPerMove: 30, dollarsPerGb: 2 * crossZoneUsdPerGbEachWay.value },
  'dynamodb-table': {
    bytesPerSecond: 5e6,
    secondsPerMove: 120,
    dollarsPerGb: millionUnitsPerGb * dynamoDbUsdPerMillionWriteUnits.value,
  },
};
