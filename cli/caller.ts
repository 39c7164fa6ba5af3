import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { readingClient } from '../adapters/aws/client-settings.ts';
import { faultText } from './aws/aws-error.ts';
import { clientSettings, type Where } from './connect.ts';
import { note, type Session } from './session.ts';

/** In an emergency nobody waits for a name. */
const mostMs = 3000;

/**
 * The ARN of the person or role that runs this command, as AWS knows it; null where AWS does not tell, which is said and
 * stops nobody. It needs no permission (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html).
 */
export async function callerArn(session: Session, where: Where): Promise<string | null> {
  const abortSignal = AbortSignal.any([session.signal, AbortSignal.timeout(mostMs)]);
  try {
    const sts = new STSClient({ ...readingClient, ...(await clientSettings(where)) });
    const { Arn = null } = await sts.send(new GetCallerIdentityCommand({}), { abortSignal });
    return Arn;
  } catch (error) {
    session.signal.throwIfAborted();
    note(session, `AWS does not say who you are, so nobody will be recorded (${faultText(error)})`);
    return null;
  }
}
