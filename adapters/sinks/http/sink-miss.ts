import { ServerMiss } from '../../aws/server-miss.ts';

/** Why numbers were not taken. */
export type SinkMissReason =
  | 'ReceiverDown'
  | 'SendTimedOut'
  | 'AccessDenied'
  | 'RateLimited'
  | 'NumbersRefused'
  | 'SecretInTheOpen'
  | 'SinkClosed';

/** Numbers were not taken. */
export class SinkMiss extends ServerMiss<SinkMissReason> {}
