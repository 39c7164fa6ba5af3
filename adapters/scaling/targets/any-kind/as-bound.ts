import { changesBounds } from '../../../../core/scaling/config/changes-bounds.ts';
import type { TargetKind } from '../../../../core/scaling/config/target-kinds.ts';
import type { NamedTarget } from './kind-target.ts';

/**
 * A kind whose number is a bound of what scales itself, and no count that runs, where its config says so: it is put back to what
 * it was found at.
 */
export function asBound<Kind extends TargetKind>(target: NamedTarget<Kind>): NamedTarget<Kind> {
  return {
    ...target,
    async found(config) {
      if (!changesBounds(config)) return null;
      const { asked, rations } = await target.capacity(config);
      return { state: { units: asked }, restlessBecause: rations?.busyBecause ?? null };
    },
    putBack: (config, { units }, term) => target.setCapacity(config, { units: Number(units) }, term),
  };
}
