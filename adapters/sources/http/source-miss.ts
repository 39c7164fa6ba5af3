/** Why a server outside AWS told nothing that can be used. */
export type MissReason =
  | 'ServerDown'
  | 'AccessDenied'
  | 'RateLimited'
  | 'QueryRefused'
  | 'AnswerTooLarge'
  | 'AnswerNotJson'
  | 'AnswerNotUnderstood'
  | 'AnswerIncomplete'
  | 'SeveralSeries'
  | 'SecretInTheOpen';

/** A server told nothing that can be used; its name is the reason, so that what is told of it begins with that. */
export class SourceMiss extends Error {
  override readonly name: MissReason;

  constructor(reason: MissReason, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = reason;
  }
}
