import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Finding } from '../../core/model/finding.ts';
import type { Findings } from '../../core/ports.ts';
import { type Item, number, text } from '../table/attributes.ts';
import { toJsonText } from '../table/json-text.ts';
import { findingKey, findingsPartition } from '../table/keys.ts';
import { queryAll } from '../table/query-all.ts';
import { readSchema1 } from '../table/read-schema.ts';
import type { Table } from '../table/table.ts';

/** Findings in the deployment's table. Those of all services are in one partition, since they are few. */
export function dynamoDbFindings(table: Table): Findings {
  const { client, tableName: TableName } = table;
  return {
    put: async (finding) => {
      await client.send(new PutItemCommand({ TableName, Item: findingItem(finding) }));
    },
    list: async (atMs, service) => {
      const items = await queryAll(table, findingsPartition, service === undefined ? {} : ofService(service));
      const findings = items.map((item) => readSchema1<Finding>(item, 'finding'));
      return findings.filter(({ untilMs }) => untilMs > atMs);
    },
  };
}

function findingItem(finding: Finding): Item {
  const { service, id, untilMs } = finding;
  return {
    ...findingKey(service, id),
    finding: text(toJsonText(`the finding ${id} of ${service}`, finding)),
    expiresAt: number(Math.ceil(untilMs / 1000)),
  };
}

const ofService = (service: string) => ({
  KeyConditionExpression: 'pk = :pk AND begins_with(sk, :service)',
  ExpressionAttributeValues: { ':service': text(`${service}#`) },
});
