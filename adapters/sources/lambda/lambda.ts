import type { LambdaClient } from '@aws-sdk/client-lambda';
import { becauseOf } from '../../../core/because-of.ts';
import type { Series } from '../../../core/readings/series.ts';
import { batchLoader } from '../../aws/batch-loader.ts';
import type { KindSource, SourceWorld } from '../kind-source.ts';
import { isTooMuch, readByInvoking } from './invoke.ts';
import { functionOf, type Read, readOf } from './read.ts';

/** Most reads in one invocation. */
const mostReads = 100;

/** A function has this long for an answer, where so much time is left: a look holds its lease for 45 seconds. */
export const longestInvocationMs = 10_000;

/**
 * Reads by invoking functions of the user's: all that is asked of a function in one tick in one invocation, the same read
 * once, whoever asks. Never rejects.
 */
export function lambdaSource({
  client,
  account,
  leftMs,
}: SourceWorld & { readonly client: Pick<LambdaClient, 'send'> }): KindSource<'lambda'> {
  const load = batchLoader<Read, Series>({
    most: mostReads,
    nameOf: ({ name }) => name,
    groupOf: functionOf,
    load: (reads) => readByInvoking(client, reads, Math.min(leftMs(), longestInvocationMs)),
    spoils: isTooMuch,
  });
  return {
    async read(part, fromMs, toMs) {
      const fault = strangerFault(part.functionName, account);
      if (fault !== null) return { metric: { points: [], trouble: fault }, witness: null };
      try {
        const metric = await load(readOf(part, fromMs, toMs));
        return { metric: metric ?? { points: [], trouble: 'the function gave no answer' }, witness: null };
      } catch (error) {
        return { metric: { points: [], trouble: becauseOf(error).error }, witness: null };
      }
    },
  };
}

/** Why a function is not asked: it is in another account, to which nothing of this one should be told. */
function strangerFault(functionName: string, account: string | null): string | null {
  const owner = functionName.startsWith('arn:') ? functionName.split(':')[4] : account;
  if (account === null || owner === account) return null;
  return "the function is in another account than Headroom; name one of Headroom's own";
}
