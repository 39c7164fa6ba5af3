/** What a choice may use up, so that a search stays within bounds. */
export type Cost = 'switch' | 'jump' | 'fault' | 'late';
export type Budget = Readonly<Record<Cost, number>>;

export interface Option {
  readonly name: string;
  /** Null for what happens where nothing special does. */
  readonly cost: Cost | null;
}

/** Decides what happens next in a fake world. */
export interface Chooser {
  /** The place of the option that happens. */
  choose(options: readonly Option[]): number;
}

/** Plays a script of choices and, after its end, always the first option that costs nothing. Keeps within its budget. */
export class Script implements Chooser {
  readonly taken: string[] = [];
  /** For each choice made: how many options it had, and which was taken. */
  readonly choices: { readonly of: number; readonly picked: number }[] = [];
  private readonly script: readonly number[];
  private readonly left: Record<Cost, number>;

  constructor(script: readonly number[], budget: Budget) {
    this.script = script;
    this.left = { ...budget };
  }

  choose(options: readonly Option[]): number {
    const affordable = options.flatMap((option, index) =>
      option.cost === null || this.left[option.cost] > 0 ? [{ option, index }] : [],
    );
    const wanted = this.script[this.choices.length] ?? 0;
    const picked = affordable.length === 0 ? 0 : wanted % affordable.length;
    const { option, index } = affordable[picked] ?? { option: options[0], index: 0 };
    if (option?.cost) this.left[option.cost]--;
    this.choices.push({ of: Math.max(1, affordable.length), picked });
    this.taken.push(option?.name ?? '');
    return index;
  }
}

/** Every script within the budget, depth first: play each one to the end before asking for the next. */
export async function everyScript(budget: Budget, play: (script: Script) => Promise<void>): Promise<number> {
  let played = 0;
  for (let next: number[] | null = []; next !== null; played++) {
    const script: Script = new Script(next, budget);
    await play(script);
    next = successor(script);
  }
  return played;
}

function successor({ choices }: Script): number[] | null {
  const picks = choices.map(({ picked }) => picked);
  for (let at = choices.length - 1; at >= 0; at--) {
    const choice = choices[at];
    if (choice && choice.picked + 1 < choice.of) return [...picks.slice(0, at), choice.picked + 1];
  }
  return null;
}
