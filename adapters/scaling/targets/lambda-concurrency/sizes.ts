import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import type { SizeStep } from '../../../../core/scaling/sizing/kept-size.ts';
import type { Canary, SizeChange, SizeTold } from '../../../../core/scaling/sizing/size-told.ts';
import { readingClient } from '../../../aws/client-settings.ts';
import { regional } from '../../../aws/regional.ts';
import type { RegionalClients } from '../any-kind/kind-target.ts';
import { canaryCalls } from './canary-calls.ts';
import { type Aliased, memoryOf, readAliased } from './memory-of.ts';
import { stepTo } from './set-size.ts';
import { sizeOfAlias } from './size-of.ts';

type Config = TargetConfig<'lambda-concurrency'>;
type Client = Pick<LambdaClient, 'send'>;
type Metrics = Pick<CloudWatchClient, 'send'>;

/** How the memory of functions is read and changed. */
export interface MemorySizes {
  size(
    config: Config,
    provisioned: { readonly asked: number; readonly running: number },
    step: SizeStep | null,
    signal: AbortSignal,
  ): Promise<Omit<SizeTold, 'of'>>;
  setSize(config: Config, change: SizeChange, signal: AbortSignal): Promise<void>;
}

/** Memory of functions. Make it once a process: it keeps its clients. */
export function memorySizes(
  clients: RegionalClients<Client>,
  metrics: (region: string | null) => Metrics = regional(
    (region) => new CloudWatchClient({ ...readingClient, ...(region !== null && { region }) }),
  ),
  nowMs: () => number = Date.now,
): MemorySizes {
  return {
    async size(config, provisioned, step, signal) {
      const seen = await readAliased(clients.reader(config.region), config, signal);
      const canary = await watched(metrics(config.region), config, seen, { step, nowMs: nowMs() }, signal);
      return sizeOfAlias(seen, provisioned, step, canary);
    },
    setSize: (config, change, signal) => stepTo(clients.actor(config.region), config, change, signal),
  };
}

interface When {
  readonly step: SizeStep | null;
  readonly nowMs: number;
}

/** What the share of a change of ours has shown; null where there is none. */
async function watched(
  client: Metrics,
  { functionName, aliasName }: Config,
  { main, young }: Aliased,
  { step, nowMs }: When,
  signal: AbortSignal,
): Promise<Canary | null> {
  if (step === null || young === null || memoryOf(young) !== step.to) return null;
  const sinceMs = step.watchedSinceMs ?? step.sinceMs;
  const versions = { young: young.Version ?? '', old: main.Version ?? '' };
  return canaryCalls(client, { functionName, aliasName: aliasName ?? '', ...versions, sinceMs, nowMs }, signal);
}
