import { dirname } from 'node:path';
import type { EmulatorRecipe } from './emulator-recipe.ts';
import { loopback } from './loopback.ts';

/** The main emulator. What `extra` holds also reaches every function that it runs. */
export function ministack(region: string, extra: Readonly<Record<string, string>> = {}): EmulatorRecipe {
  return {
    name: 'ministack',
    readyPath: '/_ministack/ready',
    args: () => ['-m', 'ministack'],
    environment: (port) => ({
      // Functions run on the first `node` on the emulator's PATH.
      PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
      BIND_HOST: loopback,
      GATEWAY_PORT: String(port),
      MINISTACK_HOST: loopback,
      MINISTACK_REGION: region,
      // Each of these would listen on a port of its own.
      IOT_MTLS_ENABLED: '0',
      SFTP_ENABLED: '0',
      LAMBDA_EXECUTOR: 'local',
      ...extra,
    }),
  };
}
