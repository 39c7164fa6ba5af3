/** An error as the AWS SDK throws it. */
export function awsError(name: string, message: string, httpStatusCode = 400): Error {
  return Object.assign(new Error(message), {
    name,
    $fault: httpStatusCode < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode },
  });
}

export const throttled = () => awsError('ThrottlingException', 'Rate exceeded');
export const denied = () => awsError('AccessDenied', 'User: arn:aws:sts::111122223333:role/x is not authorized', 403);

/** Waits until the caller gives up. */
export function hang(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
}
