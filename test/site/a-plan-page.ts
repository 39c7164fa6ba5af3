import { planPage } from '../../cli/scaling/plan/plan-page.ts';

/** The page of `headroom plan` for two tiers that were made up: the command itself wants an account. */
export function aPlanPage(): string {
  const atMs = Date.UTC(2026, 10, 28, 9);
  const points = (of: number) =>
    Array.from({ length: 96 }, (_, quarter) => {
      const desired = Math.round(of * (1 + Math.sin((quarter / 96) * 2 * Math.PI)));
      return { atMs: atMs + quarter * 900_000, asked: desired, running: Math.max(1, desired - 1), desired };
    });
  const tier = { needed: 12, units: 12, limitedBy: null, mostLoad: 2.5, beginsSeconds: 0, readySeconds: 180 };
  const tiers = [
    { ...tier, scalable: 'checkout/web', now: 6, turn: 2, usdPerHour: { now: 0.24, planned: 0.48 } },
    { ...tier, scalable: 'checkout/db', now: 3, turn: 1, limitedBy: 'the most is 10', usdPerHour: null },
  ];
  const runsOutFirst = { scalable: 'checkout/db', load: 1.8, because: 'the most is 10' };
  const plan = { service: 'checkout', atMs, load: 2, tiers, readySeconds: 360, runsOutFirst };
  return planPage(plan, [
    { scalable: 'checkout/web', points: points(6) },
    { scalable: 'checkout/db', points: points(3) },
  ]);
}
