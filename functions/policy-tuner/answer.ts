import type { TuningRequest } from '../../adapters/signals/tunings.ts';
import { type Tuned, tellTuning } from '../../core/scaling/tell-tuning.ts';
import { tunedScalables } from '../../core/scaling/tuned-scalables.ts';
import type { Saying } from '../looks.ts';
import type { Answered } from '../questions.ts';
import { type TuningWorld, tuneScalable } from './tune-scalable.ts';

/** What one invocation works with. */
export interface Invocation extends TuningWorld {
  /** Gives each of them a request of its own. */
  fanOut(scalables: readonly string[]): Promise<void>;
}

/** One scalable's table, or who is tuned tonight. */
type Answer = Saying & (Tuned | { readonly scalables: readonly string[]; readonly dryRun: boolean });

/** Tunes one scalable, or has each tuned by a request of its own: one invocation has no time for all. */
export async function answer(request: TuningRequest, invocation: Invocation): Promise<Answered<Answer>> {
  const { dryRun } = request;
  if (request.is === 'all') {
    const scalables = tunedScalables(await invocation.settings.all());
    if (!dryRun) await invocation.fanOut(scalables);
    return { answer: { says: sayNight(scalables, dryRun), scalables, dryRun }, told: [] };
  }
  const tuned = await tuneScalable(request, invocation);
  return { answer: { says: tuned.because, ...tuned }, told: [tellTuning(tuned)] };
}

function sayNight(scalables: readonly string[], dryRun: boolean): string {
  const names = scalables.length === 0 ? 'nothing, since no policy is tuned' : scalables.join(', ');
  return `${dryRun ? 'would tune' : 'tunes'} ${names}`;
}
