/** Settings of SDK clients beside those that every reader has, e.g. a Region. */
export interface ConnectionSettings {
  readonly region?: string;
  readonly profile?: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}
