import { Agent } from 'node:https';
import { DescribeClusterCommand, type EKSClient } from '@aws-sdk/client-eks';
import { Refusal } from '../../../../core/model/errors.ts';
import { type ApiRequest, apiRequest } from './api-request.ts';
import { eksToken, tokenMs } from './eks-token.ts';
import { KubernetesError } from './kubernetes-error.ts';

/** Asks the API servers of the clusters of one Region. */
export interface ClusterClient {
  /**
   * Answers with what the server tells. Rejects with `KubernetesError` where it refuses, `ClusterUnreachable` where it does not
   * answer, and `Refusal` where there is no such cluster.
   */
  send(asked: ApiRequest & { readonly cluster: string }, options?: { abortSignal?: AbortSignal }): Promise<unknown>;
}

interface Cluster {
  readonly endpoint: string;
  readonly agent: Agent;
  readonly hint: string;
}

interface Token {
  readonly text: string;
  readonly endsMs: number;
}

/** Where a cluster is hardly ever changes; after this time it is asked again. */
const clusterMs = 15 * 60_000;
const isPrivate =
  "; its endpoint is private, so Headroom's functions have to stand in its VPC: give Headroom that vpc, and let its security group in on 443";

/** The clusters of an account and Region, found by `DescribeCluster` and asked as whoever the process is. Make it once. */
export function clusterClient(eks: EKSClient, nowMs: () => number): ClusterClient {
  const clusters = new Map<string, { readonly cluster: Promise<Cluster>; readonly endsMs: number }>();
  const tokens = new Map<string, Token>();

  function clusterOf(name: string): Promise<Cluster> {
    const known = clusters.get(name);
    if (known !== undefined && nowMs() < known.endsMs) return known.cluster;
    const cluster = describe(eks, name);
    clusters.set(name, { cluster, endsMs: nowMs() + clusterMs });
    cluster.catch(() => clusters.delete(name));
    return cluster;
  }

  async function tokenOf(name: string): Promise<string> {
    const known = tokens.get(name);
    if (known !== undefined && nowMs() < known.endsMs) return known.text;
    const { credentials, sha256, region } = eks.config;
    const at = { cluster: name, region: await region(), atMs: nowMs() };
    const text = await eksToken({ credentials, sha256, ...at });
    tokens.set(name, { text, endsMs: at.atMs + tokenMs });
    return text;
  }

  return {
    async send({ cluster: name, ...asked }, { abortSignal } = {}) {
      const cluster = await clusterOf(name);
      const ask = async () => apiRequest(asked, { ...cluster, token: await tokenOf(name) }, abortSignal);
      try {
        return await ask();
      } catch (error) {
        if (!isUnauthorized(error)) throw error;
        // Credentials may have been changed, or the token has ended, since it was made.
        tokens.delete(name);
        return ask();
      }
    },
  };
}

const isUnauthorized = (error: unknown) => error instanceof KubernetesError && error.$metadata.httpStatusCode === 401;

async function describe(eks: EKSClient, name: string): Promise<Cluster> {
  const { cluster } = await eks.send(new DescribeClusterCommand({ name })).catch((error: unknown) => {
    const isGone = error instanceof Error && error.name === 'ResourceNotFoundException';
    throw isGone ? gone(name) : error;
  });
  const { endpoint, certificateAuthority, resourcesVpcConfig, status } = cluster ?? {};
  if (endpoint === undefined)
    throw new Refusal(`the EKS cluster "${name}" is ${status} and has no endpoint; wait, or remove the scalable`);
  const data = certificateAuthority?.data ?? '';
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 10,
    minVersion: 'TLSv1.2',
    ...(data !== '' && { ca: Buffer.from(data, 'base64') }),
  });
  return { endpoint, agent, hint: resourcesVpcConfig?.endpointPublicAccess === false ? isPrivate : '' };
}

function gone(name: string): Refusal {
  return new Refusal(`the EKS cluster "${name}" does not exist; correct its name or remove the scalable`);
}
