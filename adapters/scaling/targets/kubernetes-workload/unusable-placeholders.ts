import { isDeepStrictEqual } from 'node:util';
import type { Because } from '../../../../core/model/reason.ts';
import {
  bufferClass,
  bufferLabels,
  bufferName,
  bufferOfAnnotation,
} from '../../../../core/scaling/config/kubernetes/buffer.ts';
import { type PodSpec, podRequests } from '../../../../core/scaling/config/kubernetes/pod-requests.ts';
import type { Workload } from './workload.ts';

/** An image that does nothing, wherever it is pulled from: `registry.k8s.io/pause:3.10`. */
const pause = /(?:^|\/)pause(?:[:@]|$)/;

/**
 * Why the Deployment of a buffer's name may not be sized until somebody mends it: it is not a placeholder of Headroom's, or its
 * pods hold no room that pods of the workload could take. Null where it may.
 */
export function unusablePlaceholders(placeholders: Workload, workload: Workload, name: string): Because | null {
  const buffer = bufferName(name);
  const { metadata, spec } = placeholders;
  if (metadata?.deletionTimestamp !== undefined)
    return { says: 'the Deployment "{buffer}" is being deleted; apply it again, or leave warmPool out', buffer };
  const pod = spec?.template?.spec ?? {};
  const foreign = foreignBecause(placeholders, pod, name);
  if (foreign !== null) {
    const says =
      'the Deployment "{buffer}" is not a placeholder of Headroom’s ({foreign}); rename it and apply what "headroom manifests buffer" prints, or leave warmPool out';
    return { says, buffer, foreign };
  }
  return roomBecause(pod, workload.spec?.template?.spec, buffer);
}

/** What tells that it is not Headroom's to size: it might serve somebody. */
function foreignBecause({ metadata }: Workload, pod: PodSpec, name: string): string | null {
  const [[label, value]] = Object.entries(bufferLabels) as [[string, string]];
  if (metadata?.labels?.[label] !== value) return `its label ${label} is not ${value}`;
  if (metadata.annotations?.[bufferOfAnnotation] !== name) return `its annotation ${bufferOfAnnotation} is not ${name}`;
  if (pod.priorityClassName !== bufferClass) return `its priority class is not ${bufferClass}`;
  const images = (pod.containers ?? []).map(({ image = '' }) => image);
  return images.length > 0 && images.every((image) => pause.test(image)) ? null : 'its image is not pause';
}

/** What a custom resource makes its pods of is not known, and taken for what its owner says. */
function roomBecause(pod: PodSpec, own: PodSpec | undefined, buffer: string): Because | null {
  if (own === undefined) return null;
  if (own.priorityClassName === bufferClass) {
    const says =
      'the workload has the priority class of placeholders, which then do not give way to it; give it another';
    return { says };
  }
  const [held, needed] = [podRequests(pod), podRequests(own)];
  const short = (['cpu', 'memory'] as const).find((of) => held[of] < needed[of]);
  if (short !== undefined) {
    const says =
      'a placeholder of "{buffer}" holds {held} of {of} and a pod of the workload requests {needed}, so that it makes no room for one; give both the same';
    return { says, buffer, of: short, held: held[short], needed: needed[short] };
  }
  const place = (['nodeSelector', 'affinity', 'tolerations'] as const).find(
    (of) => !isDeepStrictEqual(pod[of] ?? null, own[of] ?? null),
  );
  if (place === undefined) return null;
  const says =
    'pods of "{buffer}" have another {place} than those of the workload, so that they may hold room where it cannot run; give both the same';
  return { says, buffer, place };
}
