import { Agent } from 'node:https';
import { DescribeClusterCommand, type EKSClient, type VpcConfigResponse } from '@aws-sdk/client-eks';
import { Refusal } from '../../../../core/model/errors.ts';

/** Where the API server of a cluster is, and by what it is known. */
export interface ClusterPlace {
  readonly endpoint: string;
  /** Of its own authority, as PEM; empty where a public one vouches for it. */
  readonly authority: string;
  /** Knows that authority, and keeps connections. */
  readonly agent: Agent;
  /** Told where no server answers, e.g. that the endpoint is private. */
  readonly hint: string;
}

const isPrivate =
  "; its endpoint is private, so Headroom's functions have to stand in its VPC: give Headroom that vpc, and let its security group in on 443";

/** Where a cluster is. Rejects with `Refusal` where there is none of this name. */
export async function clusterPlace(eks: EKSClient, name: string): Promise<ClusterPlace> {
  const { cluster } = await eks.send(new DescribeClusterCommand({ name })).catch((error: unknown) => {
    const isGone = error instanceof Error && error.name === 'ResourceNotFoundException';
    throw isGone ? gone(name) : error;
  });
  const { endpoint, certificateAuthority, resourcesVpcConfig = {}, status } = cluster ?? {};
  if (endpoint === undefined)
    throw new Refusal(`the EKS cluster "${name}" is ${status} and has no endpoint; wait, or remove the scalable`);
  const authority = Buffer.from(certificateAuthority?.data ?? '', 'base64').toString();
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 10,
    minVersion: 'TLSv1.2',
    ...(authority !== '' && { ca: authority }),
  });
  return { endpoint, authority, agent, hint: hintOf(resourcesVpcConfig) };
}

/** Whether two are one: another endpoint, or another authority, is another server. */
export function isSamePlace(one: ClusterPlace, other: ClusterPlace): boolean {
  return one.endpoint === other.endpoint && one.authority === other.authority;
}

/** From where alone a public endpoint may be reached; null where it may be from everywhere. */
export function lettingIn({ publicAccessCidrs = [] }: VpcConfigResponse = {}): readonly string[] | null {
  return publicAccessCidrs.length === 0 || publicAccessCidrs.includes('0.0.0.0/0') ? null : publicAccessCidrs;
}

function hintOf(vpc: VpcConfigResponse): string {
  if (vpc.endpointPublicAccess === false) return isPrivate;
  const cidrs = lettingIn(vpc);
  if (cidrs === null) return '';
  return `; its public endpoint lets in ${cidrs.join(', ')} alone: let the address in by which Headroom's functions leave, or have them stand in its VPC where its private endpoint is on`;
}

function gone(name: string): Refusal {
  return new Refusal(`the EKS cluster "${name}" does not exist; correct its name or remove the scalable`);
}
