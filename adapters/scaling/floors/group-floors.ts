import { type AutoScalingClient, UpdateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import type { Judge } from '../../aws/judge.ts';
import type { RegionalClients } from '../targets/any-kind/kind-target.ts';
import type { FloorKind } from './floor-kind.ts';

type Client = Pick<AutoScalingClient, 'send'>;

/** `MinSize` of Auto Scaling groups. The desired capacity goes up with it where it is below, and is never named. */
export function groupFloors(clients: Pick<RegionalClients<Client>, 'actor'>): FloorKind<'auto-scaling-group'> {
  return {
    async bounds(_, told) {
      const { min, max } = await told();
      return { min: min ?? 0, max: max ?? 0 };
    },
    setMin: ({ region, autoScalingGroupName: AutoScalingGroupName }, MinSize, abortSignal) =>
      clients
        .actor(region)
        .send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, MinSize }), { abortSignal })
        .catch(askAgainIfBusy),
    judge,
  };
}

/** A group that is busy with another change says so with an error that the SDK takes for final. */
function askAgainIfBusy(error: unknown): never {
  const busy = error instanceof Error && /^(ScalingActivityInProgress|ResourceContention)/.test(error.name);
  throw busy ? Object.assign(error, { $retryable: { throttling: true } }) : error;
}

const judge: Judge = ({ name, message }) => {
  if (!name.startsWith('Validation')) return null;
  if (/not found/i.test(message)) return 'the group does not exist any more; remove the scalable: {error}';
  if (/pending delete/i.test(message)) return 'the group is being deleted; remove the scalable: {error}';
  return 'Auto Scaling does not accept a minimum of {units}; raise MaxSize of the group or narrow the bounds: {error}';
};
