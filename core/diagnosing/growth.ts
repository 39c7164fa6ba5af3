import type { Used } from './saturation-forecast.ts';

/** What grows or does not, over days. */
export interface Growth {
  /** Requests of the service per second. */
  readonly load: readonly Used[];
  /** The share of each resource that was used. */
  readonly used: readonly { readonly tier: string; readonly resource: string; readonly share: readonly Used[] }[];
}
