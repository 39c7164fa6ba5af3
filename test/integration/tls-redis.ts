import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../local/free-port.ts';
import { type RedisServer, startRedis } from '../../local/redis/start-redis.ts';

/** A Redis on loopback that takes TLS on one port, and whoever looks after it on another. */
export interface TlsRedis {
  readonly server: RedisServer;
  readonly tlsPort: number;
  /** The certificate by which it is known, and the file of it. */
  readonly ca: string;
  readonly caFile: string;
  stop(): Promise<void>;
}

/** With a certificate of its own for 127.0.0.1, made by openssl. Rejects where there is no openssl. */
export async function startTlsRedis(): Promise<TlsRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=headroom', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const made = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-keyout',
    key,
    '-out',
    cert,
    ...subject,
  ];
  execFileSync('openssl', made, { stdio: 'ignore' });
  const tlsPort = await freePort();
  const files = ['--tls-cert-file', cert, '--tls-key-file', key, '--tls-ca-cert-file', cert];
  const server = await startRedis(['--tls-port', String(tlsPort), ...files, '--tls-auth-clients', 'no']);
  return {
    server,
    tlsPort,
    ca: readFileSync(cert, 'utf8'),
    caFile: cert,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
