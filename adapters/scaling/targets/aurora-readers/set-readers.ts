import { RegisterScalableTargetCommand } from '@aws-sdk/client-application-auto-scaling';
import { Overtaken, Refusal } from '../../../../core/model/errors.ts';
import { tell } from '../../../../core/model/reason.ts';
import type { TargetConfig } from '../../../../core/scaling/config/target-kinds.ts';
import { unitLimits } from '../../../../core/scaling/config/target-limits.ts';
import type { Judge } from '../../../aws/judge.ts';
import { type RdsSender, tellCluster } from '../aurora/cluster.ts';
import type { NativeSender } from './native-sender.ts';
import { readReaders } from './readers.ts';
import { scaledReaders } from './scaled-readers.ts';

type Config = TargetConfig<'aurora-readers'>;

export const mostReaders = unitLimits['aurora-readers'].max;

interface Clients {
  readonly rds: RdsSender;
  readonly native: NativeSender;
}

/**
 * Asks for so many readers. Application Auto Scaling would say yes and do nothing while the cluster or one of its instances is
 * not available, and where none of what it would have to remove is its own, so both are looked at first.
 */
export async function setReaders(clients: Clients, config: Config, units: number, signal: AbortSignal): Promise<void> {
  const told = tellCluster(config);
  const { own, busyBecause } = await readReaders(clients.rds, config.dbClusterIdentifier, signal);
  if (busyBecause !== null) throw new Overtaken(tell(busyBecause));
  if (units < own) {
    throw new Refusal(
      `${own} readers of ${told} were made by others, and only those of Application Auto Scaling are removed; raise bounds.min to ${own}, or delete some`,
    );
  }
  const asked = { ...scaledReaders(config), MinCapacity: units, MaxCapacity: units };
  await clients.native.send(new RegisterScalableTargetCommand(asked), { abortSignal: signal });
}

export const judgeReaders: Judge = ({ name, message }) => {
  if (name === 'ValidationException' && /permission|not authorized/i.test(message)) {
    return 'the role lacks a permission that Application Auto Scaling needs to scale readers; grant it, as the bind() of its target does: {error}';
  }
  if (name === 'ValidationException' || name === 'LimitExceededException') {
    return 'Application Auto Scaling does not accept {units} readers: {error}';
  }
  return null;
};
