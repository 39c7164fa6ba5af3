import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';

type Signing = Pick<ConstructorParameters<typeof SignatureV4>[0], 'credentials' | 'sha256'>;

/** Whose token it is, and of which cluster. */
export interface TokenOf extends Signing {
  readonly cluster: string;
  readonly region: string;
  /** When it is made. */
  readonly atMs: number;
}

/** Signed with the request, so that a token of one cluster is none of another. */
const clusterHeader = 'x-k8s-aws-id';
/** EKS takes a token for 15 minutes (https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html). */
export const tokenMs = 10 * 60_000;
const expiresInSeconds = 60;

/**
 * A token by which an EKS cluster knows the caller: a presigned `GetCallerIdentity`, which the cluster sends to STS. Making it
 * calls nothing. Rejects where there are no credentials.
 */
export async function eksToken({ cluster, region, atMs, ...signing }: TokenOf): Promise<string> {
  const signer = new SignatureV4({ service: 'sts', region, ...signing });
  const hostname = `sts.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
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
    signingDate: new Date(atMs),
    // It would go into the query otherwise, where EKS does not look for it.
    unhoistableHeaders: new Set([clusterHeader]),
  });
  const query = new URLSearchParams(signed.query as Record<string, string>);
  return `k8s-aws-v1.${Buffer.from(`https://${hostname}/?${query}`).toString('base64url')}`;
}
