import type { Where } from '../connect.ts';

/** What somebody has said of a diagnosis, read. */
export interface DiagnoseOptions {
  /** Null where none is named. */
  readonly service: string | null;
  readonly windowMs: number | null;
  readonly deploysMs: readonly number[];
  /** What a file does not say of what it tells of: `what=value`. */
  readonly kind: readonly string[];
  readonly servers: readonly string[];
  readonly behind: readonly string[];
  readonly where: Where;
}
