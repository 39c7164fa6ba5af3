import type { Serving } from './serving/serving.ts';

/** What one unit serves per second, by what the policies of a scalable keep; null where none has learned it. */
export function learnedUnit(policies: Readonly<Record<string, unknown>>): number | null {
  for (const state of Object.values(policies)) {
    const { serving } = (state ?? {}) as { readonly serving?: Serving };
    if (serving?.unit != null && serving.unit.perSecond !== null) return serving.unit.perSecond * serving.unitShare;
  }
  return null;
}
