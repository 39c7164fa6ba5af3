import { type Because, tell } from '../../model/reason.ts';
import type { Observation } from '../observation.ts';
import { type KeptSize, nothingKept, type SizeStep } from './kept-size.ts';
import { isSizeKnown, type SizeTold } from './size-told.ts';

/** What is told of a change of size that has ended. */
interface Followed {
  readonly kept: KeptSize;
  /** Null where nothing has ended. */
  readonly news: Because | null;
}

/** A change may have been accepted though nobody heard of it, and is seen by so much later. */
const seenAfterMs = 600_000;
/** Clocks differ by less. */
const clocksDifferMs = 60_000;

/** What has become of a change of size since the last look. Of what nobody can read nothing is assumed. */
export function followSize(observation: Observation): Followed {
  const { size: told, memory } = observation;
  const before = memory.kept?.size ?? nothingKept(isSizeKnown(told) ? told.of : '');
  if (!isSizeKnown(told)) return { kept: before, news: null };
  const kept = before.of === told.of ? { ...before, now: told.next } : { ...nothingKept(told.of), now: told.next };
  return kept.changing === null || told.underWay !== null
    ? { kept, news: null }
    : afterwards(observation, told, kept, kept.changing);
}

function putBack(
  { atMs }: Pick<Observation, 'atMs'>,
  kept: KeptSize,
  { from, to }: SizeStep,
  because: Because,
): Followed {
  const ended = tell(because);
  const news = {
    says: 'the change of size from {from} to {to} has failed and was rolled back: {ended}',
    from,
    to,
    ended,
  };
  return { kept: { ...kept, changing: null, endedAtMs: atMs, failed: { to, atMs, hasBegun: true, ended } }, news };
}

function afterwards({ atMs }: Observation, told: SizeTold, kept: KeptSize, step: SizeStep): Followed {
  const { from, to } = step;
  if (told.next === to) {
    const news = { says: 'the size has changed from {from} to {to}', from, to };
    return { kept: { ...kept, changing: null, endedAtMs: atMs, failed: null }, news };
  }
  const { rollout, next } = told;
  // What is put back call by call is so once the old size is back.
  if (rollout !== undefined && step.back !== undefined && next === from)
    return putBack({ atMs }, kept, step, step.back);
  const ended = told.ended !== null && told.ended.beganAtMs >= step.sinceMs - clocksDifferMs ? told.ended.says : null;
  const isOver = ended !== null || atMs - step.sinceMs >= seenAfterMs;
  if (told.next === from && !isOver) return { kept, news: null };
  const hasBegun = ended !== null;
  const failed = { to, atMs, hasBegun, ended };
  const says =
    told.next !== from
      ? 'somebody else has changed the size to {now} while it was to become {to}'
      : hasBegun
        ? 'the change of size from {from} to {to} has failed and was rolled back: {ended}'
        : 'the change of size from {from} to {to} was not accepted, and has not begun';
  const news = { says, from, to, now: told.next, ended };
  return { kept: { ...kept, changing: null, failed, ...(hasBegun && { endedAtMs: atMs }) }, news };
}
