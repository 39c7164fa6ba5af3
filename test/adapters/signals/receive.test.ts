import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { receive as receiveFor } from '../../../adapters/signals/receive.ts';
import { InvalidInput } from '../../../core/model/errors.ts';
import { hears } from '../../../functions/resource-allocator/roster.ts';
import {
  account,
  busEvent,
  compositeAction,
  contributorEvent,
  envelope,
  lambdaAction,
  notification,
  sqs,
  tick,
} from './events.ts';

const atMs = Date.parse('2026-08-04T12:36:15.490Z');
const receive = (event: unknown, invocationId: string) => receiveFor(event, invocationId, hears);

function only(event: unknown) {
  const delivery = receive(event, 'invocation-1');
  expect(delivery.misheard).toEqual([]);
  expect(delivery.heard).toHaveLength(1);
  return delivery.heard[0]?.said.signal;
}

function fault(event: unknown): string {
  const { heard, misheard } = receive(event, 'invocation-1');
  expect(heard).toEqual([]);
  expect(misheard[0]?.error).toBeInstanceOf(InvalidInput);
  return misheard[0]?.error.message ?? '';
}

describe('an alarm', () => {
  const expected = { kind: 'alarm', atMs, dryRun: false, alarmName: 'headroom/checkout/web', state: 'ALARM' };

  test('by its Lambda action becomes a signal, whatever its reasonData is', () => {
    expect(only(lambdaAction())).toEqual({ ...expected, id: 'invocation-1' });
  });

  test('by an event bus becomes a signal', () => {
    expect(only(busEvent())).toEqual({
      kind: 'alarm',
      id: 'c4c1c1c9-6542-e61b-6ef0-8c4d36933a92',
      atMs: Date.parse('2026-08-04T12:36:15Z'),
      dryRun: false,
      alarmName: 'wake/checkout/web',
      state: 'OK',
    });
  });

  test('by SNS, straight to the function, becomes a signal', () => {
    const event = { Records: [{ EventSource: 'aws:sns', Sns: envelope(notification()) }] };
    expect(only(event)).toEqual({ ...expected, id: 'sns-1', state: 'INSUFFICIENT_DATA' });
    expect(receive(event, 'i').queued).toBe(false);
  });

  test.each([
    ['a Lambda action', lambdaAction(), 'sqs-0'],
    ['a bus event', busEvent(), 'c4c1c1c9-6542-e61b-6ef0-8c4d36933a92'],
    ['a notification delivered raw', notification(), 'sqs-0'],
    ['a notification in its envelope', envelope(notification()), 'sns-1'],
    ['a bus event sent on by SNS', envelope(busEvent()), 'c4c1c1c9-6542-e61b-6ef0-8c4d36933a92'],
    ['a Lambda action sent on by SNS', envelope(lambdaAction()), 'sns-1'],
  ])('in a queue is the same signal: %s', (_, body, id) => {
    const direct = only(body);
    const queued = receive(sqs(body), 'invocation-1');
    expect(queued.queued).toBe(true);
    expect(queued.heard).toEqual([
      { messageId: 'sqs-0', at: expect.stringMatching(/body/), said: { signal: { ...direct, id }, content: null } },
    ]);
  });

  test('that is composite, or a contributor of one, or forced by hand becomes a signal', () => {
    expect(only(compositeAction())).toMatchObject({ kind: 'alarm', alarmName: 'zone-loss', state: 'ALARM' });
    expect(only(contributorEvent())).toMatchObject({ alarmName: 'per-target-group', state: 'ALARM' });
    const forced = { source: 'aws.cloudwatch', alarmData: { alarmName: 'a', state: { value: 'OK' } } };
    expect(only(forced)).toMatchObject({ alarmName: 'a', state: 'OK', atMs: null });
  });

  test('with a time that is none has none', () => {
    const event = lambdaAction();
    event.alarmData.state.timestamp = '5';
    event.time = 'yesterday';
    expect(only(event)).toMatchObject({ atMs: null });
  });

  test('carries no account number into the signal', () => {
    for (const event of [
      lambdaAction(),
      busEvent(),
      compositeAction(),
      notification(),
      sqs(envelope(notification())),
    ]) {
      expect(JSON.stringify(only(event))).not.toContain(account);
    }
  });
});

describe('a tick', () => {
  test('becomes a signal, direct and in a queue', () => {
    const expected = { kind: 'tick', id: 'd32c5cba-aa', atMs: Date.parse('2026-08-04T12:36:00Z'), dryRun: false };
    expect(only(tick)).toEqual(expected);
    expect(only(sqs(tick))).toEqual(expected);
  });

  test('whose context attributes nobody filled in has the id of its delivery', () => {
    const unfilled = {
      source: 'headroom.tick',
      id: '<aws.scheduler.execution-id>',
      time: '<aws.scheduler.scheduled-time>',
    };
    expect(only(unfilled)).toEqual({ kind: 'tick', id: 'invocation-1', atMs: null, dryRun: false });
  });
});

