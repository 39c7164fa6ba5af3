import { type InvocationResponse, InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { Series } from '../../../core/readings/series.ts';
import { readWithin } from '../../aws/read-within.ts';
import { parseAnswers } from './answer.ts';
import type { Read } from './read.ts';

/** The function threw, ran out of time or memory, or answered more than Lambda hands on. */
class FunctionFailed extends Error {
  override readonly name = 'FunctionFailed';
  readonly errorType: string | null;

  constructor(errorType: string | null, message: string) {
    super([errorType, message].filter(Boolean).join(': '));
    this.errorType = errorType;
  }
}

/** What a function is sent: `{ "headroom": "read", "reads": [{ "payload", "fromMs", "toMs", "periodSeconds" }] }`. */
function requestOf(reads: readonly Read[]): string {
  const asked = reads.map(({ payload, fromMs, toMs, periodSeconds }) => ({ payload, fromMs, toMs, periodSeconds }));
  return JSON.stringify({ headroom: 'read', reads: asked });
}

/** Asks for reads of one function in one invocation and waits for its answers. Rejects where the call or the function fails. */
export async function readByInvoking(
  client: Pick<LambdaClient, 'send'>,
  reads: readonly Read[],
  leftMs: number,
): Promise<ReadonlyMap<string, Series>> {
  const command = new InvokeCommand({
    FunctionName: reads[0]?.functionName,
    InvocationType: 'RequestResponse',
    Payload: new TextEncoder().encode(requestOf(reads)),
  });
  const response = await readWithin(leftMs, (signal) => client.send(command, { abortSignal: signal }));
  const text = textOf(response);
  if (response.FunctionError !== undefined) throw failureOf(text, response.FunctionError);
  const answers = parseAnswers(text, reads);
  return new Map(reads.map(({ name }, index) => [name, answers[index] ?? { points: [], trouble: 'no answer' }]));
}

/** Whether fewer reads at once may be answered: Lambda takes and hands on 6 MB at most. */
export function isTooMuch(error: unknown): boolean {
  if (error instanceof FunctionFailed) return error.errorType === 'Function.ResponseSizeTooLarge';
  return error instanceof Error && error.name === 'RequestTooLargeException';
}

function textOf({ Payload }: InvocationResponse): string {
  return new TextDecoder().decode(Payload);
}

/** `{ "errorType", "errorMessage" }` is what runtimes tell of an error. */
function failureOf(text: string, functionError: string): FunctionFailed {
  const told: unknown = parsedOrNull(text);
  const field = (name: string) => {
    const value = typeof told === 'object' && told !== null ? Reflect.get(told, name) : null;
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return new FunctionFailed(field('errorType'), field('errorMessage') ?? functionError);
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
