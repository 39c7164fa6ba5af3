import type { CustomResource } from '../custom-resource.ts';

/** How a convenience is tried. */
interface Trying {
  /** After so long it is given up, milliseconds. */
  readonly patienceMs: number;
  onTrouble(error: unknown): void;
}

/** The physical id of what could not even be named. */
const notWritten = 'not-written';

/**
 * A resource that no deploy and no destroy waits for or fails by: what goes wrong is told, and taken for done. A Region may
 * lack the service, and an organisation may forbid it.
 */
export function atBest(resource: CustomResource, { patienceMs, onTrouble }: Trying): CustomResource {
  return {
    write: (properties, owner, before) => {
      const id = typeof properties.functionName === 'string' ? properties.functionName : notWritten;
      return tried(async () => resource.write(properties, owner, before), id);
    },
    remove: (id, owner, properties) => tried(async () => resource.remove(id, owner, properties), undefined),
  };

  async function tried<T>(what: () => Promise<T>, otherwise: T): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
    });
    try {
      return await Promise.race([what(), late]);
    } catch (error) {
      onTrouble(error);
      return otherwise;
    } finally {
      clearTimeout(timer);
    }
  }
}
