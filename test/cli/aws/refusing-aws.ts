import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cbor } from '@smithy/core/cbor';

/** How AWS, or what answers in its place, refuses a call. */
interface Refusal {
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

const denied = 'User: arn:aws:iam::123456789012:user/ann is not authorized to perform this action';

/** What is refused, by the Region that is asked: one process may then ask for all. */
export const refusals: Readonly<Record<string, Refusal>> = {
  'eu-denied-1': { code: 'AccessDeniedException', status: 400, message: denied },
  'eu-denied-2': { code: 'AccessDenied', status: 403, message: denied },
  'eu-denied-3': { code: 'UnauthorizedOperation', status: 403, message: denied },
  'eu-expired-1': {
    code: 'ExpiredToken',
    status: 403,
    message: 'The security token included in the request is expired',
  },
  'eu-expired-2': { code: 'ExpiredTokenException', status: 400, message: 'The security token is expired' },
  'eu-invalid-1': { code: 'UnrecognizedClientException', status: 400, message: 'The security token is invalid.' },
  'eu-invalid-2': { code: 'InvalidClientTokenId', status: 403, message: 'The security token is invalid.' },
  'eu-throttled-1': { code: 'ThrottlingException', status: 400, message: 'Rate exceeded' },
  'eu-throttled-2': { code: 'Throttling', status: 400, message: 'Rate exceeded' },
  'eu-unknown-1': { code: 'UnknownOperationException', status: 400, message: '' },
  'eu-unknown-2': { code: 'InvalidAction', status: 400, message: 'Unknown action' },
  'eu-unknown-3': { code: 'NotImplemented', status: 501, message: '' },
  'eu-broken-1': { code: 'InternalFailure', status: 500, message: '' },
  'eu-other-1': { code: 'NobodyKnowsThisException', status: 400, message: 'for a reason of its own' },
};

interface Answer {
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** Answers every call of every service with the refusal of the Region that it is signed for, in the protocol that it speaks. */
export async function refusingAws(): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((request, response) => {
    const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const refusal = refusals[region] ?? { code: 'AccessDenied', status: 403, message: denied };
    const { type, body } = inProtocol(request, refusal);
    const headers = { 'content-type': type, 'x-amzn-errortype': refusal.code, 'smithy-protocol': 'rpc-v2-cbor' };
    request.resume().once('end', () => response.writeHead(refusal.status, headers).end(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

function inProtocol({ headers }: IncomingMessage, { code, message }: Refusal): Answer {
  const type = headers['content-type'] ?? '';
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') {
    return { type: 'application/cbor', body: cbor.serialize({ __type: code, message }) };
  }
  if (type.includes('x-www-form-urlencoded')) {
    const error = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
    return { type: 'text/xml', body: `<ErrorResponse>${error}<Errors>${error}</Errors></ErrorResponse>` };
  }
  return { type: type || 'application/json', body: JSON.stringify({ __type: code, message }) };
}
