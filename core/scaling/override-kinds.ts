/**
 * What a person can set aside the policies with. `prepared` is a floor of running and pool together, `size` the size that
 * units are to have.
 */
export const overrideKinds = ['floor', 'ceiling', 'pause', 'prepared', 'size'] as const;
export type OverrideKind = (typeof overrideKinds)[number];

export function overrideKindOf(what: string | null): OverrideKind | undefined {
  return overrideKinds.find((kind) => kind === what);
}
