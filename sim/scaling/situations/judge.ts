import type { Asked, Rule } from './situation.ts';

/** How what was asked for stands to the rule that it broke first, or to the last where it broke none. */
export interface Judged {
  readonly most: number;
  readonly least: number;
  readonly mayMost: number;
  readonly mayLeast: number;
  readonly right: boolean;
}

/** Judges what was asked for by the rules of a situation. Throws `RangeError` where a rule speaks of no minute that was played. */
export function judge(asked: readonly Asked[], rules: readonly Rule[]): Judged {
  const judged = rules.map((rule) => judgeBy(asked, rule));
  const found = judged.find(({ right }) => !right) ?? judged[judged.length - 1];
  if (found === undefined) throw new RangeError('a situation without a rule cannot be judged');
  return found;
}

function judgeBy(asked: readonly Asked[], { from, to, mayMost, mayLeast }: Rule): Judged {
  const units = asked.filter(({ minute }) => minute >= from && minute <= to).map((one) => one.units);
  if (units.length === 0)
    throw new RangeError(`a rule speaks of minutes ${from} to ${to}, and none of them was played`);
  const most = Math.max(...units);
  const least = Math.min(...units);
  return { most, least, mayMost, mayLeast, right: most <= mayMost && least >= mayLeast };
}
