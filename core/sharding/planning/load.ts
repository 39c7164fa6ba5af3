/** What one slot carried in one hour. */
export interface SlotLoad {
  readonly slot: number;
  /** When the hour began, milliseconds since 1970. */
  readonly hourMs: number;
  /** Seconds of work, or units consumed, in that hour; the same units for all slots of a keyspace. */
  readonly load: number;
  readonly bytes: number;
  /** Keys that carried most, with the least part of the load that is surely theirs, from 0 to 1; heaviest first. */
  readonly top: readonly { readonly key: string; readonly part: number }[];
}
