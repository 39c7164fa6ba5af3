import { InvalidInput } from '../core/model/errors.ts';
import { awsError } from './aws/aws-error.ts';
import { Interrupted } from './command-error.ts';
import { exitCodes } from './exit-codes.ts';
import { coloured, note, type Session } from './session.ts';
import { visible } from './visible.ts';

/** Errors whose message already says what to do. */
const told = new Set([
  'CommandError',
  'InvalidInput',
  'Refusal',
  'LocalAwsError',
  'UnreadableItem',
  'UnreadablePrice',
  'AlertmanagerMiss',
]);

/** Says what went wrong on stderr, in one line where the error is known, and answers the exit code. */
export function tellError(error: unknown, session: Session, debug: boolean): number {
  const reason: unknown = session.signal.aborted ? session.signal.reason : error;
  if (reason instanceof Interrupted) {
    note(session, reason.message);
    return reason.exitCode;
  }
  const known = asCommandError(error);
  const label = coloured(session.err, ['red', 'bold'], 'error');
  note(session, `${label}: ${visible(known?.message ?? unknownMessage(error))}`);
  for (const { message } of known instanceof InvalidInput ? known.also : [])
    note(session, `${label}: ${visible(message)}`);
  if (debug) for (const line of stackOf(error).split('\n')) note(session, line);
  else if (known === null) note(session, 'this is not an error that Headroom knows; --debug shows where it comes from');
  return exitCodes.fault;
}

function asCommandError(error: unknown): Error | null {
  if (!(error instanceof Error)) return null;
  return told.has(error.name) ? error : awsError(error);
}

function unknownMessage(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
