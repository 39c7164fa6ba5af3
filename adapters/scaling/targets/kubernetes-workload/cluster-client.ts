import type { EKSClient } from '@aws-sdk/client-eks';
import { Refusal } from '../../../../core/model/errors.ts';
import { Kept } from '../../../aws/kept.ts';
import { type ApiRequest, apiRequest } from './api-request.ts';
import { type ClusterPlace, clusterPlace, isSamePlace } from './cluster-place.ts';
import { eksToken, tokenMs } from './eks-token.ts';
import { ClusterUnreachable, KubernetesError } from './kubernetes-error.ts';

/** Asks the API servers of the clusters of one Region. */
export interface ClusterClient {
  /**
   * Answers with what the server tells. Rejects with `KubernetesError` where it refuses, `ClusterUnreachable` where it does not
   * answer, and `Refusal` where there is no such cluster.
   */
  send(asked: ApiRequest & { readonly cluster: string }, options?: { abortSignal?: AbortSignal }): Promise<unknown>;
}

/** Where a cluster is hardly ever changes; after this time EKS is asked again. */
const placeMs = 15 * 60_000;
/** Where its server does not answer EKS is asked at once, and then no more often than this: it may be down for long. */
const leastPlaceMs = 10_000;

/** The clusters of an account and Region, found by `DescribeCluster` and asked as whoever the process is. Make it once. */
export function clusterClient(eks: EKSClient, nowMs: () => number): ClusterClient {
  const places = new Kept<ClusterPlace>({ forMs: placeMs, nowMs });
  const tokens = new Kept<string>({ forMs: tokenMs, nowMs });
  const find = (name: string) => () => clusterPlace(eks, name);
  const tokenOf = (name: string) => tokens.get(name, () => eksToken(eks, name, nowMs()));

  async function ask(name: string, asked: ApiRequest, place: ClusterPlace, signal: AbortSignal | undefined) {
    const once = async () => apiRequest(asked, { ...place, token: await tokenOf(name) }, signal);
    try {
      return await once();
    } catch (error) {
      if (!isUnauthorized(error)) throw error;
      // Credentials may have been changed, or the token has ended, since it was made.
      tokens.drop(name);
      return once();
    }
  }

  /** Where the cluster is by now, if that is elsewhere: it may have been deleted and made anew, or has another authority. */
  async function elsewhere(name: string, before: ClusterPlace): Promise<ClusterPlace | null> {
    const now = await places.renew(name, find(name), leastPlaceMs).catch((error: unknown) => {
      // What EKS cannot tell now is not a reason to forget what it told.
      if (!(error instanceof Refusal)) return before;
      places.drop(name);
      throw error;
    });
    if (now === before || isSamePlace(now, before)) return null;
    before.agent.destroy();
    return now;
  }

  return {
    async send({ cluster: name, ...asked }, { abortSignal } = {}) {
      const place = await places.get(name, find(name));
      try {
        return await ask(name, asked, place, abortSignal);
      } catch (error) {
        // What has hung until its time was over may hang on a server that is no more.
        if (abortSignal?.aborted) elsewhere(name, place).catch(() => {});
        if (!(error instanceof ClusterUnreachable)) throw error;
        const now = await elsewhere(name, place);
        if (now === null) throw error;
        return ask(name, asked, now, abortSignal);
      }
    },
  };
}

const isUnauthorized = (error: unknown) => error instanceof KubernetesError && error.$metadata.httpStatusCode === 401;
