import type * as z from 'zod/mini';

/** A rule that items keep. */
export interface ItemRule {
  readonly says: string;
  keeps(item: string): boolean;
}

/** A kind of CDN, as they know it who only plan. */
export interface CdnKindFacts<Cdn> {
  /** By list: dollars for an item, and items a month that are free. */
  readonly price: { readonly dollarsPerItem: number; readonly freeItemsPerMonth: number };
  /** What the CDN calls what is purged; messages may name it so. */
  ownName(cdn: Cdn): string;
  /** Whether two tags are two that differ in case alone. */
  readonly tagsHeedCase: boolean;
  /** Characters beside letters and digits that it wants raw in a path; left out where they are those of `asItIs`. */
  readonly asItIs?: string;
  /** Rules of paths that it has beside those of all. */
  readonly pathRules: readonly ItemRule[];
  /** Why its cache may not tell query strings apart, with the fix; null where it may. */
  readonly noQueriesBecause: string | null;
}

/** One kind: its schema, and all else in the terms of that. */
export function cdnKind<Schema extends z.ZodMiniObject>(
  kind: { readonly schema: Schema } & CdnKindFacts<Readonly<z.output<Schema>>>,
) {
  return kind;
}
