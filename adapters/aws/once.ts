/** Something that is made when it is first asked for. */
export interface Once<T> {
  (): T;
  /** What was made; null where nobody has asked for it. */
  made(): T | null;
}

/**
 * Makes something when it is first asked for, and never again. A promise that rejects is not kept: else a process would be told
 * of one failure for as long as it lives.
 */
export function once<T>(make: () => T): Once<T> {
  let made: { readonly value: T } | null = null;
  const get = () => {
    if (made !== null) return made.value;
    const one = { value: make() };
    made = one;
    const forget = () => {
      if (made === one) made = null;
    };
    if (one.value instanceof Promise) one.value.catch(forget);
    return one.value;
  };
  return Object.assign(get, { made: () => made?.value ?? null });
}
