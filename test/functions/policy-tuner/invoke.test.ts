import type { Context, SQSEvent } from 'aws-lambda';
import { describe, expect, it, vi } from 'vitest';
import type { TuningRequest } from '../../../adapters/signals/tunings.ts';
import type { Told } from '../../../core/looking/sink.ts';
import { invoke } from '../../../functions/front-door.ts';
import { answer as answerTo } from '../../../functions/policy-tuner/answer.ts';
import night from '../../../functions/policy-tuner/events/night.json' with { type: 'json' };
import table from '../../../functions/policy-tuner/events/table.json' with { type: 'json' };
import { fanOut } from '../../../functions/policy-tuner/fan-out.ts';
import { hears } from '../../../functions/policy-tuner/roster.ts';
import { questions } from '../../../functions/questions.ts';
import { aScalable } from '../../fixtures.ts';
import { dayMs, nightMs, tunedInput, tuningWorld } from './recorded-scalable.ts';

const context = {} as Context;
const { signal } = new AbortController();

function aWorld() {
  const others = ['a', 'b'].map((name) => [name, aScalable({ ...tunedInput }, name)] as const);
  const off = ['off', aScalable({ ...tunedInput, mode: 'off' }, 'off')] as const;
  const plain = ['plain', aScalable({}, 'plain')] as const;
  const inner = tuningWorld({ sinceMs: nightMs - 30 * dayMs, others: [...others, off, plain] });
  const sent: string[][] = [];
  const invocation = { ...inner, fanOut: async (scalables: readonly string[]) => void sent.push([...scalables]) };
  const told: Told[] = [];
  const sinks = [{ tell: (one: Told) => void told.push(one), count: () => {}, flush: async () => {} }];
  const world = questions({
    hears,
    sinks,
    invocation: async () => (request: TuningRequest) => answerTo(request, invocation),
  });
  return { inner, sent, told, world };
}

function queueOf(...bodies: string[]): SQSEvent {
  return { Records: bodies.map((body, index) => ({ messageId: `m${index}`, body })) } as unknown as SQSEvent;
}

describe('policy-tuner', () => {
  it('gives each tuned scalable a request of its own at night, and none to those that are off or not tuned', async () => {
    const { world, sent } = aWorld();
    const answer = await invoke({ source: 'headroom.night' }, context, signal, world);
    expect(sent).toEqual([['checkout/web', 'a', 'b']]);
    expect(answer).toEqual({
      says: 'tunes checkout/web, a, b',
      scalables: ['checkout/web', 'a', 'b'],
      dryRun: false,
    });
  });

  it('answers the table for the console events, and changes nothing', async () => {
    const { world, inner, sent } = aWorld();
    expect(await invoke(night, context, signal, world)).toMatchObject({ dryRun: true });
    const answer = await invoke(table, context, signal, world);
    expect(answer).toMatchObject({ scalable: 'checkout/web', dryRun: true, tuning: { switched: true } });
    expect([inner.stored, sent]).toEqual([[], []]);
  });

  it('tunes what the queue brings; what is refused is told, what cannot be understood comes again', async () => {
    const { world, inner, told } = aWorld();
    const event = queueOf('{"scalable":"checkout/web"}', '{"scalable":"plain"}', '{"scalabel":"a"}');
    expect(await invoke(event, context, signal, world)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm2' }] });
    expect(inner.stored).toHaveLength(1);
    expect(told.map(({ level, news }) => [level, news?.title])).toEqual([
      ['error', undefined],
      ['info', 'Policy Tuned'],
      ['warn', undefined],
    ]);
  });

  it.each([null, 'tune!', { scalable: 'a b' }, { scalable: 'a', dryrun: true }, { source: 'headroom.tick' }])(
    'refuses %j, naming what is understood',
    async (event) => {
      await expect(invoke(event, context, signal, aWorld().world)).rejects.toThrow(
        /^event[.\w]*: .*(one of: a request {"scalable":"checkout\/web"|expected the name of a scalable|no other keys)/,
      );
    },
  );

  it('sends ten requests a call, and fails where one is not taken', async () => {
    const send = vi.fn(async () => ({ Failed: [] }) as object);
    await fanOut(
      { send } as never,
      'https://queue',
      Array.from({ length: 23 }, (_, index) => `web-${index}`),
    );
    expect(send).toHaveBeenCalledTimes(3);
    send.mockResolvedValueOnce({ Failed: [{ Code: 'InternalError', Message: 'sorry' }] });
    await expect(fanOut({ send } as never, 'https://queue', ['web'])).rejects.toThrow('1 request was not taken');
  });
});
