import { InvalidInput } from '../core/model/errors.ts';
import { CommandError, Interrupted } from './command-error.ts';
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

const awsFixes: readonly (readonly [RegExp, string])[] = [
  [
    /^(CredentialsProviderError|TokenProviderError)$/,
    'no AWS credentials were found; log in (aws sso login), name a --profile, or use --local',
  ],
  [
    /^(ExpiredToken|ExpiredTokenException|UnrecognizedClientException|InvalidClientTokenId)$/,
    'the AWS credentials are not valid any more; log in again',
  ],
  [
    /^(AccessDenied|AccessDeniedException)$/,
    "these AWS credentials may not do this; use ones that can read and write the deployment's table",
  ],
  [
    /^ResourceNotFoundException$/,
    'there is no such table in this account and region; check --table, --deployment, --region and --profile',
  ],
  [/^(ThrottlingException|ProvisionedThroughputExceededException)$/, 'AWS is throttling; try again in a moment'],
];

function awsError(error: Error): Error | null {
  const fix = awsFixes.find(([name]) => name.test(error.name))?.[1];
  if (fix !== undefined) return new CommandError(`${fix} (${error.name})`, { cause: error });
  if (/Region is missing/.test(error.message))
    return new CommandError('no AWS region is set; give --region or set AWS_REGION');
  if (/ECONNREFUSED|ENOTFOUND|EHOSTUNREACH/.test(`${error.message} ${code(error)}`)) {
    return new CommandError(
      'AWS, or the local AWS, cannot be reached; check the network, or start it by `npm run local start`',
      { cause: error },
    );
  }
  return null;
}

function code(error: Error): string {
  return 'code' in error ? String(error.code) : '';
}

function unknownMessage(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
