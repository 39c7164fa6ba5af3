import { type AwsCall, startFront } from './front.ts';

interface Fronts {
  readonly calls: readonly AwsCall[];
  /** For the emulator, and so for the functions that it runs. */
  readonly environment: Readonly<Record<string, string>>;
  /** Opens them on the emulator; answers the endpoint that everybody but functions uses. */
  putBefore(emulatorEndpoint: string): string;
  stop(): Promise<void>;
}

interface FrontsOptions {
  readonly recordCalls: boolean;
  readonly enforceIam: boolean;
}

/** Functions get a front of their own, so that what they ask for is told apart from what a test or a deployment does. */
export async function startFronts({ recordCalls, enforceIam }: FrontsOptions): Promise<Fronts> {
  const calls: AwsCall[] = [];
  const record = (call: AwsCall) => void (recordCalls && calls.push(call));
  const forFunctions = recordCalls || enforceIam ? await startFront(record) : null;
  const forOthers = enforceIam ? await startFront(() => {}) : null;
  const both = [forFunctions, forOthers].filter((front) => front !== null);
  return {
    calls,
    environment: { AUTH: String(enforceIam), ...(forFunctions && { AWS_ENDPOINT_URL: forFunctions.endpoint }) },
    putBefore: (emulatorEndpoint) => {
      for (const front of both) front.forwardTo(emulatorEndpoint);
      return forOthers?.endpoint ?? emulatorEndpoint;
    },
    stop: async () => void (await Promise.all(both.map((front) => front.stop()))),
  };
}
