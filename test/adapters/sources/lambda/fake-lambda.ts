import type { InvokeCommandInput, LambdaClient } from '@aws-sdk/client-lambda';
import { awsError } from '../../aws-error.ts';
import { FakeAws } from '../../fake-aws.ts';

/** Bytes of a request and of an answer, at most: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const mostBytes = 6 * 1_048_576;

interface Asked {
  readonly headroom: 'read';
  readonly reads: readonly {
    readonly payload: Readonly<Record<string, unknown>>;
    readonly fromMs: number;
    readonly toMs: number;
    readonly periodSeconds: number;
  }[];
}

type Handler = (event: Asked) => unknown;

/** What a function of the user's throws. */
class Thrown extends Error {}

/**
 * Lambda in memory. It refuses what AWS refuses: names that are none, functions that there are not, what is not JSON, more
 * than 6 MB. A function that throws, or answers more than 6 MB, is told as a FunctionError.
 */
export class FakeLambda extends FakeAws<LambdaClient> {
  /** By name; an ARN names the function at its end. */
  readonly functions = new Map<string, Handler>();

  constructor() {
    super({ Invoke: (input: InvokeCommandInput) => this.invoke(input) });
  }

  /** What each invocation asked. */
  get asked(): readonly Asked[] {
    return this.calls.map(({ input }) => JSON.parse(new TextDecoder().decode(input.Payload as Uint8Array)) as Asked);
  }

  private invoke({ FunctionName = '', InvocationType, Payload }: InvokeCommandInput): object {
    if (
      FunctionName.length > 170 ||
      !/^(arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:)?[\w-]+(:[\w$-]+)?$/.test(FunctionName)
    )
      throw awsError('ValidationException', `functionName: ${FunctionName} fails to satisfy the constraint`);
    if (InvocationType !== 'RequestResponse') throw awsError('InvalidParameterValueException', 'not a read');
    const bytes = Payload as Uint8Array;
    if (bytes.length > mostBytes) throw awsError('RequestTooLargeException', 'Request must be smaller', 413);
    const handler = this.functions.get(nameIn(FunctionName));
    if (handler === undefined) throw awsError('ResourceNotFoundException', `Function not found: ${FunctionName}`, 404);
    return answerOf(handler, JSON.parse(new TextDecoder().decode(bytes)) as Asked);
  }
}

function nameIn(functionName: string): string {
  return functionName.startsWith('arn:') ? (functionName.split(':')[6] ?? '') : (functionName.split(':')[0] ?? '');
}

function answerOf(handler: Handler, event: Asked): object {
  try {
    const told = handler(event);
    const text = typeof told === 'string' ? told : JSON.stringify(told);
    if (text.length > mostBytes) return failure('Function.ResponseSizeTooLarge', 'Response payload size exceeded');
    return { StatusCode: 200, Payload: new TextEncoder().encode(text) };
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    return failure('Error', error.message);
  }
}

function failure(errorType: string, errorMessage: string): object {
  const Payload = new TextEncoder().encode(JSON.stringify({ errorType, errorMessage }));
  return { StatusCode: 200, FunctionError: 'Unhandled', Payload };
}

/** A function that throws. */
export function throwing(message: string): Handler {
  return () => {
    throw new Thrown(message);
  };
}

type Points = readonly (readonly [number, number])[];

/** A function that answers what is known of `payload.metric`, all of it, whatever range was asked for. */
export function answering(metrics: ReadonlyMap<string, Points>): Handler {
  return ({ reads }) => ({
    answers: reads.map(({ payload }) => ({
      points: (metrics.get(String(payload.metric)) ?? []).map(([atMs, value]) => ({ atMs, value })),
      trouble: null,
    })),
  });
}
