import type { LambdaClient } from '@aws-sdk/client-lambda';
import { Refusal } from '../../../../core/model/errors.ts';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import type { Capacity } from '../../../../core/scaling/observation.ts';
import type { Judge } from '../../../aws/judge.ts';
import type { ClientsWorld, NamedTarget } from '../any-kind/kind-target.ts';
import { oneByOne } from '../any-kind/one-by-one.ts';
import { type CapacityAnswer, RefusedByFunction, readCapacity, readTaken } from './answers.ts';
import { invoke } from './invoke.ts';

type Config = TargetConfig<'custom-lambda'>;
type Client = Pick<LambdaClient, 'send'>;

const tell = ({ functionName, resource }: Config) => `"${resource}", which the function "${functionName}" scales,`;

/**
 * What a function of the user's scales. It is sent `{ "headroom": "capacity", "resource" }`, and answers what is asked for, what
 * runs and its bounds; and `{ "headroom": "set", "resource", "units" }`, an absolute number that may come twice.
 */
export function customLambdas(world: ClientsWorld<Client>): NamedTarget<'custom-lambda'> {
  return oneByOne<'custom-lambda', Client>({ tell, read, set, judge }, world);
}

async function read(
  client: Client,
  config: Config,
  { abortSignal }: { readonly abortSignal: AbortSignal },
): Promise<Capacity> {
  const { functionName, resource } = config;
  const text = await invoke(client, functionName, { headroom: 'capacity', resource }, abortSignal);
  return capacityOf(answered(config, text));
}

function answered(config: Config, text: string): CapacityAnswer {
  try {
    return readCapacity(text);
  } catch (error) {
    if (error instanceof RefusedByFunction) throw new Refusal(`${tell(config)} cannot be scaled: ${error.message}`);
    throw error;
  }
}

function capacityOf({ asked, running, min, max, busy }: CapacityAnswer): Capacity {
  return {
    ...{ asked, running, inFlight: Math.max(asked - running, 0), min, max },
    ...{ keepBecause: null, voidOutBecause: null, voidInBecause: null },
    ...(busy !== null && {
      rations: { busyBecause: { says: 'no change is taken just now: {busy}', busy }, decreases: null },
    }),
  };
}

async function set(client: Client, { functionName, resource }: Config, units: number, abortSignal: AbortSignal) {
  readTaken(await invoke(client, functionName, { headroom: 'set', resource, units }, abortSignal));
}

const judge: Judge = ({ name }) => {
  if (name === 'ResourceNotFoundException') return 'the function is gone; remove the scalable: {error}';
  return name === 'RefusedByFunction' ? 'the function does not accept {units}: {error}' : null;
};
