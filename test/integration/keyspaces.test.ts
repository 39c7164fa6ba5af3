import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoDbKeyspaces } from '../../adapters/sharding/map/dynamodb.ts';
import { putKeyReport } from '../../adapters/sharding/map/key-reports.ts';
import { keyspaceConfigs } from '../../adapters/sharding/map/keyspace-configs.ts';
import { dynamoDbPlanning } from '../../adapters/sharding/map/planning.ts';
import type { Table } from '../../adapters/table/table.ts';
import { parseKeyspace } from '../../core/sharding/config/parse-keyspace.ts';
import { firstMap } from '../../core/sharding/map/first-map.ts';
import { keyspaceLaws } from '../laws/keyspace-laws.ts';
import { planningLaws } from '../laws/planning-laws.ts';
import { ledgerTable } from './ledger-table.ts';
import { localAwsOrNone } from './local-aws-or-none.ts';

const aws = await localAwsOrNone();
let table: Table;
beforeAll(async () => {
  if (aws !== null) table = await ledgerTable(aws.endpoint, 'keyspaces');
});
afterAll(() => aws?.stop());

describe.runIf(aws !== null)('on the local AWS', () => {
  keyspaceLaws('keyspaces in DynamoDB', async () => dynamoDbKeyspaces(table));
  planningLaws('plans in DynamoDB', async () => dynamoDbPlanning(table));

  it('keep the bits and the seed that their map was made with', async () => {
    const shards = { a: { kind: 'dynamodb-table', tableName: 'a' } };
    const writer = keyspaceConfigs(table);
    const config = parseKeyspace('fixed', { bits: 3, shards });
    await writer.put(config, 'stack');
    await dynamoDbKeyspaces(table).create(firstMap(config));
    await writer.put({ ...config, mode: 'on' }, 'stack');
    const says = 'the map of "fixed" has other bits or another seed than 4 and 0, and neither may ever change';
    await expect(writer.put({ ...config, bits: 4 }, 'stack')).rejects.toThrow(says);
    await writer.delete('fixed', 'stack');
    await expect(writer.put({ ...config, bits: 4 }, 'stack')).rejects.toThrow(says);
  });

  it('have the configs that their stacks write, each of one stack alone', async () => {
    const config = parseKeyspace('shop', { shards: { a: { kind: 'dynamodb-table', tableName: 'a' } } });
    const writer = keyspaceConfigs(table);
    const store = dynamoDbKeyspaces(table);
    await writer.put(config, 'stack');
    expect(await store.config('shop')).toEqual(config);
    expect(await store.keyspaces()).toEqual(['shop']);
    await expect(writer.put(config, 'other')).rejects.toThrow('configured elsewhere already');
    await writer.delete('shop', 'other');
    expect(await store.config('shop')).toEqual(config);
    await writer.delete('shop', 'stack');
    expect(await store.config('shop')).toBeNull();
  });

  it('tell which keys processes reported since a time', async () => {
    const report = (atMs: number) => ({ atMs, slots: [[1, 9]] as const, keys: [['a', 1, 5]] as const });
    await putKeyReport(table, 'shop', report(1000));
    await putKeyReport(table, 'shop', report(2000));
    await putKeyReport(table, 'other', report(2000));
    expect(await dynamoDbPlanning(table).keyReports('shop', 1500)).toEqual([report(2000)]);
  });
});
