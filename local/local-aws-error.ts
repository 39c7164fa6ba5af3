type LocalAwsProblem = 'node' | 'python' | 'install' | 'start' | 'exposed';

/** Why the local AWS cannot be had; the message says what to do about it. */
export class LocalAwsError extends Error {
  override readonly name = 'LocalAwsError';
  readonly problem: LocalAwsProblem;

  constructor(problem: LocalAwsProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}
