import { type Gravity, gravities, type Verdict } from '../../core/model/verdict.ts';
import { visible } from '../visible.ts';

type Paint = (style: 'bold' | 'red' | 'yellow' | 'dim' | 'green', text: string) => string;

const styles = { trouble: 'red', warning: 'yellow', unknown: 'yellow', ok: 'green' } as const;
const widest = Math.max(...gravities.map((one) => one.length));

interface Shown {
  /** Whether what is in order is listed too, and not only counted. */
  readonly all: boolean;
  /** The profile that a command to be pasted needs; null for the usual one. */
  readonly profile: string | null;
}

/** What was found, for a person: what needs them first, each with the command that mends it; what is in order is counted. */
export function doctorLines(verdicts: readonly Verdict[], { all, profile }: Shown, paint: Paint): readonly string[] {
  const listed = together(verdicts.filter(({ is }) => all || is !== 'ok'));
  const inOrder = verdicts.filter(({ is }) => is === 'ok');
  return [...listed.flatMap((one) => lines(one, profile, paint)), ...(all ? [] : counted(inOrder, paint))];
}

/** How many subjects are named; the rest is counted. */
const mostNamed = 5;

/** Subjects of which the same is said with the same remedy, in one line: fifty of which nobody may ask are one remark. */
function together(verdicts: readonly Verdict[]): readonly Verdict[] {
  const alike = new Map<string, Verdict[]>();
  for (const one of verdicts) {
    const { is, check, says, mend, subject } = one;
    const key = JSON.stringify([is, check, says, mend, subject === null]);
    alike.set(key, [...(alike.get(key) ?? []), one]);
  }
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const names = [first, ...others].flatMap(({ subject }) => subject ?? []);
    const rest = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
    return [{ ...first, subject: names.length === 0 ? null : `${names.slice(0, mostNamed).join(', ')}${rest}` }];
  });
}

/** How much of each, e.g. `1 trouble, 2 warnings`. */
export function tally(verdicts: readonly Verdict[]): string {
  return gravities.map((is) => said(is, verdicts.filter((one) => one.is === is).length)).join(', ');
}

function said(is: Gravity, count: number): string {
  const told = {
    trouble: 'in trouble',
    warning: count === 1 ? 'warning' : 'warnings',
    unknown: 'not known',
    ok: 'in order',
  };
  return `${count === 0 ? 'no' : count} ${told[is]}`.replace('no in', 'none in').replace('no not', 'none not');
}

function lines({ is, check, subject, says, mend }: Verdict, profile: string | null, paint: Paint): readonly string[] {
  const of = subject === null ? '' : `${subject}: `;
  const what = is === 'unknown' ? `${check} ` : '';
  const first = `${paint(styles[is], is.padEnd(widest))}  ${visible(`${of}${what}${says}`)}`;
  const indent = ' '.repeat(widest + 2);
  return mend === null ? [first] : [first, `${indent}${paint('bold', visible(pasted(mend, profile)))}`];
}

/** Commands of the AWS CLI must reach the account that was asked. */
export function pasted(mend: string, profile: string | null): string {
  return profile !== null && mend.startsWith('aws ') ? `${mend} --profile ${profile}` : mend;
}

function counted(inOrder: readonly Verdict[], paint: Paint): readonly string[] {
  if (inOrder.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { check } of inOrder) counts.set(check, (counts.get(check) ?? 0) + 1);
  const told = [...counts].map(([check, count]) => (count === 1 ? check : `${check} (${count})`));
  return [paint('dim', visible(`in order: ${told.join(', ')}; --all lists it`))];
}
