import { randomBytes } from 'node:crypto';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { KeyReport } from '../../../core/sharding/planning/key-report.ts';
import { number, text } from '../../table/attributes.ts';
import { toJsonText } from '../../table/json-text.ts';
import { queryAll } from '../../table/query-all.ts';
import { readSchema1 } from '../../table/read-schema.ts';
import type { Table } from '../../table/table.ts';
import { hourPrefix, keyReportKey, keyReportPartition } from './keyspace-items.ts';

/** Longer than anybody looks back. */
const keptSeconds = 4 * 3600;

/** Writes which keys one process of an application has spent its time on. */
export async function putKeyReport({ client, tableName }: Table, keyspace: string, report: KeyReport): Promise<void> {
  const Item = {
    ...keyReportKey(keyspace, report.atMs, randomBytes(6).toString('hex')),
    report: text(toJsonText(`heavy keys of ${keyspace}`, { schema: 1, report })),
    expiresAt: number(Math.ceil(report.atMs / 1000) + keptSeconds),
  };
  await client.send(new PutItemCommand({ TableName: tableName, Item }));
}

/** Reports since a time, of all processes. */
export async function readKeyReports(table: Table, keyspace: string, sinceMs: number): Promise<KeyReport[]> {
  const items = await queryAll(table, keyReportPartition(keyspace), {
    KeyConditionExpression: 'pk = :pk AND sk >= :since',
    ExpressionAttributeValues: { ':since': text(hourPrefix(sinceMs)) },
  });
  return items.map((item) => readSchema1<{ report: KeyReport }>(item, 'report').report);
}
