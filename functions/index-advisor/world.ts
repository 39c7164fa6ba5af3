import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { dynamoDbDatabases } from '../../adapters/indexing/databases.ts';
import { dynamoDbLedger } from '../../adapters/ledger/dynamodb.ts';
import { dynamoDbFindings } from '../../adapters/ledger/findings.ts';
import { bus } from '../../adapters/sinks/bus/bus.ts';
import { busClient } from '../../adapters/sinks/bus/bus-client.ts';
import { deploymentMetrics } from '../../adapters/sinks/emf/deployment-metrics.ts';
import { emf } from '../../adapters/sinks/emf/emf.ts';
import { maskedLog } from '../../adapters/sinks/emf/masked-log.ts';
import { itemLoader } from '../../adapters/table/item-loader.ts';
import type { Table } from '../../adapters/table/table.ts';
import { tableClock } from '../../adapters/table/table-clock.ts';
import { indexingReport } from '../../core/indexing/report.ts';
import { abortable } from '../abortable.ts';
import { lazyClient } from '../lazy-client.ts';
import { looks } from '../looks.ts';
import { requiredVariable } from '../required-variable.ts';
import { startedClock } from '../started-clock.ts';
import { indexingLooking } from './looking.ts';
import { hears } from './roster.ts';

/** Longer than a look with all its planning may take, and no longer than from one tick to the next. */
const leaseMs = 300_000;
/** How long one look may price indexes, and what it should have before it begins. */
const [pricingMs, lookMs] = [120_000, 180_000];

const { env } = process;
const tableName = requiredVariable(env, 'HEADROOM_TABLE');
const isTimeVirtual = env.HEADROOM_VIRTUAL_TIME === 'table';

const log = maskedLog(env.POWERTOOLS_SERVICE_NAME ?? 'index-advisor');
const metrics = deploymentMetrics(requiredVariable(env, 'HEADROOM_DEPLOYMENT'));
const { random } = Math;
const newId = () => randomBytes(9).toString('base64url');
const realNowMs = () => Date.now();

const dynamoDb = new DynamoDBClient({ ...readingClient });
const secrets = lazyClient(async () => {
  const { SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  return new SecretsManagerClient({ ...readingClient });
});
const onBusTrouble = (error: unknown) => log.warn('advice could not be published', { because: String(error) });
const sinks = [emf(log, metrics), bus(busClient, onBusTrouble)];

/** What the function works with: clients for the life of the process, everything that reads anew for each invocation. */
export const world = { log, metrics, door: looks({ hears, sinks, report: indexingReport, invocation }) };

async function invocation(context: Context, signal: AbortSignal) {
  const table: Table = { client: abortable(dynamoDb, signal), tableName, random };
  return indexingLooking({
    databases: dynamoDbDatabases(table),
    spine: {
      ledger: dynamoDbLedger({ ...table, readItem: itemLoader(table) }),
      clock: startedClock(isTimeVirtual ? await tableClock(table) : null, realNowMs),
      newId,
      leaseMs,
    },
    findings: dynamoDbFindings(table),
    advisor: async () => {
      const { postgresAdvisor } = await import('../../adapters/indexing/advisor.ts');
      const { openServer } = await import('../../adapters/indexing/open-server.ts');
      const untilMs = realNowMs() + pricingMs;
      return postgresAdvisor({ open: openServer(secrets), hasTime: () => realNowMs() < untilMs });
    },
    hasTime: () => context.getRemainingTimeInMillis() > lookMs,
  });
}
