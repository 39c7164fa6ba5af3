import { createServer } from 'node:net';
import { LocalAwsError } from './local-aws-error.ts';
import { loopback } from './loopback.ts';

/**
 * The wanted loopback port, or any, that nobody listens on at this moment; another may still take it first.
 * On a taken one an emulator would seem to start: what already serves there would answer for it.
 */
export function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (cause) => {
      reject(new LocalAwsError('start', `Port ${wanted} cannot be had (already in use?): choose another.`, { cause }));
    });
    server.listen(wanted, loopback, () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : wanted;
      server.close(() => resolve(port));
    });
  });
}
