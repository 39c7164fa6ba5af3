/** A value as DynamoDB writes it: `{ "S": "17" }`. */
export type Attribute = Readonly<Record<string, unknown>>;
/** A row before or after a change. */
export type Image = Readonly<Record<string, Attribute>>;

/** What is taken out of a cache: the value of a key, or all values that have a tag. */
export type CacheItem = { readonly key: string } | { readonly tag: string };

/** What is said to the invalidator of a cache. `dryRun`: only to say what would be done. */
export type CacheCall = { readonly dryRun: boolean } & (
  | {
      readonly is: 'row';
      /** The table that it is of, by its name. */
      readonly table: string;
      /** The row before and after the change, as far as the stream tells. */
      readonly images: readonly Image[];
      readonly atMs: number | null;
    }
  | { readonly is: 'items'; readonly items: readonly CacheItem[]; readonly atMs: number | null }
  /** All values are left behind. */
  | { readonly is: 'bump' }
  /** How the cache is used is counted. */
  | { readonly is: 'tick' }
  /** How the cache is used is answered. */
  | { readonly is: 'question' }
);