describe('a request to look', () => {
  test('becomes a signal by hand and by an event bus', () => {
    const asked = { scalable: 'checkout/web', dryRun: true };
    const expected = { kind: 'manual', capability: 'scaling', subject: 'checkout/web', dryRun: true };
    expect(only(asked)).toEqual({ ...expected, id: 'invocation-1', atMs: null });
    const event = {
      id: 'e1',
      source: 'headroom',
      'detail-type': 'Look Requested',
      time: '2026-08-04T12:00:00Z',
      detail: asked,
    };
    expect(only(event)).toEqual({ ...expected, id: 'e1', atMs: Date.parse('2026-08-04T12:00:00Z') });
    expect(only(sqs(event))).toMatchObject(expected);
  });

  test('with a misspelt dryRun is refused instead of acted on', () => {
    expect(fault({ scalable: 'checkout/web', dryrun: true })).toMatch(/^event\.dryrun: .*no other keys/);
    expect(fault({ scalable: 'checkout/web', dryRunn: true })).toMatch(/^event\.dryRunn: .*no other keys/);
    expect(fault({ scalable: 'checkout/web', dryRun: 'true' })).toContain('event.dryRun: expected true or false');
  });

  test('for something that is not a name of a scalable is refused', () => {
    expect(fault({ scalable: '../../etc' })).toContain('event.scalable: expected the name of a scalable');
    expect(fault({ scalable: 7 })).toContain('event.scalable');
  });
});

describe('a dry run', () => {
  test('can be asked for on any layer, as console test events do', () => {
    for (const event of [
      { ...lambdaAction(), dryRun: true },
      { ...busEvent(), dryRun: true },
      { ...tick, dryRun: true },
      { ...sqs(envelope(notification())), dryRun: true },
      sqs({ ...envelope(notification()), dryRun: true }),
      sqs(envelope({ ...notification(), dryRun: true })),
    ]) {
      expect(only(event)).toMatchObject({ dryRun: true });
    }
  });

  test('asked for outside cannot be undone inside', () => {
    expect(only({ ...sqs({ scalable: 'a', dryRun: false }), dryRun: true })).toMatchObject({ dryRun: true });
  });
});

describe('what cannot be understood', () => {
  test('names where it was, what is understood and what came, without repeating it', () => {
    const message = fault({ password: 'hunter2 is long', accountId: account });
    expect(message).toContain('event: expected one of: a Lambda alarm action');
    expect(message).toContain('an object with password, accountId');
    expect(message).not.toContain('hunter2');
    expect(message).not.toContain(account);
  });

  test('is not repeated where it is more than a word', () => {
    expect(fault('Bearer abc def')).toContain('came a text of 14 characters');
    expect(fault(sqs({ ...notification(), NewStateValue: 'Bearer abc def' }))).not.toContain('abc');
  });

  test('is named down to the field and the value', () => {
    expect(fault(sqs(envelope(notification('a', 'alarm'))))).toBe(
      'event.Records[0].body.Message.NewStateValue: expected one of ALARM, OK, INSUFFICIENT_DATA in an alarm notification by SNS; came "alarm"',
    );
    expect(fault({ ...lambdaAction(), alarmData: {} })).toContain('event.alarmData.alarmName');
  });

  test('stops no other message of its batch', () => {
    const delivery = receive(sqs(tick, 'no json', envelope(notification()), { hello: 1 }, ''), 'i');
    expect(delivery.heard.map(({ messageId }) => messageId)).toEqual(['sqs-0', 'sqs-2']);
    expect(delivery.misheard.map(({ messageId }) => messageId)).toEqual(['sqs-1', 'sqs-3', 'sqs-4']);
  });

  test('may be wrapped without end', () => {
    let wrapped: unknown = tick;
    for (let depth = 0; depth < 8; depth++) wrapped = envelope(wrapped);
    expect(fault(wrapped)).toContain('wrapped too often');
  });

  test('10,000 made-up events give signals or the typed error, never anything else', () => {
    const word = fc.constantFrom(
      'Records',
      'body',
      'Sns',
      'Message',
      'Type',
      'source',
      'detail',
      'detail-type',
      'alarmData',
    );
    const key = fc.oneof(
      word,
      fc.constantFrom('AlarmName', 'NewStateValue', 'scalable', 'dryRun', 'messageId', 'id'),
      fc.string(),
    );
    const leaf = fc.oneof(
      fc.constantFrom(
        'Notification',
        'aws.cloudwatch',
        'headroom',
        'headroom.tick',
        'Look Requested',
        'ALARM',
        true,
        '',
      ),
      fc.jsonValue(),
      fc.string(),
    );
    const { tree } = fc.letrec<{ tree: unknown; message: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.dictionary(key, tie('tree'), { maxKeys: 5 }),
        fc.array(tie('tree'), { maxLength: 3 }),
        tie('message'),
      ),
      message: tie('tree').map((value) => JSON.stringify(value) ?? ''),
    }));
    const spoilt = fc.tuple(
      fc.constantFrom(lambdaAction(), busEvent(), notification(), envelope(notification()), sqs(tick)),
      key,
      tree,
    );
    const event = fc.oneof(
      tree,
      fc.anything(),
      spoilt.map(([good, at, value]) => ({ ...good, [at]: value })),
    );
    fc.assert(
      fc.property(event, (any) => {
        const { heard, misheard } = receive(any, 'i');
        for (const { error } of misheard) {
          expect(error).toBeInstanceOf(InvalidInput);
          expect(error.message.length).toBeLessThan(1500);
        }
        for (const { said } of heard) expect(JSON.parse(JSON.stringify(said))).toEqual(said);
      }),
      { numRuns: 10_000 },
    );
  });
});
