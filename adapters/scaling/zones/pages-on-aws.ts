import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { domainOf } from '../../../core/model/aws-partition.ts';
import { readingClient } from '../../aws/client-settings.ts';
import type { GetPage } from './managed-resources.ts';

const service = 'arc-zonal-shift';
const timeoutMs = 3000;
/** The most that a page may hold. */
const maxResults = '100';

/**
 * Asks Application Recovery Controller itself. There is no client of it in the SDK's set that we use, and one signed read
 * needs none; credentials, Region and hash are those of any client of the process.
 */
export function pagesOnAws(fetch: typeof globalThis.fetch, endpoint: string | null): GetPage {
  const { config } = new CloudWatchClient(readingClient);
  return async (nextToken) => {
    const region = await config.region();
    const url = new URL(endpoint ?? `https://${service}.${region}.${domainOf(region)}`);
    const query = { maxResults, ...(nextToken !== null && { nextToken }) };
    const { hostname, host, protocol, port } = url;
    const request = new HttpRequest({
      method: 'GET',
      protocol,
      hostname,
      ...(port !== '' && { port: Number(port) }),
      path: '/managedresources',
      query,
      headers: { host },
    });
    const signer = new SignatureV4({ service, region, credentials: config.credentials, sha256: config.sha256 });
    const { headers } = await signer.sign(request);
    const asked = `${url.origin}/managedresources?${new URLSearchParams(query)}`;
    const response = await fetch(asked, { headers, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok)
      throw new Error(`${service} answered ${response.status}: ${(await response.text()).slice(0, 200)}`);
    return response.json();
  };
}
