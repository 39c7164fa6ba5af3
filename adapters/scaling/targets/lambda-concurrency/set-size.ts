import {
  type LambdaClient,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { Overtaken, Refusal } from '../../../../core/model/errors.ts';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import { nextVersion } from '../../../../core/scaling/sizing/rollouts/next-version.ts';
import type { SizeChange } from '../../../../core/scaling/sizing/size-told.ts';
import type { Judge } from '../../../aws/judge.ts';
import { type Aliased, differences, memoryOf, readAliased } from './memory-of.ts';

type Config = TargetConfig<'lambda-concurrency'>;
type Client = Pick<LambdaClient, 'send'>;

/** What a call is made with. Every call names the revision that it was decided on, so that it never lands on somebody else's. */
interface Step {
  readonly client: Client;
  readonly config: Config;
  readonly change: SizeChange;
  readonly abortSignal: AbortSignal;
}

/** Makes the next call towards a memory for an alias; none where it has that. */
export async function stepTo(
  client: Client,
  config: Config,
  change: SizeChange,
  abortSignal: AbortSignal,
): Promise<void> {
  const seen = await readAliased(client, config, abortSignal);
  const { main, young, latest } = seen;
  if (differences(latest, main).length > 0) throw new Refusal('$LATEST is not the version that the alias serves');
  if (latest.LastUpdateStatus === 'InProgress') throw new Overtaken('the function is being updated');
  const now = { main: memoryOf(main), young: young && memoryOf(young), latest: memoryOf(latest) };
  const step = { client, config, change, abortSignal };
  const call = nextVersion(now, change.to);
  if (call === 'configure') await configure(step, seen);
  if (call === 'publish-and-share') await share(step, seen, await publish(step, seen));
  if (call === 'give-all') await moveAlias(step, seen, young?.Version, {});
  if (call === 'take-back') await moveAlias(step, seen, main.Version, {});
}

async function configure({ client, config, change, abortSignal }: Step, { latest }: Aliased): Promise<void> {
  const { functionName: FunctionName } = config;
  const of = { FunctionName, ...(latest.RevisionId && { RevisionId: latest.RevisionId }) };
  await client.send(new UpdateFunctionConfigurationCommand({ ...of, MemorySize: Number(change.to) }), { abortSignal });
}

/** The version of what is configured: Lambda answers the same one again where nothing has changed. Null while it is not ready. */
async function publish({ client, config, abortSignal }: Step, { latest }: Aliased): Promise<string | null> {
  const { functionName: FunctionName } = config;
  const of = { FunctionName, ...(latest.CodeSha256 && { CodeSha256: latest.CodeSha256 }) };
  const { Version, State = 'Active' } = await client.send(new PublishVersionCommand(of), { abortSignal });
  return State === 'Active' ? (Version ?? null) : null;
}

async function share(step: Step, seen: Aliased, version: string | null): Promise<void> {
  if (version === null) return;
  await moveAlias(step, seen, seen.main.Version, { [version]: step.change.canaryPercent / 100 });
}

async function moveAlias(
  { client, config: { functionName: FunctionName, aliasName }, abortSignal }: Step,
  { alias }: Aliased,
  FunctionVersion: string | undefined,
  AdditionalVersionWeights: Record<string, number>,
): Promise<void> {
  const of = { FunctionName, Name: aliasName ?? '', ...(alias.RevisionId && { RevisionId: alias.RevisionId }) };
  await client.send(new UpdateAliasCommand({ ...of, FunctionVersion, RoutingConfig: { AdditionalVersionWeights } }), {
    abortSignal,
  });
}

/** What Lambda does not accept of a change of memory, by its own answer. */
export const judgeSize: Judge = ({ name }) => {
  if (name === 'ResourceNotFoundException') return 'the function or its alias is gone; remove the scalable: {error}';
  if (name !== 'InvalidParameterValueException' && name !== 'CodeStorageExceededException') return null;
  return 'Lambda does not accept the memory; mend what it names, or write change: "recommend": {error}';
};
