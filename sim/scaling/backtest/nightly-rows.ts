import { families } from '../baselines/families.ts';
import type { Native } from '../beside/beside-native.ts';
import { candidates, firstInCharge, kindOfCandidate } from '../portfolio/candidates.ts';
import type { InCharge } from '../portfolio/in-charge.ts';
import { chooseNightly, chooseSeveralNightly } from '../portfolio/nightly.ts';
import { type Rule, severalRule, standardRule } from '../portfolio/rule.ts';
import type { BacktestQuestion, Configured } from '../score/answer.ts';
import type { GridPoint } from '../score/grid.ts';
import { tellKnobs, type Wanted } from '../score/select-rows.ts';
import type { CandidatePoint } from '../score/task.ts';
import { profileOf } from '../world/own-fleet.ts';

/** The rule by which a backtest puts one in charge each night, of each family of peers. */
export function ruleOf({ sloBudgetPercent }: Pick<BacktestQuestion, 'sloBudgetPercent'>): Rule {
  return { ...standardRule, budgetPercent: sloBudgetPercent };
}

/** The same where several are in charge together. */
export function severalRuleOf({ sloBudgetPercent }: Pick<BacktestQuestion, 'sloBudgetPercent'>): Rule {
  return { ...severalRule, budgetPercent: sloBudgetPercent };
}

/** Which candidates are in charge on each day, chosen the night before. */
export function candidatesInCharge(
  question: BacktestQuestion,
  points: readonly CandidatePoint[],
  days: number,
): readonly InCharge[] {
  const all = candidates(question.leadSeconds, profileOf(question));
  const field = { records: points.map(({ record }) => record), kinds: all.map(kindOfCandidate) };
  return chooseSeveralNightly(field, days, firstInCharge(all), severalRuleOf(question));
}

/** Headroom's own row. */
export function headroomRow(inCharge: readonly InCharge[]): Wanted {
  const spec = { is: 'headroom', inCharge } as const;
  return { spec, family: 'headroom', kind: 'ours', knobs: {}, selection: 'nightly', inBudget: true };
}

/** What somebody has configured, and who was in charge where it is tuned. */
export function configuredRow({ name, config }: Configured, inCharge: readonly InCharge[], native?: Native): Wanted {
  const spec = { is: 'configured', config, inCharge, ...(native && { native }) } as const;
  const by = config.policies.map(({ kind }) => kind).join(' and ');
  const label = config.beside === undefined ? by : `minimum by ${by}`;
  return { spec, family: name, kind: 'yours', knobs: { label }, selection: 'configured', inBudget: true };
}

/** Every peer family alone, re-tuned each night over its own grid by the same rule as ours. */
export function nightlyPeers(points: readonly GridPoint[], days: number, rule: Rule): Wanted[] {
  return families
    .filter(({ kind }) => kind === 'peer')
    .map((family) => {
      const own = points.filter((point) => point.family === family.name);
      const { shipped } = family;
      const first = own.findIndex(
        ({ target, seconds }) => Math.abs(target - shipped.target) < 1e-9 && seconds === shipped.seconds,
      );
      const records = own.map(({ record }) => record);
      const inCharge = chooseNightly(records, days, first, rule)
        .map((index) => own[index])
        .filter((point) => point !== undefined)
        .map(({ target, seconds }) => ({ target, seconds }));
      return {
        spec: { is: 'family-nightly', family: family.name, inCharge },
        family: family.name,
        kind: family.kind,
        knobs: tellKnobs(family, inCharge[inCharge.length - 1] ?? shipped),
        selection: 'nightly',
        inBudget: true,
      };
    });
}
