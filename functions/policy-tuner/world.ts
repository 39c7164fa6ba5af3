import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context } from 'aws-lambda';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { measured } from '../../adapters/scaling/measured.ts';
import { dynamoDbSettings } from '../../adapters/scaling/settings.ts';
import { tunings } from '../../adapters/scaling/tunings.ts';
import { bus } from '../../adapters/sinks/bus/bus.ts';
import { busClient } from '../../adapters/sinks/bus/bus-client.ts';
import { emf } from '../../adapters/sinks/emf/emf.ts';
import { maskedLog } from '../../adapters/sinks/emf/masked-log.ts';
import { connectSources } from '../../adapters/sources/catalogue.ts';
import type { Table } from '../../adapters/table/table.ts';
import { tableClock } from '../../adapters/table/table-clock.ts';
import { abortable } from '../abortable.ts';
import { accountOf } from '../account-of.ts';
import { questions } from '../questions.ts';
import { requiredVariable } from '../required-variable.ts';
import { startedClock } from '../started-clock.ts';
import { answer, type Invocation } from './answer.ts';
import { fanOut } from './fan-out.ts';
import { hears } from './roster.ts';

/** Kept back for choosing and storing once everything is read. */
const choosingMs = 60_000;

const { env } = process;
const tableName = requiredVariable(env, 'HEADROOM_TABLE');
const queueUrl = requiredVariable(env, 'HEADROOM_TUNING_QUEUE');
const isTimeVirtual = env.HEADROOM_VIRTUAL_TIME === 'table';

const log = maskedLog(env.POWERTOOLS_SERVICE_NAME ?? 'policy-tuner');
const realNowMs = () => Date.now();
const onBusTrouble = (error: unknown) => log.warn('the bus was not told of a choice', { because: String(error) });

const dynamoDb = new DynamoDBClient({ ...readingClient });
const sources = connectSources();
const sqs = new SQSClient({ ...readingClient });

/** What the function works with: clients for the life of the process, settings anew for each invocation. */
export const world = {
  log,
  metrics: null,
  door: questions({
    hears,
    sinks: [emf(log, null), bus(busClient, onBusTrouble)],
    invocation: async (context, abort) => {
      const mine = await invocation(context, abort);
      return (request) => answer(request, mine);
    },
  }),
};

async function invocation(context: Context, signal: AbortSignal): Promise<Invocation> {
  const table: Table = { client: abortable(dynamoDb, signal), tableName, random: Math.random };
  const clock = startedClock(isTimeVirtual ? await tableClock(table) : null, realNowMs);
  const leftMs = () => context.getRemainingTimeInMillis() - choosingMs;
  return {
    settings: dynamoDbSettings(table),
    tunings: tunings(table),
    source: () => sources({ account: accountOf(context.invokedFunctionArn), leftMs, nowMs: realNowMs }),
    measured: measured(table),
    nowMs: () => clock.nowMs(),
    fanOut: (scalables) => fanOut(sqs, queueUrl, scalables),
  };
}
