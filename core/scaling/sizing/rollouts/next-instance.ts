/** One instance of a cluster that has one writer and readers beside it. */
export interface ClusterInstance {
  readonly name: string;
  readonly size: string;
  readonly isWriter: boolean;
  /** Whether it serves and takes a change. */
  readonly isAvailable: boolean;
  /** Who takes over first: the lowest. */
  readonly priority: number;
}

/** The next call of a change: an instance gets the size and is away for as long, or a reader takes over from the writer. */
export type InstanceCall =
  | { readonly is: 'resize'; readonly name: string }
  | { readonly is: 'fail-over'; readonly to: string };

/**
 * What is to be done next for all instances to have a size; null where they have it, or one of them is not available. Readers
 * first, one at a time; then one of them takes over, and what wrote before is resized as the reader that it then is.
 */
export function nextInstance(instances: readonly ClusterInstance[], to: string): InstanceCall | null {
  if (instances.some(({ isAvailable }) => !isAvailable)) return null;
  const readers = instances.filter(({ isWriter }) => !isWriter).sort((a, b) => b.priority - a.priority);
  const next = readers.find(({ size }) => size !== to);
  if (next !== undefined) return { is: 'resize', name: next.name };
  const writer = instances.find(({ isWriter }) => isWriter);
  const heir = readers.at(-1);
  if (writer === undefined || writer.size === to || heir === undefined) return null;
  return { is: 'fail-over', to: heir.name };
}
