import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Table } from '../../../adapters/table/table.ts';

export interface Asked {
  /** Such as `PutItemCommand`. */
  readonly command: string;
  readonly input: Record<string, unknown>;
}

/** A table behind the real SDK client whose every call is answered here, without a network. Errors are thrown. */
export function answeringTable(answer: (asked: Asked, calls: number) => unknown): Table & {
  readonly asked: Asked[];
  readonly pauses: number[];
} {
  const client = new DynamoDBClient({ region: 'us-east-1', credentials: { accessKeyId: 'x', secretAccessKey: 'x' } });
  const asked: Asked[] = [];
  const pauses: number[] = [];
  client.middlewareStack.add(
    (_, context) => async (args) => {
      const one = { command: String(context.commandName), input: args.input as Record<string, unknown> };
      asked.push(one);
      const output = answer(one, asked.length);
      if (output instanceof Error) throw output;
      return { output: { ...(output as object), $metadata: {} }, response: {} };
    },
    { step: 'initialize', priority: 'high' },
  );
  const pause = async (milliseconds: number) => void pauses.push(milliseconds);
  return { client, tableName: 'table', random: () => 0.5, pause, asked, pauses };
}
