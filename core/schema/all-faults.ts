import { InvalidInput } from '../model/errors.ts';

/** Reads several parts, all of them whatever is wrong with one. Throws `InvalidInput` of the first fault, which holds the others. */
export function readAll<Part, T>(parts: readonly Part[], read: (part: Part, index: number) => T): T[] {
  const faults: InvalidInput[] = [];
  const found = parts.flatMap((part, index) => {
    try {
      return [read(part, index)];
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      faults.push(...faultsIn(error));
      return [];
    }
  });
  refuseAll(faults);
  return found;
}

/** Makes several checks, as `readAll` reads. */
export function checkAll(...checks: readonly (() => void)[]): void {
  readAll(checks, (check) => check());
}

/** All that an error tells, each by itself. */
export function faultsIn(error: InvalidInput): readonly InvalidInput[] {
  return [error, ...error.also];
}

/** Throws one error of all faults; nothing where there is none. */
export function refuseAll([first, ...others]: readonly InvalidInput[]): void {
  if (first === undefined) return;
  throw others.length === 0 ? first : new InvalidInput(first.field, messageOf(first), others);
}

/** What an error says, without its field. */
export function messageOf({ field, message }: InvalidInput): string {
  return message.slice(field.length + 2);
}
