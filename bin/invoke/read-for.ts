import { receive } from '../../adapters/signals/receive.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { functionsWithRoster, heardBy } from './rosters.ts';

/** Whether a message changes nothing, whatever the function finds. Throws `InvalidInput` where it is not understood. */
type Read = (message: unknown) => boolean;

/** How each function that has no roster reads what it is invoked with. */
const reads: Readonly<Record<string, Read>> = {
  'config-writer': readCustomResource,
  'decision-widget': (message) => objectOf(message) !== null,
  'release-rehearser': readCustomResource,
  'test-event-writer': readCustomResource,
};

/**
 * Reads a message as the function of this name would, before anything is started for it. Answers whether it changes nothing,
 * whatever is found. Rejects with `InvalidInput` where the function would not understand it.
 */
export async function readFor(name: string, message: unknown): Promise<boolean> {
  if (functionsWithRoster().includes(name)) return isHarmless(name, message);
  const read = reads[name];
  if (read === undefined)
    throw new InvalidInput(
      'function',
      `"${name}" has neither a roster.ts nor a reader; add it to bin/invoke/read-for.ts`,
    );
  return read(message);
}

/** Each function of a keyspace, or of a cache, hears of its own alone, which is not known yet: whichever the message names. */
async function isHarmless(name: string, message: unknown): Promise<boolean> {
  const { heard, misheard } = receive(message, 'invoke', await heardBy(name, nameIn(message)));
  for (const { error } of misheard) throw error;
  return heard.every(({ said }) => isRehearsal(objectOf(said)));
}

/** What asks for a look, or for an answer of its own, says whether it is dry; a question changes nothing. */
function isRehearsal({ signal, dryRun }: Readonly<Record<string, unknown>>): boolean {
  if (signal !== undefined) return objectOf(signal).dryRun === true;
  return dryRun === undefined || dryRun === true;
}

function nameIn(message: unknown): string {
  const { keyspace, cache } = objectOf(message);
  const named = keyspace ?? cache;
  return typeof named === 'string' ? named : '';
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
  throw new InvalidInput('event', 'is not a JSON object');
}
