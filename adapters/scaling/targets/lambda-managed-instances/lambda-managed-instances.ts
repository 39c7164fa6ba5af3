import {
  GetFunctionScalingConfigCommand,
  type GetFunctionScalingConfigCommandOutput,
  type LambdaClient,
  PutFunctionScalingConfigCommand,
} from '@aws-sdk/client-lambda';
import { Refusal } from '../../../../core/model/errors.ts';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import { unitLimits } from '../../../../core/scaling/config/target-limits.ts';
import type { Capacity } from '../../../../core/scaling/observation.ts';
import type { Judge } from '../../../aws/judge.ts';
import { asBound } from '../any-kind/as-bound.ts';
import type { ClientsWorld, NamedTarget } from '../any-kind/kind-target.ts';
import { oneByOne } from '../any-kind/one-by-one.ts';

type Config = TargetConfig<'lambda-managed-instances'>;
type Client = Pick<LambdaClient, 'send'>;
type Described = Pick<
  GetFunctionScalingConfigCommandOutput,
  'AppliedFunctionScalingConfig' | 'RequestedFunctionScalingConfig'
>;

export const tell = ({ functionName, qualifier }: Config) =>
  `the least execution environments of the version "${qualifier}" of the function "${functionName}"`;

/** Functions of Lambda Managed Instances: a unit is an execution environment that is kept ready. */
export function lambdaManagedInstances(world: ClientsWorld<Client>): NamedTarget<'lambda-managed-instances'> {
  return asBound(
    oneByOne<'lambda-managed-instances', Client>(
      {
        tell,
        read: async (client, config, { abortSignal }) =>
          capacityOfFloor(config, await describe(client, config, abortSignal)),
        set,
        judge,
      },
      world,
    ),
  );
}

export function describe(client: Client, { functionName, qualifier }: Config, abortSignal: AbortSignal) {
  const of = { FunctionName: functionName, Qualifier: qualifier };
  return client.send(new GetFunctionScalingConfigCommand(of), { abortSignal });
}

/**
 * What was asked for and what is in force stand apart; while they differ the change is under way. Throws `Refusal` where the
 * version has no scaling of its own, as one that runs on no capacity provider, or is kept at nothing at all.
 */
export function capacityOfFloor(config: Config, described: Described): Capacity {
  const { RequestedFunctionScalingConfig: requested, AppliedFunctionScalingConfig: applied } = described;
  const wanted = requested ?? applied;
  const least = wanted?.MinExecutionEnvironments;
  if (wanted === undefined || least === undefined) {
    throw new Refusal(
      `${tell(config)} are not set: it is not a function of Lambda Managed Instances, or keeps to the default; set a least first, or remove the scalable`,
    );
  }
  if (wanted.MaxExecutionEnvironments === 0) {
    throw new Refusal(
      `"${config.functionName}:${config.qualifier}" is switched off, with at most no environment; remove the scalable`,
    );
  }
  const running = applied?.MinExecutionEnvironments ?? 0;
  const { min, max } = unitLimits['lambda-managed-instances'];
  const says = 'Lambda is still putting {asked} into force, and {running} are';
  const isBusy = running !== least;
  return {
    ...{ asked: least, running, inFlight: Math.max(least - running, 0) },
    // Together with a most of none, a least of none switches a version off.
    ...{ min, max: wanted.MaxExecutionEnvironments ?? max },
    ...{ keepBecause: null, voidOutBecause: null, voidInBecause: null },
    rations: { busyBecause: isBusy ? { says, asked: least, running } : null, decreases: null },
  };
}

/** Another change of it is under way: the next look asks again. */
class FloorBusy extends Error {
  override readonly name = 'FloorBusy';
}

/** The most goes along as it is, since the two are one setting. */
async function set(client: Client, config: Config, units: number, abortSignal: AbortSignal): Promise<unknown> {
  const described = await describe(client, config, abortSignal);
  const { asked, rations } = capacityOfFloor(config, described);
  if (rations?.busyBecause) throw new FloorBusy('another least is being put into force');
  if (asked === units) return described;
  const before = described.RequestedFunctionScalingConfig ?? described.AppliedFunctionScalingConfig;
  const most = before?.MaxExecutionEnvironments;
  const FunctionScalingConfig = {
    MinExecutionEnvironments: units,
    ...(most !== undefined && { MaxExecutionEnvironments: most }),
  };
  const of = { FunctionName: config.functionName, Qualifier: config.qualifier };
  return client.send(new PutFunctionScalingConfigCommand({ ...of, FunctionScalingConfig }), { abortSignal });
}

const judge: Judge = ({ name }) => {
  if (name === 'ResourceNotFoundException') return 'the function or its version is gone; remove the scalable: {error}';
  if (name !== 'InvalidParameterValueException') return null;
  return 'Lambda does not accept a least of {units} environments; raise the most of the version, or narrow the bounds: {error}';
};
