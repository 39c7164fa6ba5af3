/** Input from outside that cannot be understood. The message names the field, the value and the fix. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
  /** The field at fault, as a path, e.g. `policies[0].target`. */
  readonly field: string;
  /** What else was found wrong with the same input. */
  readonly also: readonly InvalidInput[];

  constructor(field: string, message: string, also: readonly InvalidInput[] = []) {
    super(`${field}: ${message}`);
    this.field = field;
    this.also = also;
  }
}

/** A look that cannot end in a change until somebody mends something; trying again sooner does not help. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** Somebody else has changed, or is changing, what was to be changed. The next look sees what came of it. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** What is remembered of a subject cannot be decided on: a hand has changed it, or a release of another time. The message has the fix. */
export class UnusableMemory extends Error {
  override readonly name = 'UnusableMemory';
}

/** Something is larger than the ledger can hold. The message tells what, how large, and how large it may be. */
export class TooBig extends Error {
  override readonly name = 'TooBig';
}
