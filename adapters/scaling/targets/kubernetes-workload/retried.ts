import { setTimeout as pause } from 'node:timers/promises';
import { isWorthAnother, pauseMs } from '../../../aws/attempts.ts';
import type { ClusterClient } from './cluster-client.ts';

const attempts = 4;

/** The same client for what only reads: it asks again where it was throttled or nothing answered, until it is told to stop. */
export function retried(client: ClusterClient, random: () => number): ClusterClient {
  return {
    async send(asked, options = {}) {
      for (let made = 1; ; made++) {
        try {
          return await client.send(asked, options);
        } catch (error) {
          if (made === attempts || options.abortSignal?.aborted || !isWorthAnother(error)) throw error;
          const { abortSignal: signal } = options;
          await pause(pauseMs(error, made, random()), undefined, signal === undefined ? {} : { signal });
        }
      }
    },
  };
}
