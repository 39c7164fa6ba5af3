import {
  type AliasConfiguration,
  type FunctionConfiguration,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { Refusal } from '../../../../core/model/errors.ts';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import { tell } from './capacity-of.ts';

type Config = TargetConfig<'lambda-concurrency'>;
type Client = Pick<LambdaClient, 'send'>;

/** An alias, the version that most of its calls go to, the one that a share goes to, and what would be published now. */
export interface Aliased {
  readonly alias: AliasConfiguration;
  readonly main: FunctionConfiguration;
  /** Null where all calls go to one version. */
  readonly young: FunctionConfiguration | null;
  readonly latest: FunctionConfiguration;
}

/** Reads what an alias serves. Throws `Refusal` where reserved concurrency is scaled: a function has no alias then that could be moved. */
export async function readAliased(client: Client, config: Config, abortSignal: AbortSignal): Promise<Aliased> {
  const { functionName: FunctionName, aliasName } = config;
  if (aliasName === null) throw new Refusal(`${tell(config)} has no alias that could be moved; leave sizes out`);
  const alias = await client.send(new GetAliasCommand({ FunctionName, Name: aliasName }), { abortSignal });
  const read = (Qualifier?: string) =>
    client.send(new GetFunctionConfigurationCommand({ FunctionName, ...(Qualifier && { Qualifier }) }), {
      abortSignal,
    });
  const [share] = Object.keys(alias.RoutingConfig?.AdditionalVersionWeights ?? {});
  const [main, young, latest] = await Promise.all([
    read(alias.FunctionVersion),
    share === undefined ? null : read(share),
    read(),
  ]);
  return { alias, main, young, latest };
}

/** The memory of a version as sizes are written: MB. */
export const memoryOf = ({ MemorySize = 128 }: FunctionConfiguration) => String(MemorySize);

/** What makes two versions the same program but for its memory. */
const same = [
  ...(['CodeSha256', 'Runtime', 'Handler', 'Role', 'Timeout', 'PackageType', 'KMSKeyArn'] as const),
  ...(['Environment', 'VpcConfig', 'DeadLetterConfig', 'TracingConfig', 'Layers', 'FileSystemConfigs'] as const),
  ...(['Architectures', 'EphemeralStorage', 'SnapStart', 'ImageConfigResponse', 'LoggingConfig'] as const),
] as const;

/** Names of what differs between two versions beside their memory. */
export function differences(one: FunctionConfiguration, other: FunctionConfiguration): readonly string[] {
  return same.filter((name) => JSON.stringify(settled(one[name])) !== JSON.stringify(settled(other[name])));
}

/** Of SnapStart only what is asked for is the same of $LATEST and of a version; what is unset is told as such or not at all. */
function settled(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value ?? null;
  const { OptimizationStatus: _, ...rest } = value as Record<string, unknown>;
  const kept = Array.isArray(value) ? value : rest;
  const isEmpty = Object.values(kept).every(
    (one) => one === '' || one == null || (Array.isArray(one) && one.length === 0),
  );
  return isEmpty ? null : kept;
}
