import type { LambdaClient } from '@aws-sdk/client-lambda';
import { once } from '../../../aws/once.ts';
import { readWithin } from '../../../aws/read-within.ts';
import { act } from '../any-kind/act.ts';
import { asBound } from '../any-kind/as-bound.ts';
import type { ClientsWorld, NamedTarget } from '../any-kind/kind-target.ts';
import type { ReadNativeRivals } from '../any-kind/native-rivals.ts';
import { oneByOne } from '../any-kind/one-by-one.ts';
import { tell } from './capacity-of.ts';
import { readConcurrency } from './read.ts';
import { scaledConcurrency } from './rivals.ts';
import { judgeConcurrency, setConcurrency } from './set.ts';
import { judgeSize } from './set-size.ts';
import type { MemorySizes } from './sizes.ts';

type Client = Pick<LambdaClient, 'send'>;

/** Concurrency of Lambda functions: a unit is one execution at a time. */
export function lambdaConcurrencies(
  world: ClientsWorld<Client>,
  readRivals: ReadNativeRivals,
  readSizes: () => Promise<MemorySizes> = async () => (await import('./sizes.ts')).memorySizes(world.clients),
): NamedTarget<'lambda-concurrency'> {
  const rivals = once(async () => (await readRivals())(world.leftMs));
  const kind = oneByOne<'lambda-concurrency', Client>(
    {
      tell,
      read: (client, config, { abortSignal }) => readConcurrency(client, config, abortSignal),
      set: setConcurrency,
      judge: judgeConcurrency,
    },
    world,
  );
  return asBound({
    ...kind,
    async size(config, step = null) {
      const [sizes, { asked, running }] = await Promise.all([readSizes(), kind.capacity(config)]);
      return readWithin(world.leftMs(), (signal) => sizes.size(config, { asked, running }, step, signal));
    },
    async setSize(config, change, term) {
      const { setSize } = await readSizes();
      return act({
        ...{ units: 0, term, random: world.random, judge: judgeSize },
        ask: (signal) => setSize(config, change, signal),
      });
    },
    async rivals(config) {
      const scaled = scaledConcurrency(config);
      return scaled === null ? [] : (await rivals())({ region: config.region, scaled });
    },
  });
}
