import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';

/** The function threw, or ran out of time or memory. */
class FunctionFailed extends Error {
  override readonly name = 'FunctionFailed';
}

/** Asks a function and waits for its answer, as text. Rejects where the call or the function fails. */
export async function invoke(
  client: Pick<LambdaClient, 'send'>,
  FunctionName: string,
  question: Readonly<Record<string, unknown>>,
  abortSignal: AbortSignal,
): Promise<string> {
  const Payload = new TextEncoder().encode(JSON.stringify(question));
  const command = new InvokeCommand({ FunctionName, InvocationType: 'RequestResponse', Payload });
  const { FunctionError, Payload: told } = await client.send(command, { abortSignal });
  const text = new TextDecoder().decode(told);
  if (FunctionError !== undefined) throw new FunctionFailed(`${FunctionError}: ${text.slice(0, 300)}`);
  return text;
}
