import type { ScalableConfig } from './scalable.ts';
import type { TargetConfig, TargetKind } from './target-kinds.ts';

/** Kinds whose number is a bound of what scales itself, and which targets of them. A kind without a line has a count that runs. */
const bounds = {
  'aurora-capacity': () => true,
  'aurora-readers': () => true,
  'dynamodb-throughput': ({ throughput }) => throughput.startsWith('Max'),
  'elasticache-serverless': () => true,
  'lambda-concurrency': ({ aliasName }) => aliasName === null,
  'lambda-event-source': () => true,
  'lambda-managed-instances': () => true,
} satisfies { readonly [Kind in TargetKind]?: (target: TargetConfig<Kind>) => boolean };

/** Kinds that have such a number. */
export type BoundedKind = keyof typeof bounds;

/** Whether Headroom changes bounds of a target, which are put back as they were found once it scales the target no more. */
export function changesBounds<Kind extends TargetKind>(target: TargetConfig<Kind>): boolean {
  const byKind: { readonly [kind: string]: ((target: never) => boolean) | undefined } = bounds;
  const isBound = byKind[target.kind] as ((target: TargetConfig<Kind>) => boolean) | undefined;
  return isBound?.(target) ?? false;
}

/** Whether what Headroom changes of a scalable's target is put back once it is scaled no more: a bound, of whichever sort. */
export function putsBack({ target, beside }: Pick<ScalableConfig, 'target' | 'beside'>): boolean {
  return beside !== undefined || changesBounds(target);
}
