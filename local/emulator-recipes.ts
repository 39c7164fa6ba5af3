import { dirname } from 'node:path';
import { loopback } from './loopback.ts';

/** How one kind of emulator is started; the rest is the same for all. */
export interface EmulatorRecipe {
  /** Also the name of its requirements file. */
  readonly name: string;
  /** Answers 200 once the emulator serves. */
  readonly readyPath: string;
  args(port: number): readonly string[];
  environment(port: number): Readonly<Record<string, string>>;
}

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

/** The second emulator, for what the first lacks. It runs no functions. */
export const moto: EmulatorRecipe = {
  name: 'moto',
  readyPath: '/moto-api/data.json',
  args: (port) => ['-m', 'moto.server', '-H', loopback, '-p', String(port)],
  environment: () => ({ PATH: '/usr/bin:/bin', MOTO_ACCOUNT_ID: '000000000000' }),
};
