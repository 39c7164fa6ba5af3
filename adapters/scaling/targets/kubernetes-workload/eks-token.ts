import type { EKSClient } from '@aws-sdk/client-eks';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';

/** Whose token it is, and how the clock and the names of AWS are known. */
type Signing = Pick<
  EKSClient['config'],
  'credentials' | 'sha256' | 'region' | 'systemClockOffset' | 'endpointProvider'
>;

/** Signed with the request, so that a token of one cluster is none of another. */
const clusterHeader = 'x-k8s-aws-id';
/** EKS takes a token for 15 minutes (https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html). */
export const tokenMs = 10 * 60_000;
const expiresInSeconds = 60;

/**
 * A token by which an EKS cluster knows the caller: a presigned `GetCallerIdentity`, which the cluster sends to STS. Making it
 * calls nothing. Rejects where there are no credentials.
 */
export async function eksToken(
  { config }: { readonly config: Signing },
  cluster: string,
  atMs: number,
): Promise<string> {
  const { credentials, sha256, systemClockOffset } = config;
  const region = await config.region();
  const signer = new SignatureV4({ service: 'sts', region, credentials, sha256 });
  const hostname = stsOf(config, region);
  const request = new HttpRequest({
    method: 'GET',
    protocol: 'https:',
    hostname,
    path: '/',
    query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
    headers: { host: hostname, [clusterHeader]: cluster },
  });
  const signed = await signer.presign(request, {
    expiresIn: expiresInSeconds,
    // By the clock of AWS, as far as it was heard of by the call that has found the cluster.
    signingDate: new Date(atMs + systemClockOffset),
    // It would go into the query otherwise, where EKS does not look for it.
    unhoistableHeaders: new Set([clusterHeader]),
  });
  const query = new URLSearchParams(signed.query as Record<string, string>);
  return `k8s-aws-v1.${Buffer.from(`https://${hostname}/?${query}`).toString('base64url')}`;
}

/** STS of the Region, in the domain that EKS has there: each partition of AWS has another. */
function stsOf({ endpointProvider }: Signing, region: string): string {
  const { hostname } = endpointProvider({ Region: region, UseDualStack: false, UseFIPS: false }).url;
  return hostname.replace(/^eks\./, 'sts.');
}
