import type { Acknowledgement } from './acknowledged.ts';
import type { Finding } from './finding.ts';

/** What is made of findings. */
export interface Judgement {
  /** Those that nobody has acknowledged. */
  readonly open: readonly Finding[];
  /** Acknowledged, and found no more. */
  readonly stale: readonly string[];
  readonly acknowledgedCount: number;
}

/** Weighs findings against what is acknowledged: each has to be, and each rule of an acknowledgement has to be found. */
export function judge(findings: readonly Finding[], acknowledged: readonly Acknowledgement[]): Judgement {
  const open = findings.filter((one) => !acknowledged.some((known) => covers(known, one)));
  const stale = acknowledged.flatMap((known) =>
    known.rules
      .filter((rule) => !findings.some((one) => one.rule === rule && covers(known, one)))
      .map((rule) => `${known.tool} ${rule} at ${known.where.source}`),
  );
  return { open, stale, acknowledgedCount: findings.length - open.length };
}

function covers({ tool, rules, where }: Acknowledgement, one: Finding): boolean {
  if (tool !== one.tool || !rules.includes(one.rule)) return false;
  return where.test(`${one.template} ${one.type} ${one.resource}`);
}
