import { CommandError } from './command-error.ts';
import { ask, isTerminal, type Session } from './session.ts';

interface Confirming {
  readonly yes?: true;
  readonly json?: true;
}

/** Asks the person. Throws `CommandError` where there is none to ask, or where the answer is no. */
export async function confirm(session: Session, { yes, json }: Confirming, question: string): Promise<void> {
  if (yes) return;
  if (json || !isTerminal(session.input)) {
    throw new CommandError('nobody is there to say yes; add --yes, or --dry-run to only see what would happen');
  }
  if (!(await ask(session, question))) throw new CommandError('nothing was changed');
}
