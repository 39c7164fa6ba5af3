import { becauseOf } from '../../core/because-of.ts';
import { Overtaken, Refusal } from '../../core/model/errors.ts';
import type { Outcome } from '../../core/model/outcome.ts';
import { judgeElb } from './judge-elb.ts';

/** What came of changes to a load balancer that were made one after the other until one was refused or failed. */
export async function outcomeOf(changes: () => Promise<void>): Promise<Outcome> {
  try {
    await changes();
    return { is: 'applied', because: null };
  } catch (error) {
    return judge(error);
  }
}

function judge(error: unknown): Outcome {
  const because = becauseOf(error);
  if (error instanceof Overtaken) return { is: 'superseded', because: { says: error.message } };
  if (error instanceof Refusal) return { is: 'refused', because };
  const says = error instanceof Error ? (judgeElb(error) ?? deniedBecause(error)) : null;
  return says === null ? { is: 'failed', because } : { is: 'refused', because: { ...because, says } };
}

function deniedBecause({ name }: Error): string | null {
  if (!/^(AccessDenied|UnauthorizedOperation)/.test(name)) return null;
  return 'the role may not change this load balancer; grant it, as headroom.balance does: {error}';
}
