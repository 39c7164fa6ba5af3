import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { receive } from '../../adapters/signals/receive.ts';
import type { Shape } from '../../adapters/signals/shape.ts';
import { type RequestShape, type ShapeName, signs } from '../../adapters/signals/signs.ts';
import { functionsWithRoster, heardBy } from '../../bin/invoke/rosters.ts';
import type { Heard } from '../../core/looking/deliver.ts';
import { configuredCapabilities, nounOf } from '../../core/model/capability-name.ts';
import { InvalidInput } from '../../core/model/errors.ts';
import { invoke } from '../../functions/front-door.ts';
import { busEvent, envelope, lambdaAction, notification, sqs } from '../adapters/signals/events.ts';
import { aContext } from '../functions/resource-allocator/queue-events.ts';

const root = path.join(import.meta.dirname, '../..');

/** Every function that is woken or asked, and what it hears. */
const functions: Readonly<Record<string, readonly Shape<unknown>[]>> = Object.fromEntries(
  await Promise.all(functionsWithRoster().map(async (name) => [name, await heardBy(name, 'orders')] as const)),
);
const names = Object.keys(functions);

const onBus = (source: string, type: string, detail: object) => ({
  version: '0',
  id: 'e1',
  'detail-type': type,
  source,
  account: '111122223333',
  time: '2026-08-04T12:36:16Z',
  detail,
});

interface Example {
  readonly message: object;
  /** Whether a person, or a schedule by a person's text, writes it: then no key may be unknown. */
  readonly typed: boolean;
}

const typed = (message: object): Example => ({ message, typed: true });
const sent = (message: object): Example => ({ message, typed: false });

/** One message of each shape. */
const examples: Readonly<Record<ShapeName, Example>> = {
  ...(Object.fromEntries(
    configuredCapabilities.map((name) => [`${nounOf(name)}-request`, typed({ [nounOf(name)]: 'checkout/web' })]),
  ) as Record<RequestShape, Example>),
  'alarm-action': sent(lambdaAction()),
  'alarm-event': sent(busEvent()),
  'alarm-notification': sent(notification()),
  tick: typed({ source: 'headroom.tick', id: 't' }),
  'keyspace-tick': typed({ source: 'headroom.tick', keyspace: 'orders' }),
  'cache-request': typed({ cache: 'orders', keys: ['order/17'] }),
  'cache-keys-changed': sent(onBus('shop.outbox', 'Cache Keys Changed', { keys: ['order/17'] })),
  'row-changed': sent({
    eventID: 'e1',
    eventName: 'MODIFY',
    eventSource: 'aws:dynamodb',
    eventSourceARN: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders/stream/2026-08-04T12:36:16.000',
    dynamodb: { Keys: { id: { S: '17' } }, SequenceNumber: '1', ApproximateCreationDateTime: 1_785_846_976 },
  }),
  'capacity-changed': sent(onBus('headroom', 'Capacity Changed', { scalable: 'checkout/web', from: 1, to: 2 })),
  'bottleneck-changed': sent(onBus('headroom', 'Bottleneck Changed', { service: 'checkout', tier: 'web' })),
  'tier-decided': sent(onBus('headroom', 'Tier Decided', { scalable: 'orders/db', by: 'orders/web' })),
  'zonal-shift': sent(
    onBus('aws.arc-zonal-shift', 'Autoshift In Progress', { version: '0.0.1', metadata: { awayFrom: 'use1-az2' } }),
  ),
  'object-event': sent(
    onBus('aws.s3', 'Object Created', { bucket: { name: 'site' }, object: { key: 'a', sequencer: '1' } }),
  ),
  'object-notification': sent({
    eventSource: 'aws:s3',
    eventName: 'ObjectCreated:Put',
    eventTime: '2026-08-04T12:36:16.000Z',
    s3: { bucket: { name: 'site' }, object: { key: 'a', size: 1, sequencer: '1' } },
  }),
  'content-changed': sent(onBus('shop.cms', 'Content Changed', { paths: ['/a'] })),
  release: typed({ source: 'headroom.deployed', purge: 'site', id: 'r' }),
  wake: typed({ source: 'headroom.wake', purge: 'site' }),
  drive: typed({ source: 'headroom.drive', keyspace: 'orders' }),
  'look-requested': sent(onBus('headroom', 'Look Requested', { scalable: 'checkout/web' })),
  'balance-requested': sent(onBus('headroom', 'Balance Requested', { balance: 'checkout/web' })),
  'purge-request': typed({ paths: ['/a'], purge: 'site' }),
  question: typed({ describe: true }),
  'keyspace-request': typed({ keyspace: 'orders' }),
  'tuning-request': typed({ scalable: 'checkout/web' }),
  night: typed({ source: 'headroom.night' }),
};
const shapes = Object.keys(examples) as ShapeName[];

