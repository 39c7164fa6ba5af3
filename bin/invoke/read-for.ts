import { receive } from '../../adapters/signals/receive.ts';
import type { Shape } from '../../adapters/signals/shape.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import type { Signal } from '../../core/model/signal.ts';
import { hears as purger } from '../../functions/cdn-purger/roster.ts';
import { hears as loadBalancer } from '../../functions/load-balancer/roster.ts';
import { hears as tuner } from '../../functions/policy-tuner/roster.ts';
import { hears as allocator } from '../../functions/resource-allocator/roster.ts';
import { hears as shardBalancer } from '../../functions/shard-balancer/roster.ts';
import { hears as shardMover } from '../../functions/shard-mover/roster.ts';
import { hears as shardRouter } from '../../functions/shard-router/roster.ts';

/** Whether a message changes nothing, whatever the function finds. Throws `InvalidInput` where it is not understood. */
type Read = (message: unknown) => boolean;

/** How each function reads what it is invoked with: by the shapes that its roster names, where it has one. */
const reads: Readonly<Record<string, Read>> = {
  'cdn-purger': reader(purger, ofCall),
  'config-writer': readCustomResource,
  'decision-widget': (message) => !!objectOf(message),
  'load-balancer': reader(loadBalancer, ofCall),
  'policy-tuner': reader(tuner, ({ dryRun }) => dryRun),
  'resource-allocator': reader(allocator, ofCall),
  'shard-balancer': (message) => reader(shardBalancer(keyspaceOf(message)), ofCall)(message),
  'shard-mover': (message) => reader(shardMover(keyspaceOf(message)), ofCall)(message),
  // A question changes nothing.
  'shard-router': (message) => reader(shardRouter(keyspaceOf(message)), () => true)(message),
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

function reader<Said>(hears: readonly Shape<Said>[], isDryRun: (said: Said) => boolean): Read {
  return (message) => {
    const { heard, misheard } = receive(message, 'invoke', hears);
    for (const { error } of misheard) throw error;
    return heard.every(({ said }) => isDryRun(said));
  };
}

function ofCall({ signal }: { readonly signal: Signal }): boolean {
  return signal.dryRun;
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
