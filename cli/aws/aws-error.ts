import { CommandError } from '../command-error.ts';
import { failedCall } from './failed-call.ts';

/** What is known of an error of the SDK or of AWS. */
interface Heard {
  readonly name: string;
  readonly message: string;
  /** E.g. `DynamoDB Query`. */
  readonly call: string;
  /** Of the operating system, e.g. `ECONNREFUSED`; empty where it was none. */
  readonly code: string;
  /** Host, or address and port, that were asked; empty where it is not known. */
  readonly at: string;
  /** Whether a service answered with it. */
  readonly isHeard: boolean;
}

type Tell = (heard: Heard) => string;

/** The first whose name or code fits tells it. */
const kinds: readonly (readonly [RegExp, Tell])[] = [
  [/^(CredentialsProviderError|TokenProviderError)$/, toldOfCredentials],
  [
    /^(ExpiredToken|ExpiredTokenException|RequestExpired)$/,
    ({ call }) => `the AWS credentials have expired (${call}); log in again, for example by \`aws sso login\``,
  ],
  [
    /^(UnrecognizedClientException|InvalidClientTokenId|InvalidAccessKeyId|AuthFailure|SignatureDoesNotMatch|InvalidSignatureException|MissingAuthenticationToken|MissingAuthenticationTokenException|IncompleteSignature|IncompleteSignatureException)$/,
    ({ call, name }) => `AWS does not accept these credentials (${call}: ${name}); log in again, or name a --profile`,
  ],
  [
    /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|AuthorizationError|AuthorizationErrorException|NotAuthorized|Forbidden)$/,
    ({ call, message }) =>
      `these AWS credentials may not call ${call}${inBrackets(message)}; docs/permissions.md lists what each command needs`,
  ],
  [
    /^(Throttling|ThrottlingException|ThrottledException|Throttled|RequestLimitExceeded|RequestThrottled|RequestThrottledException|SlowDown|TooManyRequestsException|ProvisionedThroughputExceededException)$/,
    ({ call }) => `AWS throttles ${call}; wait a moment and try again`,
  ],
  [
    // AWS gives every refusal a code; a refusal without one, which the SDK calls Unknown, is of something else.
    /^(Unknown|UnknownOperation|UnknownOperationException|InvalidAction|NotImplemented|NotImplementedException|UnsupportedOperation|UnsupportedOperationException)$/,
    ({ call }) =>
      `what answers for AWS here does not know ${call}; a local AWS lacks some calls, so try it on a real account`,
  ],
  [/^(ENOTFOUND|EAI_AGAIN)$/, ({ at }) => `no host is called ${at}; check the Region, the endpoint and the network`],
  [
    /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ECONNRESET|EPIPE|ETIMEDOUT|TimeoutError)$/,
    ({ at, call }) =>
      `AWS cannot be reached${at === '' ? '' : ` at ${at}`} (${call}); check the network and the endpoint, or start the local AWS by \`npm run local -- start\``,
  ],
  [
    /^ERR_INVALID_CHAR$/,
    () => 'the AWS credentials hold a character that cannot be sent; check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
  ],
  [/^ERR_INVALID_URL$/, ({ at }) => `"${at}" is not an address; write AWS_ENDPOINT_URL as http://127.0.0.1:4566`],
];

/** An error of the SDK or of AWS in one sentence that names the call and what helps; null for any other error. */
export function awsError(error: Error): CommandError | null {
  if (/Region is missing/.test(error.message))
    return new CommandError('no AWS region is set; give --region or set AWS_REGION');
  const region = /^Region not accepted: region="(.*)" is not/.exec(error.message)?.[1];
  if (region !== undefined)
    return new CommandError(`"${region}" is not an AWS Region; write one like eu-central-1 behind --region`);
  const heard = heardFrom(error);
  const tell = kinds.find(([fits]) => fits.test(heard.name) || fits.test(heard.code))?.[1];
  if (tell !== undefined) return new CommandError(tell(heard), { cause: error });
  return isFromAws(error) ? new CommandError(toldOfAny(heard), { cause: error }) : null;
}

/** An error as a part of a sentence: what `awsError` says, or else its message. */
export function faultText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return awsError(error)?.message ?? error.message;
}

function heardFrom(error: Error): Heard {
  const { name, message } = error;
  return {
    name,
    message: message.trim().replace(/\.$/, ''),
    call: failedCall(error) ?? 'a call',
    code: textOf(error, 'code'),
    at: placeOf(error),
    isHeard: '$fault' in error,
  };
}

/** Where it was asked, as Node tells it in one of several fields. */
function placeOf(error: Error): string {
  // Of a name with several addresses, each has an error of its own.
  const one = error instanceof AggregateError ? (error.errors[0] as Error) : error;
  const [host, address, port] = [textOf(one, 'hostname'), textOf(one, 'address'), textOf(one, 'port')];
  return host || (address && `${address}:${port}`) || textOf(error, 'input');
}

function textOf(error: object, field: string): string {
  const value = (error as Readonly<Record<string, unknown>>)[field];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function toldOfCredentials({ message }: Heard): string {
  const profile = /profile: \[([^\]]+)\]/.exec(message)?.[1];
  if (profile !== undefined)
    return `the AWS profile "${profile}" has no credentials that work; log in, for example by \`aws sso login --profile ${profile}\``;
  return 'no AWS credentials were found in the environment or in the profile; log in (aws sso login), name a --profile, or use --local';
}

function toldOfAny({ call, name, message, isHeard }: Heard): string {
  if (name === 'ResourceNotFoundException' && call.startsWith('DynamoDB '))
    return `there is no such table in this account and region (${call}); check --table, --deployment, --region and --profile`;
  const what = isHeard ? `AWS refused ${call}` : `${call} failed`;
  return `${what}: ${name}${message === '' || message === 'UnknownError' ? '' : `, ${message}`}`;
}

/** What the SDK makes of an answer has its metadata. */
function isFromAws(error: Error): boolean {
  return '$metadata' in error || failedCall(error) !== null;
}

function inBrackets(message: string): string {
  return message === '' || message === 'UnknownError' ? '' : ` (${message})`;
}
