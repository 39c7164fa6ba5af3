import { createHash, createHmac } from 'node:crypto';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import type { CacheLogin } from '../../core/caching/config/cache-server.ts';

type IamLogin = Extract<CacheLogin, { readonly kind: 'iam' }>;
/** What whoever signs is known by, asked for anew for each signature. */
export type Credentials = ConstructorParameters<typeof SignatureV4>[0]['credentials'];

/** The longest that ElastiCache takes: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html. */
const expiresIn = 900;

/** A token that ElastiCache takes for a password within a quarter of an hour: a request that is signed and never sent. */
export async function elastiCacheToken(
  { user, cacheName, isServerless }: IamLogin,
  { region, credentials }: { readonly region: string; readonly credentials: Credentials },
): Promise<string> {
  const signer = new SignatureV4({ service: 'elasticache', region, credentials, sha256: Sha256 });
  const query = { Action: 'connect', User: user, ...(isServerless && { ResourceType: 'ServerlessCache' }) };
  const request = new HttpRequest({
    method: 'GET',
    hostname: cacheName,
    path: '/',
    query,
    headers: { host: cacheName },
  });
  const { query: signed } = await signer.presign(request, { expiresIn });
  const written = Object.entries(signed ?? {}).map(([key, value]) => `${escaped(key)}=${escaped(String(value))}`);
  return `${cacheName}/?${written.join('&')}`;
}

/** As AWS signs it: letters, digits and `-._~` alone stay as they are. */
const escaped = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

/** SHA-256 as the signer asks for it: with a secret it is an HMAC. */
class Sha256 {
  private readonly hash: ReturnType<typeof createHash> | ReturnType<typeof createHmac>;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.hash.update(bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): string | Uint8Array {
  if (typeof data === 'string') return data;
  return data instanceof ArrayBuffer
    ? new Uint8Array(data)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
