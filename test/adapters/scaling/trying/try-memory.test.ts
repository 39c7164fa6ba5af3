import type { LambdaClient } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { tryMemories } from '../../../../adapters/scaling/trying/try-memory.ts';

interface Input {
  readonly Qualifier?: string;
  readonly MemorySize?: number;
}

/** A function of 512 MB that has published version 1; `at` is told of each call, and may break it. */
function aFunction(at: (call: string) => void = () => {}) {
  const versions = new Map([['1', 512]]);
  let latestMb = 512;
  let published = 1;
  const report = (mb: number) =>
    `REPORT RequestId: r\tDuration: 90.00 ms\tBilled Duration: 90 ms\tMemory Size: ${mb} MB\tMax Memory Used: 60 MB\t\n`;
  const answers: Readonly<Record<string, (input: Input) => object>> = {
    GetFunctionConfigurationCommand: ({ Qualifier }) => ({
      MemorySize: Qualifier === undefined ? latestMb : versions.get(Qualifier),
    }),
    UpdateFunctionConfigurationCommand: ({ MemorySize = 0 }) => {
      latestMb = MemorySize;
      return {};
    },
    ListVersionsByFunctionCommand: () => ({ Versions: [...versions.keys()].map((Version) => ({ Version })) }),
    PublishVersionCommand: () => {
      published++;
      versions.set(String(published), latestMb);
      return { Version: String(published) };
    },
    InvokeCommand: ({ Qualifier = '' }) => ({
      LogResult: Buffer.from(report(versions.get(Qualifier) ?? 0)).toString('base64'),
    }),
    DeleteFunctionCommand: ({ Qualifier = '' }) => ({ deleted: versions.delete(Qualifier) }),
  };
  const send = async (command: { input: Input }, { abortSignal }: { abortSignal?: AbortSignal } = {}) => {
    const { name } = command.constructor;
    at(name);
    abortSignal?.throwIfAborted();
    return answers[name]?.(command.input);
  };
  return {
    client: { send } as unknown as Pick<LambdaClient, 'send'>,
    now: () => ({ latestMb, versions: [...versions.keys()] }),
  };
}

const trial = { functionName: 'thumbnails', memoriesMb: [256, 1024], runs: 2, payloads: ['{}'] };
const asItWas = { latestMb: 512, versions: ['1'] };
const worldOf = (client: Pick<LambdaClient, 'send'>, signal = new AbortController().signal) => ({
  ...{ client, signal, pause: async () => {}, heard: () => {} },
});

describe('memories that are tried', () => {
  it('are told by as many calls as count, and leave the function as it was', async () => {
    const { client, now } = aFunction();
    const all = await tryMemories(worldOf(client), trial);
    expect(all.map(({ memoryMb, reports }) => [memoryMb, reports.length])).toEqual([
      [256, 2],
      [1024, 2],
    ]);
    expect(now()).toEqual(asItWas);
  });

  it.each([
    'GetFunctionConfigurationCommand',
    'UpdateFunctionConfigurationCommand',
    'PublishVersionCommand',
    'InvokeCommand',
  ])('leave it as it was wherever a person stops them: at any %s', async (stopped) => {
    for (let after = 1; ; after++) {
      const abort = new AbortController();
      let left = after;
      const { client, now } = aFunction((call) => {
        if (call === stopped && --left === 0) abort.abort(new Error('stopped on request'));
      });
      const ended = tryMemories(worldOf(client, abort.signal), trial);
      if (!abort.signal.aborted) await ended.catch(() => {});
      if (left > 0) break;
      await expect(ended).rejects.toThrow('stopped on request');
      expect(now()).toEqual(asItWas);
    }
  });
});
