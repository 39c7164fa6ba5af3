import { receive } from '../../adapters/signals/receive.ts';
import type { Shape } from '../../adapters/signals/shape.ts';
import type { Call } from '../../core/looking/deliver.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { hears as purger } from '../../functions/cdn-purger/roster.ts';
import { hears as loadBalancer } from '../../functions/load-balancer/roster.ts';
import { hears as tuner } from '../../functions/policy-tuner/roster.ts';
import { hears as allocator } from '../../functions/resource-allocator/roster.ts';
import { hears as shardBalancer } from '../../functions/shard-balancer/roster.ts';
import { hears as mover } from '../../functions/shard-mover/roster.ts';
import { hears as router } from '../../functions/shard-router/roster.ts';

/** Whether a message changes nothing, whatever the function finds. Throws `InvalidInput` where it is not understood. */
type Read = (message: unknown) => boolean;

/** How each function reads what it is invoked with. */
const reads: Readonly<Record<string, Read>> = {
  'cdn-purger': looks(() => purger),
  'config-writer': readCustomResource,
  'decision-widget': (message) => objectOf(message) !== null,
  'load-balancer': looks(() => loadBalancer),
  'policy-tuner': (message) => heardBy(tuner, message).every(({ dryRun }) => dryRun),
  'resource-allocator': looks(() => allocator),
  'shard-balancer': looks(shardBalancer),
  'shard-mover': looks(mover),
  'shard-router': (message) => heardBy(router(keyspaceOf(message)), message).length > 0,
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

/** Each function of a keyspace hears of its own alone, which is not known yet: whichever the message names. */
function looks(hears: (keyspace: string) => readonly Shape<Call>[]): Read {
  return (message) => heardBy(hears(keyspaceOf(message)), message).every(({ signal }) => signal.dryRun);
}

function heardBy<Said>(hears: readonly Shape<Said>[], message: unknown): readonly Said[] {
  const { heard, misheard } = receive(message, 'invoke', hears);
  for (const { error } of misheard) throw error;
  return heard.map(({ said }) => said);
}

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
