import type { Told } from '../../core/model/verdict.ts';
import { WouldChange } from './read-only.ts';

const denied = /^(AccessDenied|UnauthorizedOperation|AuthorizationError|NotAuthorized|Unauthorized)/;
/** Without these nothing at all can be asked, which is not a fact about one thing. */
const fatal =
  /^(CredentialsProviderError|TokenProviderError|ExpiredToken|UnrecognizedClient|InvalidClientTokenId|AbortError)/;

/** What AWS told, or why it did not: no right to ask, or what broke. Rejects where nothing could be asked at all. */
export async function asked<What>(action: string, ask: () => Promise<What>): Promise<Told<What>> {
  try {
    return { told: await ask() };
  } catch (error) {
    if (!(error instanceof Error) || error instanceof WouldChange || fatal.test(error.name)) throw error;
    if (denied.test(error.name)) return { unknown: `you may not ask for it (${action})` };
    const [first = ''] = error.message.split('\n');
    return { unknown: `${action} failed: ${first || error.name}` };
  }
}
