/** Why numbers were not taken. */
export type SinkMissReason =
  | 'ReceiverDown'
  | 'SendTimedOut'
  | 'AccessDenied'
  | 'RateLimited'
  | 'NumbersRefused'
  | 'SecretInTheOpen'
  | 'SinkClosed';

/** Numbers were not taken; its name is the reason, so that what is told of it begins with that. */
export class SinkMiss extends Error {
  override readonly name: SinkMissReason;

  constructor(reason: SinkMissReason, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = reason;
  }
}
