import { readContent } from '../../adapters/purging/read-content.ts';
import { receive } from '../../adapters/signals/receive.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { readRequest as readTuning } from '../../functions/policy-tuner/read-request.ts';
import { readWake } from '../../functions/read-wake.ts';
import { readRequest as readQuestion } from '../../functions/shard-router/read-request.ts';

/** Whether a message changes nothing, whatever the function finds. Throws `InvalidInput` where it is not understood. */
type Read = (message: unknown) => boolean;

/** How each function reads what it is invoked with. */
const reads: Readonly<Record<string, Read>> = {
  'cdn-purger': (message) => all(message, (one, at) => readContent(one, at, 'invoke').dryRun),
  'config-writer': readCustomResource,
  'decision-widget': (message) => !!objectOf(message),
  'load-balancer': readSignals,
  'policy-tuner': (message) => all(message, (one) => readTuning(one).dryRun),
  'resource-allocator': readSignals,
  'shard-balancer': (message) => readWake(message, keyspaceOf(message), 'invoke').dryRun,
  'shard-mover': (message) => readWake(message, keyspaceOf(message), 'invoke').dryRun,
  'shard-router': (message) => !!readQuestion(message, keyspaceOf(message)),
  'test-event-writer': readCustomResource,
};

/**
 * Reads a message as the function of this name would, before anything is started for it. Answers whether it changes nothing,
 * whatever is found. Throws `InvalidInput` where the function would not understand it.
 */
export function readFor(name: string, message: unknown): boolean {
  const read = reads[name];
  if (read === undefined)
    throw new InvalidInput('function', `"${name}" has no reader; add it to bin/invoke/read-for.ts`);
  return read(message);
}

function readSignals(message: unknown): boolean {
  const { heard, misheard } = receive(message, 'invoke');
  for (const { error } of misheard) throw error;
  return heard.every(({ signal }) => signal.dryRun);
}

/** A message as it is, or each that a queue brought. */
function all(message: unknown, read: (one: unknown, at: string) => boolean): boolean {
  const { Records } = objectOf(message);
  if (!Array.isArray(Records)) return read(message, 'event');
  return Records.map((record: unknown, index) => read(bodyOf(record, index), `event.Records[${index}].body`)).every(
    Boolean,
  );
}

function bodyOf(record: unknown, index: number): unknown {
  const { body } = objectOf(record);
  try {
    return JSON.parse(String(body));
  } catch {
    throw new InvalidInput(`event.Records[${index}].body`, 'is no JSON');
  }
}

/** Each keyspace has a function of its own, which looks whether it is meant. */
function keyspaceOf(message: unknown): string {
  const { keyspace } = objectOf(message);
  return typeof keyspace === 'string' ? keyspace : '';
}

const fromCloudFormation = [
  'RequestType',
  'ResponseURL',
  'StackId',
  'RequestId',
  'LogicalResourceId',
  'ResourceProperties',
];

/** What CloudFormation asks is never a rehearsal. */
function readCustomResource(message: unknown): boolean {
  const missing = fromCloudFormation.filter((field) => !(field in objectOf(message)));
  if (missing.length > 0)
    throw new InvalidInput(
      'event',
      `has no ${missing.join(', ')}; give the request of CloudFormation for a custom resource`,
    );
  return false;
}

function objectOf(message: unknown): Readonly<Record<string, unknown>> {
  if (typeof message === 'object' && message !== null && !Array.isArray(message))
    return message as Readonly<Record<string, unknown>>;
  throw new InvalidInput('event', 'is no JSON object');
}
