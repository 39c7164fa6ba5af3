import type { Entry } from '../../core/model/entry.ts';
import type { Move } from '../../core/sharding/moving/move.ts';

/** What every look at a move has seen, whatever kind its shards are of. */
interface MoveSeen {
  readonly move: Move;
  readonly fences?: Readonly<Record<'source' | 'target', { readonly is: string } | null>>;
  readonly seen?: Readonly<Record<'source' | 'target', { readonly names: readonly string[] } | null>>;
}

/** What a look at a move saw and decided, in one line. */
export function moveText({ observation, decision }: Entry): string {
  if (observation === null) return 'nothing was observed';
  const { move } = observation as MoveSeen;
  return `slot ${move.slot} of ${move.from} to ${move.to}: ${move.is} -> ${moveDesiredText(decision?.desired)}`;
}

/** What a judgement on a move came to. */
export function moveDesiredText(desired: unknown): string {
  const { is, next, actions } = (desired ?? {}) as {
    readonly is?: string;
    readonly next?: string | null;
    readonly actions?: readonly { readonly kind: string }[];
  };
  const todo = [...(next == null ? [] : [next]), ...(actions ?? []).map(({ kind }) => kind)];
  return `${is ?? 'unknown'}${todo.length === 0 ? '' : ` (${todo.join(', ')})`}`;
}

/** What both shards said of the slot. */
export function moveInputs(entry: Entry): string[] {
  const { move, fences, seen } = entry.observation as MoveSeen;
  const sides = (['source', 'target'] as const).map((side) => {
    if (fences !== undefined) return `${side}: fence ${fences[side]?.is ?? 'none'}`;
    return `${side}: ${seen?.[side]?.names.join(', ') ?? 'cannot be reached'}`;
  });
  return [...sides, ...(move.trouble === null ? [] : [`in the way: ${move.trouble}`])];
}
