import type { Because } from '../../../../core/model/reason.ts';
import { bufferName, bufferOfAnnotation } from '../../../../core/scaling/config/kubernetes/buffer.ts';
import type { Condition } from './workload.ts';

/** A buffer that the cluster serves itself, as far as it matters: https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler/apis/capacitybuffer */
export interface CapacityBuffer {
  readonly metadata?: {
    readonly deletionTimestamp?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: {
    readonly replicas?: number;
    readonly percentage?: number;
    readonly scalableRef?: { readonly name?: string };
  };
  readonly status?: { readonly replicas?: number; readonly conditions?: readonly Condition[] };
}

/** By what Karpenter says whether there is room for all of it. Cluster Autoscaler says of neither. */
const fits = 'FitsExistingCapacity';
const grows = 'RequiresNewCapacity';

/** Whether there is room for all that it holds. */
export function isCapacityThere({ status }: CapacityBuffer): boolean {
  return conditionOf(status, 'Provisioning')?.reason === fits;
}

const conditionOf = (status: CapacityBuffer['status'], type: string) =>
  status?.conditions?.find((one) => one.type === type);

/** Why it may not be used until somebody mends it; null where it may. */
export function unusableCapacityBuffer({ metadata, spec, status }: CapacityBuffer, name: string): Because | null {
  const buffer = bufferName(name);
  if (metadata?.deletionTimestamp !== undefined)
    return { says: 'the CapacityBuffer "{buffer}" is being deleted; apply it again, or leave warmPool out', buffer };
  const isOurs = metadata?.annotations?.[bufferOfAnnotation] === name && spec?.scalableRef?.name === name;
  if (!isOurs || spec?.percentage !== undefined) {
    const says =
      'the CapacityBuffer "{buffer}" is not what "headroom manifests buffer" prints for this workload; apply that, or leave warmPool out';
    return { says, buffer };
  }
  const failed = status?.conditions?.find(
    (one) => /^(ReadyForProvisioning|LimitedByQuotas)$/.test(one.type ?? '') && isTrouble(one),
  );
  if (failed !== undefined) {
    const { type = '', reason = '', message = '' } = failed;
    const says =
      'the cluster does not take the CapacityBuffer "{buffer}" ({type}: {reason} {message}); mend what it names';
    return { says, buffer, type, reason, message };
  }
  const provisioning = conditionOf(status, 'Provisioning');
  if (provisioning === undefined || provisioning.status !== 'True' || spec.replicas === 0) return null;
  const { reason = '' } = provisioning;
  if (reason === fits || reason === grows) return null;
  const says =
    'what brings nodes says of the CapacityBuffer "{buffer}" that it is provisioned ({reason}) and not whether there is room; delete it, and apply placeholders as "headroom manifests buffer" prints them';
  return { says, buffer, reason };
}

const isTrouble = ({ type, status }: Condition) => status === (type === 'LimitedByQuotas' ? 'True' : 'False');
