import type { EmulatorRecipe } from './emulator-recipe.ts';
import { loopback } from './loopback.ts';

/** The second emulator, for what the first lacks. It runs no functions. */
export const moto: EmulatorRecipe = {
  name: 'moto',
  readyPath: '/moto-api/data.json',
  args: (port) => ['-m', 'moto.server', '-H', loopback, '-p', String(port)],
  environment: () => ({ PATH: '/usr/bin:/bin', MOTO_ACCOUNT_ID: '000000000000' }),
};
