import { readFacts } from '../../adapters/scaling/checkup/catalogue.ts';
import type { Checked, FactsWorld } from '../../adapters/scaling/checkup/facts-world.ts';
import { permitted } from '../../adapters/scaling/checkup/role.ts';
import { type Found, type Told, unknown, type Verdict } from '../../core/model/verdict.ts';
import { actsOnFloor } from '../../core/scaling/checkup/acts-on-floor.ts';
import { type CheckedKind, targetChecks } from '../../core/scaling/checkup/catalogue.ts';
import type { Acts, TargetChecks } from '../../core/scaling/checkup/check.ts';
import { type Actor, foundOfRole } from '../../core/scaling/checkup/role.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import type { TargetConfig } from '../../core/scaling/config/target-kinds.ts';

/** What a scalable is examined beside. */
export interface Beside extends FactsWorld {
  /** The account that is asked; null where nobody knows it. */
  readonly account: string | null;
  readonly actor: Told<Actor>;
  /** Whether the scalable stands in the deployment already. */
  isDeployed(scalable: string): boolean;
}

/** Everything that its checks find of the target of one scalable, and of the right to scale it. */
export async function examineScalable(config: ScalableConfig, beside: Beside): Promise<readonly Verdict[]> {
  const { scalable: subject, target } = config;
  const verdict = (check: string) => (found: Found) => ({ ...found, check, subject });
  const { account, kind }: { account: string | null; kind: string } = target;
  if (account !== null && beside.account !== null && account !== beside.account) {
    return [verdict('target')(unknown(`it is in the account ${account}, and you ask as ${beside.account}`))];
  }
  if (!isChecked(target)) return [verdict('target')(unknown(`nothing checks targets of the kind ${kind} yet`))];
  const { found, acts } = await examineTarget({ ...config, target }, config, beside);
  const ofChecks = Object.entries(found).flatMap(([check, all]) => all.map(verdict(check)));
  // Where nobody knows who acts, that is told once, and not of each.
  if (acts === null || 'unknown' in beside.actor) return ofChecks;
  const isDeployed = beside.isDeployed(subject);
  const may = await mayAct(beside.actor.told, acts, config, beside);
  return [...ofChecks, ...foundOfRole(beside.actor, may, { isDeployed }).map(verdict('role'))];
}

interface Examined {
  readonly found: Readonly<Record<string, readonly Found[]>>;
  readonly acts: Acts | null;
}

async function examineTarget<Kind extends CheckedKind>(
  checked: Checked<Kind>,
  config: ScalableConfig,
  world: FactsWorld,
): Promise<Examined> {
  const { kind } = checked.target as { readonly kind: Kind };
  const facts = await readFacts[kind](checked, world);
  // Facts and checks of a kind are of one kind, which a lookup by a kind that is not known yet does not show.
  const { checks, acts } = targetChecks[kind] as TargetChecks<typeof facts>;
  const found = Object.entries(checks).map(([check, judge]) => [check, judge(facts, config)] as const);
  return { found: Object.fromEntries(found), acts: actsOnFloor(acts(facts), config) };
}

function mayAct(actor: Actor, acts: Acts, { target }: ScalableConfig, { readerIn, abortSignal }: Beside) {
  return permitted(readerIn(target.region), actor, acts, abortSignal);
}

function isChecked(target: TargetConfig): target is TargetConfig<CheckedKind> {
  return Object.hasOwn(targetChecks, target.kind);
}
