/** What was found of something that is checked, the gravest first. */
export const gravities = ['trouble', 'warning', 'unknown', 'ok'] as const;
export type Gravity = (typeof gravities)[number];

/** What was found, in one sentence. */
export interface Found {
  readonly is: Gravity;
  readonly says: string;
  /** The command that mends it, to be pasted; null where none does, or nothing is to be mended. */
  readonly mend: string | null;
}

/** What was found by one check of one subject. Why: docs/decisions/0052. */
export interface Verdict extends Found {
  /** What was looked at, e.g. `group metrics`. */
  readonly check: string;
  /** The scalable or keyspace; null where it is of the whole deployment. */
  readonly subject: string | null;
}

/** Something that AWS was asked for: what it told, or why it did not. */
export type Told<What> = { readonly told: What } | { readonly unknown: string };

export const ok = (says: string): Found => ({ is: 'ok', says, mend: null });
export const trouble = (says: string, mend: string | null = null): Found => ({ is: 'trouble', says, mend });
export const warning = (says: string, mend: string | null = null): Found => ({ is: 'warning', says, mend });

/** Nobody can say, for a reason. */
export const unknown = (because: string): Found => ({
  is: 'unknown',
  says: `not known, because ${because}`,
  mend: null,
});

/** What is found of what was told; `unknown` where nothing was. */
export function ofTold<What>(asked: Told<What>, judge: (told: What) => readonly Found[]): readonly Found[] {
  return 'unknown' in asked ? [unknown(asked.unknown)] : judge(asked.told);
}

/** What needs somebody first; what is alike stays in its order. */
export function gravestFirst(verdicts: readonly Verdict[]): readonly Verdict[] {
  return [...verdicts].sort((a, b) => gravities.indexOf(a.is) - gravities.indexOf(b.is));
}
