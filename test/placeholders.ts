import type { Because } from '../core/model/reason.ts';

/** The names in the sentence of a reason. */
export function placeholders({ says }: Because): readonly string[] {
  return [...says.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}
