import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import type { ConnectionSettings } from './connection-settings.ts';

/** A request without a query, as it is signed. */
interface SignableRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
}

/** Answers the headers of a request that AWS takes for one of this process. */
export type SignRequest = (
  request: SignableRequest,
  scope: { readonly service: string; readonly region: string },
) => Promise<Record<string, string>>;

/**
 * Signs requests to services that the SDK has no client for, with the credentials that its clients have. What is imported
 * here is imported as a whole by nobody: a function would read at its start all that the packages have.
 */
export function requestSigner(settings: ConnectionSettings): SignRequest {
  return async ({ method, url, headers, body }, { service, region }) => {
    const { config } = new CloudWatchClient({ ...settings, region });
    const { protocol, hostname, port, host, pathname } = new URL(url);
    const signer = new SignatureV4({ service, region, credentials: config.credentials, sha256: config.sha256 });
    const request = new HttpRequest({
      method,
      protocol,
      hostname,
      ...(port !== '' && { port: Number(port) }),
      path: pathname,
      headers: { ...headers, host },
      body: body ?? '',
    });
    return (await signer.sign(request)).headers;
  };
}