const hearsShape = (name: string, shape: ShapeName) => (functions[name] ?? []).some((one) => one.name === shape);
/** Two functions may hear one text: a person asks one for a look at a scalable, and another to tune it. */
const hearsMessage = (name: string, shape: ShapeName) =>
  (functions[name] ?? []).some((one) => signs[one.name].fits(examples[shape].message as never));
const heardPairs = names.flatMap((name) =>
  shapes.filter((shape) => hearsShape(name, shape)).map((shape) => [name, shape] as const),
);
const unheardPairs = names.flatMap((name) =>
  shapes.filter((shape) => !hearsMessage(name, shape)).map((shape) => [name, shape] as const),
);
const typedPairs = heardPairs.filter(([, shape]) => examples[shape].typed);

const listen = (name: string, event: unknown) => receive(event, 'i', functions[name] ?? []);
const record = (message: object) => ({ EventSource: 'aws:sns', Sns: envelope(message) });

/** Every way in which a message arrives. */
const wrappings: Readonly<Record<string, (message: object) => unknown>> = {
  'as it is': (message) => message,
  'as text': (message) => JSON.stringify(message),
  'by SNS': (message) => ({ Records: [record(message)] }),
  'in a queue': (message) => sqs(message),
  'by SNS in a queue': (message) => sqs(envelope(message)),
};

/** What was said, but for the ids that a wrapping gives. */
function saidBy({ said }: Heard<unknown>): unknown {
  const text = JSON.stringify(said, (key, value) => (key === 'id' ? undefined : value));
  return JSON.parse(text);
}

/** Invokes a function whose serving is only noted; answers the error of the invocation, and how often it served. */
async function refused(name: string, event: unknown) {
  let served = 0;
  const serve = async () => {
    served++;
    return { faults: new Map(), answer: () => null };
  };
  const door = { hears: functions[name] ?? [], sinks: [], serve };
  const error = await invoke(event, aContext(), new AbortController().signal, door).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return { error, served };
}

describe('the catalogue of shapes', () => {
  it('has for each shape somebody who hears it', () => {
    expect(shapes.filter((shape) => !names.some((name) => hearsShape(name, shape)))).toEqual([]);
    expect(Object.keys(signs).sort()).toEqual([...shapes].sort());
  });

  it.each(shapes)('tells whom %s is for', (shape) => {
    const hearers = names.filter((name) => hearsShape(name, shape));
    for (const name of hearers) expect(signs[shape].to).toContain(name);
    const others = names.filter((name) => !hearers.includes(name));
    for (const name of others) expect(signs[shape].to).not.toContain(name);
  });

  it('has every function that Lambda wakes with an event', () => {
    const doors = globSync('functions/*/handler.ts', { cwd: root }).filter((file) =>
      readFileSync(path.join(root, file), 'utf8').includes('frontDoor('),
    );
    expect(doors.map((file) => path.basename(path.dirname(file))).sort()).toEqual([...names].sort());
  });
});

describe.each(heardPairs)('%s hears %s', (name, shape) => {
  const { message } = examples[shape];

  it.each(Object.keys(wrappings))('%s, and as the same', (wrapping) => {
    const { heard, misheard } = listen(name, wrappings[wrapping]?.(message));
    expect(misheard).toEqual([]);
    expect(heard.map(saidBy)).toEqual(listen(name, message).heard.map(saidBy));
    expect(heard).toHaveLength(1);
  });

  it('and only supposes what is said to be supposed, on whatever layer', () => {
    for (const wrap of Object.values(wrappings)) {
      const { heard } = listen(name, wrap({ ...message, dryRun: true }));
      if (shape !== 'question') expect(JSON.stringify(heard.map(saidBy))).toContain('"dryRun":true');
    }
    if (shape === 'question') return;
    expect(JSON.stringify(listen(name, { ...sqs(message), dryRun: true }).heard.map(saidBy))).toContain(
      '"dryRun":true',
    );
  });

  it('but not with a dryRun in another case or with other separators, on whatever layer', async () => {
    for (const key of ['dryrun', 'DryRun', 'dry-run', 'DRY_RUN', 'dry run']) {
      for (const wrap of [wrappings['as it is'], wrappings['as text'], wrappings['by SNS']]) {
        const { error, served } = await refused(name, wrap?.({ ...message, [key]: true }));
        expect(error).toBeInstanceOf(InvalidInput);
        expect((error as Error).message).toContain(`.${key}: `);
        expect(served).toBe(0);
      }
      const { misheard } = listen(name, { ...sqs(message), [key]: true });
      expect(misheard).toHaveLength(1);
      if (!('detail' in message)) continue;
      const inDetail = { ...message, detail: { ...(message.detail as object), [key]: true } };
      expect((await refused(name, inDetail)).error).toBeInstanceOf(InvalidInput);
    }
  });
});

