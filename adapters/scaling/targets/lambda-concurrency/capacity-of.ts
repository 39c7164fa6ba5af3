import type { GetAliasCommandOutput, GetProvisionedConcurrencyConfigCommandOutput } from '@aws-sdk/client-lambda';
import { Refusal } from '../../../../core/model/errors.ts';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import type { Capacity } from '../../../../core/scaling/observation.ts';
import type { Rations } from '../../../../core/scaling/rations.ts';

type Config = TargetConfig<'lambda-concurrency'>;

export const tell = ({ functionName, aliasName }: Config) =>
  aliasName === null
    ? `the reserved concurrency of the function "${functionName}"`
    : `the provisioned concurrency of the alias "${aliasName}" of the function "${functionName}"`;

/** What an alias has provisioned; none where Lambda knows no config of it. */
export interface Provisioned {
  readonly alias: Pick<GetAliasCommandOutput, 'RoutingConfig'>;
  readonly provisioned: Partial<GetProvisionedConcurrencyConfigCommandOutput> | null;
}

const none = { min: 0, max: null, keepBecause: null, voidOutBecause: null, voidInBecause: null };

/** The provisioned concurrency of an alias: what is allocated and available runs, and the rest is on its way, or has failed. */
export function provisionedCapacity({ alias, provisioned }: Provisioned): Capacity {
  const { RequestedProvisionedConcurrentExecutions: asked = 0, AvailableProvisionedConcurrentExecutions: running = 0 } =
    provisioned ?? {};
  return { ...none, asked, running, inFlight: Math.max(asked - running, 0), rations: rationsOf(alias) };
}

/** Lambda provisions nothing for an alias that sends some of its traffic to another version. */
function rationsOf({ RoutingConfig }: Provisioned['alias']): Rations {
  const weights = Object.keys(RoutingConfig?.AdditionalVersionWeights ?? {}).length;
  const says =
    'the alias sends a share of its traffic to another version, and Lambda provisions nothing else until that shift has ended';
  return { busyBecause: weights === 0 ? null : { says }, decreases: null };
}

/** The reserved concurrency of a function, which is in force at once. Throws `Refusal` where it has none. */
export function reservedCapacity(config: Config, reserved: number | undefined): Capacity {
  if (reserved === undefined) {
    throw new Refusal(`${tell(config)} is not set, so nothing limits it; reserve some first, or remove the scalable`);
  }
  // Reserving none keeps a function from running at all.
  return { ...none, asked: reserved, running: reserved, inFlight: 0, min: 1 };
}
