import { FailoverDBClusterCommand, ModifyDBInstanceCommand } from '@aws-sdk/client-rds';
import { Overtaken, Refusal } from '../../../../core/model/errors.ts';
import { tell } from '../../../../core/model/reason.ts';
import { nextInstance } from '../../../../core/scaling/sizing/rollouts/next-instance.ts';
import type { Judge } from '../../../aws/judge.ts';
import type { RdsSender } from '../aurora/cluster.ts';
import { readSized } from './readers.ts';
import { instancesOf, sizeOfCluster } from './size-of.ts';

/** Makes the next call towards a class for all instances of a cluster; none where an instance is away. */
export async function stepTo(client: RdsSender, id: string, to: string, abortSignal: AbortSignal): Promise<void> {
  const seen = await readSized(client, id, abortSignal);
  const { fixedBecause } = sizeOfCluster(seen, { from: '', to, sinceMs: 0, leastUnits: 0 });
  if (fixedBecause !== null) throw new Refusal(tell(fixedBecause));
  const all = instancesOf(seen);
  const away = all.find(({ isAvailable }) => !isAvailable);
  if (away !== undefined) throw new Overtaken(`${away.name} is not available`);
  const call = nextInstance(all, to);
  if (call === null) return;
  const command =
    call.is === 'resize'
      ? new ModifyDBInstanceCommand({ DBInstanceIdentifier: call.name, DBInstanceClass: to, ApplyImmediately: true })
      : new FailoverDBClusterCommand({ DBClusterIdentifier: id, TargetDBInstanceIdentifier: call.to });
  await client.send(command as ModifyDBInstanceCommand, { abortSignal });
}

/** What RDS does not accept of a change of class, by its own answer. */
export const judgeSize: Judge = ({ name }) => {
  if (/^(InvalidDBInstanceState|InvalidDBClusterState)(Fault)?$/.test(name)) return null;
  if (/^InsufficientDBInstanceCapacity(Fault)?$/.test(name)) return 'RDS has no such instance to give here: {error}';
  if (/^(InvalidParameter|StorageTypeNotSupported|AuthorizationNotFound)/.test(name))
    return 'RDS does not accept the class; mend what it names, or write change: "recommend": {error}';
  if (/^DB(Instance|Cluster)NotFound/.test(name))
    return 'the cluster or its instance is gone; remove the scalable: {error}';
  return null;
};
