import { type Emulator, startEmulator } from './emulator.ts';
import type { EmulatorRecipe } from './emulator-recipes.ts';
import { ministack, moto } from './emulator-recipes.ts';
import type { AwsCall } from './front.ts';
import { startFronts } from './fronts.ts';
import { localEnvironment, motoEndpoints } from './local-environment.ts';
import { pythonEnvironment } from './python-environment.ts';
import { requireNode } from './require-node.ts';
import { startRations } from './table-rations/start-rations.ts';

interface LocalAwsOptions {
  /** The checkout: installations and logs live under its `.local/`. */
  readonly root: string;
  /** Starts moto too, for what MiniStack lacks. @default false */
  readonly moto?: boolean;
  /** Services that both have and that moto is asked for, by the names that the SDKs read. @default none */
  readonly motoToo?: readonly string[];
  /**
   * Starts what stands in for Application Auto Scaling, which moves readers of Aurora and tasks of ECS through MiniStack.
   * @default false: it is asked of moto where that runs, which moves nothing
   */
  readonly scaling?: boolean;
  /**
   * Has functions meet what DynamoDB rations of a table's capacity, by days and hours of this clock.
   * @default MiniStack takes every change, and at once
   */
  readonly rationsTablesBy?: () => number;
  /** @default us-east-1 */
  readonly region?: string;
  /** @default a free one */
  readonly port?: number;
  /** @default false: it ends when this process ends, however that ends */
  readonly outlivesStarter?: boolean;
  /** Records what functions ask of AWS, in `calls`. @default false */
  readonly recordCalls?: boolean;
  /** Checks every call against IAM policies; functions run as their roles, you as root. @default false */
  readonly enforceIam?: boolean;
  /** What its servers and its functions have in their environment besides. @default nothing */
  readonly more?: Readonly<Record<string, string>>;
  readonly onProgress?: (message: string) => void;
}

export interface LocalAws {
  readonly endpoint: string;
  readonly motoEndpoint: string | null;
  /** Tables as functions see them where they are rationed; null where they are not. */
  readonly rationedTablesEndpoint: string | null;
  readonly region: string;
  readonly accountId: string;
  /** What to add to a process's environment; see `onlyLocal` for a child process. */
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly emulators: readonly Emulator[];
  /** What functions asked of AWS so far; stays empty unless `recordCalls`. */
  readonly calls: readonly AwsCall[];
  stop(): Promise<void>;
}

const accountId = '000000000000';

type Part = { stop(): Promise<void> };

/** Installs the emulators if need be, starts them on loopback, and answers once they serve. */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  requireNode();
  const parts: Part[] = [];
  const stop = async () => void (await Promise.all(parts.map((part) => part.stop())));
  try {
    return { ...(await startParts(options, parts)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Adds each part to `parts` once it runs, so that whatever fails later, all of them are stopped. */
async function startParts(options: LocalAwsOptions, parts: Part[]): Promise<Omit<LocalAws, 'stop'>> {
  const { region = 'us-east-1', recordCalls = false, enforceIam = false, motoToo = [] } = options;
  const keep = <T extends Part>(part: T): T => {
    parts.push(part);
    return part;
  };
  const second = options.moto ? keep(await startOne(moto, options)) : null;
  const motoEndpoint = second?.endpoint ?? null;
  const fronts = keep(await startFronts({ recordCalls, enforceIam }));
  const scaling = options.scaling ? keep(await startStandIn()) : null;
  const standIns: Record<string, string> =
    scaling === null ? {} : { AWS_ENDPOINT_URL_APPLICATION_AUTO_SCALING: scaling.endpoint };
  const rations = options.rationsTablesBy ? keep(await startRations(options.rationsTablesBy)) : null;
  const rationed: Record<string, string> = rations === null ? {} : { AWS_ENDPOINT_URL_DYNAMODB: rations.endpoint };
  const forFunctions = { ...fronts.environment, ...standIns, ...rationed, ...options.more };
  const recipe = ministack(region, { ...motoEndpoints(motoEndpoint, motoToo), ...forFunctions });
  const first = keep(await startOne(recipe, options, options.port));
  const endpoint = fronts.putBefore(first.endpoint);
  scaling?.moveThrough(endpoint, region);
  // By way of the functions' own front, which records what they ask for.
  rations?.forwardTo(fronts.environment.AWS_ENDPOINT_URL ?? first.endpoint);
  const environment = { ...localEnvironment({ endpoint, region, accountId, motoEndpoint, motoToo }), ...standIns };
  const emulators = second ? [first, second] : [first];
  const { calls } = fronts;
  const rationedTablesEndpoint = rations?.endpoint ?? null;
  const endpoints = { endpoint, motoEndpoint, rationedTablesEndpoint };
  return { ...endpoints, region, accountId, environment, logFile: first.logFile, emulators, calls };
}

/** Loaded with the first that wants it, since it takes clients of AWS. */
async function startStandIn() {
  const { startScaling } = await import('./application-auto-scaling/start-scaling.ts');
  return startScaling();
}

async function startOne(recipe: EmulatorRecipe, options: LocalAwsOptions, port?: number): Promise<Emulator> {
  const { root, onProgress, outlivesStarter = false } = options;
  const python = await pythonEnvironment({ root, name: recipe.name, ...(onProgress && { onProgress }) });
  onProgress?.(`starting ${recipe.name}`);
  return startEmulator(recipe, { root, python, outlivesStarter, ...(port !== undefined && { port }) });
}
