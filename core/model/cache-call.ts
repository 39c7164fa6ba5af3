/** A value as DynamoDB writes it: `{ "S": "17" }`. */
export type Attribute = Readonly<Record<string, unknown>>;
/** A row before or after a change. */
export type Image = Readonly<Record<string, Attribute>>;

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
  | { readonly is: 'keys'; readonly keys: readonly string[]; readonly atMs: number | null }
  /** All values are left behind. */
  | { readonly is: 'bump' }
  /** How the cache is used is counted. */
  | { readonly is: 'tick' }
  /** How the cache is used is answered. */
  | { readonly is: 'question' }
);
