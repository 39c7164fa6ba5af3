import { nothing, only, type Scope, type Scopes } from '../../looking/scope.ts';
import type { Clock } from '../../ports.ts';
import { moveSubject } from './known-move.ts';
import type { Move } from './move.ts';

/** One that can only be taken back is seen to so often, minutes. */
const reversibleEveryMinutes = 10;

/** All moves of a keyspace that have to be brought on, each a subject of its own. */
export function movingScopes(active: () => Promise<readonly Move[]>, clock: Clock): Scopes {
  const dueAt = async (isTick: boolean): Promise<Scope> => {
    const minute = Math.floor(clock.nowMs() / 60_000);
    const withReversible = isTick && minute % reversibleEveryMinutes === 0;
    const isDue = ({ is }: Move) => is !== 'reversible' || withReversible;
    return only(...(await active()).filter(isDue).map(moveSubject));
  };
  return {
    tick: () => dueAt(true),
    wake: () => dueAt(false),
    manual: ({ capability }) => (capability === 'moving' ? dueAt(false) : nothing),
    alarm: () => nothing,
    change: () => nothing,
    content: () => nothing,
    release: () => nothing,
  };
}