describe.each(typedPairs)('%s, where a person writes %s', (name, shape) => {
  const { message } = examples[shape];

  it('refuses a key that nobody knows, by its name, and does nothing of it', async () => {
    const known = (key: string) => key in message || shapes.some((one) => key in examples[one].message);
    const others = ['dryRun', 'time', 'detail', 'tags', 'describe', 'plan', 'Message', 'Records', '__proto__'];
    const key = fc.stringMatching(/^[a-zA-Z][\w-]{0,20}$/).filter((text) => !known(text) && !others.includes(text));
    await fc.assert(
      fc.asyncProperty(key, fc.jsonValue(), async (madeUp, value) => {
        const { error, served } = await refused(name, { ...message, [madeUp]: value });
        expect(error).toBeInstanceOf(InvalidInput);
        expect((error as Error).message).toContain(`event.${madeUp}: `);
        expect(served).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  it.each(['dryRn', 'dryRum', 'dry', 'isDryRun', 'dryRun2'])('refuses %s', async (key) => {
    const { error } = await refused(name, { ...message, [key]: true });
    expect((error as Error).message).toContain(`event.${key}: `);
  });
});

describe.each(unheardPairs)('%s does not hear %s', (name, shape) => {
  const { message } = examples[shape];

  it('and says what it understands, and whom that is for', async () => {
    const plain = await refused(name, message);
    expect(plain.served).toBe(0);
    expect((plain.error as Error).message).toMatch(/^event: came .*, which is for .*; send it there, or/);
    for (const { name: heard } of functions[name] ?? []) {
      expect((plain.error as Error).message).toContain(signs[heard].title);
    }
  });

  it('nor by SNS or, where S3 tells it, as a notification, which is an error of the invocation', async () => {
    const events = [{ Records: [record(message)] }, ...('s3' in message ? [{ Records: [message] }] : [])];
    for (const event of events) {
      const { error, served } = await refused(name, event);
      expect(error).toBeInstanceOf(InvalidInput);
      expect(served).toBe(0);
    }
  });
});

describe('a notification straight from S3', () => {
  it('is heard whole by the function that understands it', () => {
    const { message } = examples['object-notification'];
    expect(listen('cdn-purger', { Records: [message, message] }).heard).toHaveLength(2);
  });
});

describe.each(names)('the console events of %s', (name) => {
  const folder = path.join(root, 'functions', name, 'events');
  const files = existsSync(folder) ? globSync('*.json', { cwd: folder }) : [];
  const read = (file: string) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as object;

  it.each(files)('%s is understood, and changes nothing', (file) => {
    const { heard, misheard } = listen(name, read(file));
    expect(misheard).toEqual([]);
    expect(heard.length).toBeGreaterThan(0);
    if (name === 'shard-router') expect(read(file)).toHaveProperty('dryRun', true);
    else for (const one of heard) expect(JSON.stringify(saidBy(one))).toContain('"dryRun":true');
  });

  it('stand for everything that it hears', () => {
    const kinds = (events: readonly object[]) =>
      new Set(events.flatMap((event) => listen(name, event).heard.map((one) => kindOf(one))));
    const all = shapes.filter((shape) => hearsShape(name, shape)).map((shape) => examples[shape].message);
    expect(kinds(files.map(read))).toEqual(new Set([...kinds(all)].filter((kind) => !unshown[name]?.includes(kind))));
  });
});

/** What is no use on a console: a look that Headroom has promised itself, and a keyspace that its mover knows anyway. */
const unshown: Readonly<Record<string, readonly string[]>> = {
  'cdn-purger': ['wake of nothing'],
  'shard-mover': ['manual of nothing'],
};

/** What kind of thing was said. */
function kindOf({ said }: Heard<unknown>): string {
  const { signal, content, is } = said as { signal?: { kind: string }; content?: { is: string } | null; is?: string };
  if (signal === undefined) return ['one', 'all'].includes(is ?? '') ? `tuning ${is}` : 'question';
  return `${signal.kind} of ${content?.is ?? 'nothing'}`;
}
