import {
  type ConfiguredCapability,
  configuredCapabilities,
  functionOf,
  lookingFunctions,
  type NounOf,
  nounOf,
} from '../../core/model/capability-name.ts';

/** A JSON object whose meaning is not known yet. */
export type Message = Readonly<Record<string, unknown>>;

/** How a shape of message is known, and who hears it. */
interface Sign {
  /** What it is called where an error lists what is understood, with an example where a person may write it. */
  readonly title: string;
  /** The functions that hear it. */
  readonly to: string;
  /** Whether a message means to be of this shape; cheap. */
  fits(message: Message): boolean;
}

const alarmHearers = 'resource-allocator, load-balancer, shard-balancer and performance-metrics';
const invalidator = 'the cache-invalidator of that cache';
const source = (name: string) => (message: Message) => message.source === name;
const event = (name: string, type: string) => (message: Message) =>
  message.source === name && message['detail-type'] === type;
const has = (key: string) => (message: Message) => key in message;
const isTick = source('headroom.tick');
const questions = ['resolve', 'describe', 'plan'];
const asks = (message: Message) => questions.some((key) => key in message);

/** The name of the shape in which a person asks a capability for a look at one of its subjects. */
export type RequestShape<Name extends ConfiguredCapability = ConfiguredCapability> = `${NounOf<Name>}-request`;

/** How a person asks each capability; one that hears more than the name of a subject says so below. */
function requests(): Readonly<Record<RequestShape, Sign>> {
  const sign = (capability: ConfiguredCapability): [RequestShape, Sign] => {
    const noun = nounOf(capability);
    const title = `a request {"${noun}":"checkout/web","dryRun":true}`;
    return [`${noun}-request`, { title, to: functionOf(capability), fits: has(noun) }];
  };
  return Object.fromEntries(configuredCapabilities.map(sign)) as Record<RequestShape, Sign>;
}

/**
 * Every shape of message that anybody hears, by name. A function takes the reading of those that it hears; of the others it
 * knows these signs, so that it can tell whom a message is for.
 */
export const signs = {
  'alarm-action': { title: 'a Lambda alarm action', to: alarmHearers, fits: has('alarmData') },
  'alarm-event': {
    title: 'an EventBridge event "CloudWatch Alarm State Change"',
    to: alarmHearers,
    fits: (message) => message.source === 'aws.cloudwatch' && 'detail-type' in message,
  },
  'alarm-notification': { title: 'an alarm notification by SNS', to: alarmHearers, fits: has('AlarmName') },
  tick: {
    title: 'a tick {"source":"headroom.tick"}',
    to: listed(lookingFunctions),
    fits: (message) => isTick(message) && !('keyspace' in message),
  },
  'keyspace-tick': {
    title: 'a tick {"source":"headroom.tick","keyspace":"orders"}',
    to: 'the shard-balancer and the shard-mover of that keyspace',
    fits: (message) => isTick(message) && 'keyspace' in message,
  },
  'row-changed': {
    title: 'a record of a stream of DynamoDB',
    to: invalidator,
    fits: (message) => message.eventSource === 'aws:dynamodb',
  },
  'cache-keys-changed': {
    title: 'an event "Cache Keys Changed" with keys',
    to: invalidator,
    fits: (message) => message['detail-type'] === 'Cache Keys Changed',
  },
  'cache-request': {
    title: 'a request {"cache":"orders","keys":["order/17"]}',
    to: invalidator,
    fits: has('cache'),
  },
  'capacity-changed': {
    title: 'an EventBridge event "Capacity Changed" of headroom',
    to: 'load-balancer',
    fits: event('headroom', 'Capacity Changed'),
  },
  'bottleneck-changed': {
    title: 'an EventBridge event "Bottleneck Changed" of headroom',
    to: 'resource-allocator',
    fits: event('headroom', 'Bottleneck Changed'),
  },
  'tier-decided': {
    title: 'an EventBridge event "Tier Decided" of headroom',
    to: 'resource-allocator',
    fits: event('headroom', 'Tier Decided'),
  },
  'zonal-shift': {
    title: 'an EventBridge event of aws.arc-zonal-shift',
    to: 'resource-allocator',
    fits: (message) => message.source === 'aws.arc-zonal-shift' && 'detail-type' in message,
  },
  'object-event': {
    title: 'an S3 object event by EventBridge',
    to: 'cdn-purger',
    fits: (message) => message.source === 'aws.s3' && 'detail' in message,
  },
  'object-notification': {
    title: 'a record of an S3 notification',
    to: 'cdn-purger',
    fits: (message) => message.eventSource === 'aws:s3' || 's3' in message,
  },
  'content-changed': {
    title: 'an event "Content Changed" with paths or tags',
    to: 'cdn-purger',
    fits: (message) => message['detail-type'] === 'Content Changed',
  },
  release: {
    title: 'a release {"source":"headroom.deployed","purge":"site","id":"..."}',
    to: 'cdn-purger',
    fits: source('headroom.deployed'),
  },
  wake: {
    title: 'a promised look {"source":"headroom.wake","purge":"site"}',
    to: 'cdn-purger',
    fits: source('headroom.wake'),
  },
  drive: {
    title: 'a promised look {"source":"headroom.drive","keyspace":"orders"}',
    to: 'the shard-mover of that keyspace',
    fits: source('headroom.drive'),
  },
  ...requests(),
  'look-requested': {
    title: 'an EventBridge event "Look Requested" of headroom',
    to: 'resource-allocator',
    fits: event('headroom', 'Look Requested'),
  },
  'balance-requested': {
    title: 'an EventBridge event "Balance Requested" of headroom',
    to: 'load-balancer',
    fits: event('headroom', 'Balance Requested'),
  },
  'purge-request': {
    title: 'a request {"paths":["/a/*"],"purge":"site","dryRun":true}',
    to: 'cdn-purger',
    fits: (message) => 'paths' in message || 'tags' in message || (!('source' in message) && 'purge' in message),
  },
  question: {
    title: 'one question {"resolve":"<key>"}, {"describe":true} or {"plan":{"is":"balance"}}',
    to: 'the shard-router of that keyspace',
    fits: asks,
  },
  'keyspace-request': {
    title: 'a request {"keyspace":"orders","dryRun":true}',
    to: 'the shard-balancer, or the shard-mover, of that keyspace',
    fits: (message) =>
      !('source' in message) && !asks(message) && ('keyspace' in message || Object.keys(message).join() === 'dryRun'),
  },
  'tuning-request': {
    title: 'a request {"scalable":"checkout/web","dryRun":true}',
    to: 'policy-tuner',
    fits: has('scalable'),
  },
  night: { title: 'a night {"source":"headroom.night"}', to: 'policy-tuner', fits: source('headroom.night') },
} as const satisfies Readonly<Record<string, Sign>>;

export type ShapeName = keyof typeof signs;

const all: readonly Sign[] = Object.values(signs);

/** The function that a message is for which is not understood here; null where none would understand it. */
export function meantFor(message: Message): Sign | null {
  return all.find((sign) => sign.fits(message)) ?? null;
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
