import type { Because } from '../../../../core/model/reason.ts';
import type { SizeStep } from '../../../../core/scaling/sizing/kept-size.ts';
import type { Canary, SizeTold } from '../../../../core/scaling/sizing/size-told.ts';
import { type Aliased, differences, memoryOf } from './memory-of.ts';

/** How much memory the versions have that an alias serves. `canary` is what a share of its calls has shown. */
export function sizeOfAlias(
  seen: Aliased,
  provisioned: { readonly asked: number; readonly running: number },
  step: SizeStep | null,
  canary: Canary | null,
): Omit<SizeTold, 'of'> {
  const { main, young } = seen;
  const [own, share] = [memoryOf(main), young === null ? null : memoryOf(young)];
  return {
    next: own,
    serving:
      provisioned.running > 0 ? { [own]: provisioned.running } : { [own]: 1, ...(share !== null && { [share]: 1 }) },
    underWay: underWay(seen, step),
    ended: null,
    // Lambda spreads functions over zones by itself.
    zones: 0,
    fixedBecause: foreign(seen, step) ?? changed(seen) ?? provisionedBecause(provisioned),
    rollout: { takesOut: 0, busyBecause: busy(seen), canary, brokenBecause: brokenBecause(seen, step) },
  };
}

function underWay({ main, young, latest }: Aliased, step: SizeStep | null): string | null {
  if (young !== null) return `a share of calls to the version ${young.Version}`;
  const isLeft = step?.back !== undefined && memoryOf(latest) === step.to && memoryOf(main) !== step.to;
  return isLeft ? 'what would be published getting its memory back' : null;
}

/** Weights of somebody else are left alone. */
function foreign({ young }: Aliased, step: SizeStep | null): Because | null {
  if (young === null || memoryOf(young) === step?.to) return null;
  return {
    says: 'a share of the calls goes to the version {version}, which somebody else shifts',
    version: young.Version ?? '',
  };
}

/** A version is made of what is there now, which has to be what is served. */
function changed({ main, young, latest }: Aliased): Because | null {
  const names = [...new Set([latest, young ?? latest].flatMap((one) => differences(one, main)))];
  const says =
    '$LATEST is not the version {version} that the alias serves ({names} differ), so that a version made of it would be another program; publish it, or undo it';
  return names.length === 0 ? null : { says, version: main.Version ?? '', names: names.join(', ') };
}

/** Lambda takes what is provisioned from the old version before the new one has any. */
function provisionedBecause({ asked }: { readonly asked: number }): Because | null {
  const says =
    '{asked} executions are provisioned, which Lambda takes from the old version before the new one has any; the memory changes while none are';
  return asked > 0 ? { says, asked } : null;
}

function busy({ latest: { LastUpdateStatus = 'Successful' } }: Aliased): Because | null {
  return LastUpdateStatus === 'InProgress' ? { says: 'the function is being updated' } : null;
}

function brokenBecause({ young, latest }: Aliased, step: SizeStep | null): Because | null {
  if (step === null) return null;
  const [broken] = [young, latest].filter(
    (one) => one !== null && (one.State === 'Failed' || one.LastUpdateStatus === 'Failed'),
  );
  const says = 'the version {version} has failed: {reason}';
  const reason = broken?.StateReason ?? broken?.LastUpdateStatusReason ?? null;
  return broken == null ? null : { says, version: broken.Version ?? '', reason };
}
