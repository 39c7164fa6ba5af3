import { type CallRecorder, startCallRecorder } from './call-recorder.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import type { EmulatorRecipe } from './emulator-recipe.ts';
import { localEnvironment, motoEndpoints } from './local-environment.ts';
import { ministack } from './ministack.ts';
import { moto } from './moto.ts';
import { pythonEnvironment } from './python-environment.ts';
import { requireNode } from './require-node.ts';

export interface LocalAwsOptions {
  /** The checkout: installations and logs live under its `.local/`. */
  readonly root: string;
  /** Starts moto too, for what MiniStack lacks. @default false */
  readonly moto?: boolean;
  /** @default us-east-1 */
  readonly region?: string;
  /** @default a free one */
  readonly port?: number;
  /** @default false: it ends when this process ends, however that ends */
  readonly outlivesStarter?: boolean;
  /** Records what functions ask of AWS, in `calls`. @default false */
  readonly recordCalls?: boolean;
  readonly onProgress?: (message: string) => void;
}

export interface LocalAws {
  readonly endpoint: string;
  readonly motoEndpoint: string | null;
  readonly region: string;
  readonly accountId: string;
  /** What to add to a process's environment; see `onlyLocal` for a child process. */
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly emulators: readonly Emulator[];
  /** What functions asked of AWS so far; stays empty unless `recordCalls`. */
  readonly calls: CallRecorder['calls'];
  stop(): Promise<void>;
}

const accountId = '000000000000';

/** Installs the emulators if need be, starts them on loopback, and answers once they serve. */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  requireNode();
  const region = options.region ?? 'us-east-1';
  const started: { stop(): Promise<void> }[] = [];
  const stop = async () => void (await Promise.all(started.map((one) => one.stop())));
  const start = async (recipe: EmulatorRecipe, port?: number) => keep(started, await install(recipe, options, port));
  try {
    const second = options.moto ? await start(moto) : null;
    const recorder = options.recordCalls ? keep(started, await startCallRecorder()) : null;
    const motoEndpoint = second?.endpoint ?? null;
    const first = await start(ministack(region, { ...motoEndpoints(motoEndpoint), ...recorder?.environment }), options.port);
    recorder?.forwardTo(first.endpoint);
    const { endpoint, logFile } = first;
    const environment = localEnvironment({ endpoint, region, accountId, motoEndpoint });
    const emulators = second ? [first, second] : [first];
    return { endpoint, motoEndpoint, region, accountId, environment, logFile, emulators, calls: recorder?.calls ?? [], stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function keep<T extends { stop(): Promise<void> }>(started: { stop(): Promise<void> }[], one: T): T {
  started.push(one);
  return one;
}

async function install(recipe: EmulatorRecipe, options: LocalAwsOptions, port?: number): Promise<Emulator> {
  const { root, onProgress, outlivesStarter = false } = options;
  const python = await pythonEnvironment({ root, name: recipe.name, ...(onProgress && { onProgress }) });
  onProgress?.(`starting ${recipe.name}`);
  return startEmulator(recipe, { root, python, outlivesStarter, ...(port !== undefined && { port }) });
}
