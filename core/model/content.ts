/**
 * What a message says has changed behind a cache. It is not part of the signal: it is added to what waits, and what waits
 * is observed. `id` is the same for every delivery of the message, and for no other message.
 */
export type Content =
  /** An object of a bucket was written or deleted. */
  | {
      readonly is: 'object';
      readonly bucket: string;
      readonly key: string;
      readonly id: string;
      readonly atMs: number | null;
    }
  /** Somebody names what changed; `purges` is null where it is meant for all. A person waits for what is `urgent`. */
  | {
      readonly is: 'items';
      readonly items: readonly string[];
      readonly purges: readonly string[] | null;
      readonly id: string;
      readonly urgent: boolean;
    }
  /** What the config of one purge says is purged at a release. */
  | { readonly is: 'release'; readonly purge: string; readonly id: string };
