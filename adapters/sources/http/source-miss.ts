import { ServerMiss } from '../../aws/server-miss.ts';

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

/** A server told nothing that can be used. */
export class SourceMiss extends ServerMiss<MissReason> {}
