import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** The keys and certificates of a control plane on loopback. */
export interface Certificates {
  /** Of the API server, which vouches for itself. */
  readonly crt: string;
  readonly key: string;
  /** Of the API server as it asks the servers behind it. */
  readonly front: { readonly crt: string; readonly key: string };
  /** By which tokens of service accounts are signed. */
  readonly accounts: { readonly key: string; readonly pub: string };
}

/** Makes all of them in a folder, by openssl. */
export function makeCertificates(folder: string): Certificates {
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const selfSigned = (name: string, more: readonly string[]) => {
    const [key, crt] = [at(`${name}.key`), at(`${name}.crt`)];
    const made = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    openssl('req', ...made, '-keyout', key, '-out', crt, '-subj', `/CN=${name}`, ...more);
    return { key, crt };
  };
  const names = ['-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:kubernetes'];
  const accounts = { key: at('sa.key'), pub: at('sa.pub') };
  openssl('genrsa', '-out', accounts.key, '2048');
  openssl('rsa', '-in', accounts.key, '-pubout', '-out', accounts.pub);
  return { ...selfSigned('tls', names), front: selfSigned('front', []), accounts };
}
