import { Refusal } from '../../../core/model/errors.ts';
import type { KnownFacts } from '../../../core/scaling/checkup/targets/any-kind/known-facts.ts';
import { asked } from '../../aws/asked.ts';

/** How a target is asked for that is only checked to be there. */
interface Asking {
  readonly action: string;
  /** Rejects where AWS knows none of the names. */
  read(): Promise<{ readonly arn: string; readonly tags?: Readonly<Record<string, string>> | undefined }>;
  /** Rejects with `Refusal` where it is not to be scaled, as a look would. */
  capacity(): Promise<unknown>;
}

/** What is known of such a target. */
export function known({ action, read, capacity }: Asking): Promise<KnownFacts['target']> {
  return asked(action, async () => {
    const found = await read().catch(noneIfGone);
    if (found === null) return null;
    const { arn, tags = {} } = found;
    const notScalable = await capacity().then(() => null, becauseOfRefusal);
    return { arn, tags, notScalable };
  });
}

function noneIfGone(error: unknown): null {
  if (error instanceof Error && error.name === 'ResourceNotFoundException') return null;
  throw error;
}

function becauseOfRefusal(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  throw error;
}
