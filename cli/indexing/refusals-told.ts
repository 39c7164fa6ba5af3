import { Refusal } from '../../core/model/errors.ts';
import { CommandError } from '../command-error.ts';

/** What a server would not do is told in its words, without a stack. */
export async function refusalsTold(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Refusal) throw new CommandError(error.message);
    throw error;
  }
}
