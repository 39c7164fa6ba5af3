/** An override in the table that cannot be read, e.g. one that was typed by hand: nobody knows what it was to say. */
export interface UnreadableOverride {
  readonly kind: 'unreadable';
  /** The item, the field, its value and the fix. */
  readonly trouble: string;
}

/** Whether an override cannot be read. */
export function isUnreadable(override: { readonly kind: string }): override is UnreadableOverride {
  return override.kind === 'unreadable';
}
