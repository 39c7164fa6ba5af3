import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, type InvokeCommandOutput, LambdaClient } from '@aws-sdk/client-lambda';
import type { Context } from 'aws-lambda';
import { readingClient } from '../../adapters/aws/client-settings.ts';
import { dynamoDbEntries, isUnreadableEntry } from '../../adapters/ledger/entries.ts';
import { subjects, type Tables } from '../../adapters/subjects.ts';
import { mask } from '../../core/because-of.ts';
import { isCapabilityName } from '../../core/model/capability-name.ts';
import type { Entry } from '../../core/model/entry.ts';
import { replay } from '../../core/replay.ts';
import { requiredVariable } from '../required-variable.ts';
import { type Failed, failedBy, failedLook } from './invoked.ts';
import type { RehearsalWorld } from './rehearse.ts';

/** Recorded looks of each subject that are decided again. */
const newest = 3;
/** A dry run that takes longer is not waited for; and so much is kept back for the last ones, and for the answer. */
const [patienceMs, lastMs] = [100_000, 110_000];
/**
 * A version in a VPC can be invoked once its network interfaces stand, a function that is held back a little later, and a right
 * that was given a moment ago holds everywhere after some seconds.
 */
const notYet = ['ResourceConflictException', 'TooManyRequestsException', 'AccessDeniedException'];
const [pauseMs, mostPauses] = [3000, 30];

const { env } = process;
const client = new DynamoDBClient({ ...readingClient });
const lambda = new LambdaClient({
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 3000, requestTimeout: patienceMs, throwOnRequestTimeout: true },
});
const tableNamed = (tableName: string) => ({ client, tableName, random: Math.random });
/** Only where the deployment shards. */
const keyspacesTable = env.HEADROOM_KEYSPACES_TABLE;
const tables: Tables = {
  ledger: tableNamed(requiredVariable(env, 'HEADROOM_TABLE')),
  keyspaces: keyspacesTable ? tableNamed(keyspacesTable) : null,
};

/** What rehearsals are made of in one invocation. */
export function world({ getRemainingTimeInMillis }: Pick<Context, 'getRemainingTimeInMillis'>): RehearsalWorld {
  return {
    invoke,
    subjects: async (capability) =>
      isCapabilityName(capability) ? [...(await (await subjects(capability, tables)).all()).keys()] : [],
    recorded,
    decidesAlike: async (entry) => (await replay(entry)).same,
    tell: (line) => console.log(mask(JSON.stringify({ level: 'INFO', ...line }))),
    hasTime: () => getRemainingTimeInMillis() > lastMs,
  };
}

async function recorded(capability: string, subject: string): Promise<readonly Entry[]> {
  if (!isCapabilityName(capability)) return [];
  const all = await dynamoDbEntries(tables.ledger, capability).newest(subject, newest);
  return all.filter((entry): entry is Entry => !isUnreadableEntry(entry));
}

async function invoke(functionName: string, qualifier: string, event: object): Promise<Failed | null | undefined> {
  // The whole name, which is what the right is to; the local AWS does not look at a qualifier beside it.
  const FunctionName = `${functionName}:${qualifier}`;
  const command = new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) });
  for (let pauses = 0; ; pauses++) {
    try {
      return cameTo(await lambda.send(command));
    } catch (error) {
      const { name } = error as Error;
      if (name === 'ResourceNotFoundException') return undefined;
      if (name === 'TimeoutError') return null;
      if (!notYet.includes(name) || pauses === mostPauses) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

function cameTo({ FunctionError, Payload }: InvokeCommandOutput): Failed | null {
  const payload = Payload?.transformToString() ?? '';
  return FunctionError === undefined ? failedLook(payload) : failedBy(payload);
}
