import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { LocalAwsError } from './local-aws-error.ts';
import { loopback } from './loopback.ts';

/** Below the ports that systems give to connections by themselves (Linux from 32,768, macOS from 49,152). */
const [lowest, beyond] = [15_000, 32_000];

/**
 * The wanted loopback port, or any, that nobody listens on at this moment; another may still take it first. One that the
 * system chooses is soon taken again, by any connection that it makes, so one is drawn where it makes none.
 * On a taken one an emulator would seem to start: what already serves there would answer for it.
 */
export async function freePort(wanted = 0): Promise<number> {
  if (wanted !== 0) return listenOnce(wanted);
  for (let tries = 1; ; tries++) {
    try {
      return await listenOnce(randomInt(lowest, beyond));
    } catch (error) {
      if (tries === 100) throw error;
    }
  }
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (cause) => {
      reject(new LocalAwsError('start', `Port ${port} cannot be had (already in use?): choose another.`, { cause }));
    });
    server.listen(port, loopback, () => server.close(() => resolve(port)));
  });
}
