/** Why a command cannot do what was asked; the message says what to do about it. Shown without a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** The person, or the system, asked for an end. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  /** 128 and the number of the signal, as shells have it: 130 for Ctrl-C, 143 for SIGTERM. */
  readonly exitCode: number;

  constructor(exitCode: number) {
    super('stopped on request');
    this.exitCode = exitCode;
  }
}
