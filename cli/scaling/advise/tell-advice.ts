import { coloured, type Session, say, sayAsGiven } from '../../session.ts';
import { table } from '../../table.ts';
import { dataSummary, unpricedNote } from '../sizes/tell-data.ts';
import type { Advice, AdvisedFleet } from './advice.ts';
import { monthlyUsd, tellFigures, tellUsd, tellVerdict } from './figures.ts';

interface Telling {
  /** The config of what Headroom does better; null where it does nothing better. */
  readonly source: string | null;
  readonly written: readonly string[];
  readonly tookMs: number;
}

/** Prints what each fleet costs and misses, what it would, and the config to paste. */
export function tellAdvice(session: Session, advice: Advice, { source, written, tookMs }: Telling): void {
  const bold = (text: string): string => coloured(session.out, 'bold', text);
  const dim = (text: string): string => coloured(session.out, 'dim', text);
  const { fleets, sloBudgetPercent, leadSeconds, pricesOf } = advice;
  say(session, bold(summary(advice)));
  say(
    session,
    dim(
      `${advice.where}: lead ${leadSeconds} s, budget ${sloBudgetPercent} % of requests; a month of 730 hours at list prices of ${pricesOf.region} of ${pricesOf.readOn}`,
    ),
  );
  const elsewhere = pricedElsewhere(advice);
  if (elsewhere !== null) say(session, dim(elsewhere));
  if (fleets.length > 0) {
    say(session);
    const [titles = '', ...rows] = table(
      columns,
      fleets.map((fleet) => rowOf(fleet, sloBudgetPercent)),
    );
    say(session, bold(titles));
    for (const row of rows) say(session, row);
    tellNotes(session, advice, dim);
  }
  tellData(session, advice, { bold, dim });
  for (const trouble of advice.troubles) say(session, coloured(session.out, 'yellow', trouble));
  tellConfig(session, source, written, bold);
  if (advice.asking !== null) say(session, dim(advice.asking));
  say(session, dim(`took ${Math.round(tookMs / 100) / 10} s`));
}

const columns = [
  { title: 'fleet' },
  { title: 'scaled by' },
  { title: 'unit' },
  { title: 'now', right: true },
  { title: 'Headroom', right: true },
  { title: 'advice' },
];

function rowOf(fleet: AdvisedFleet, sloBudgetPercent: number): string[] {
  const { name, scaledBy, unit, advice } = fleet;
  const [now, ours] =
    advice === null ? ['—', '—'] : [tellFigures(fleet, advice.now), tellFigures(fleet, advice.headroom)];
  return [name, scaledBy, unit ?? '?', now, ours, tellVerdict(fleet, sloBudgetPercent)];
}

/** The first sentences: what there is to win, or that there is nothing. */
export function summary({ fleets, data }: Advice): string {
  const ofData = data === null ? '' : dataSummary(data);
  return ofData === '' ? fleetSummary(fleets) : `${fleetSummary(fleets)} ${ofData}`;
}

function fleetSummary(fleets: readonly AdvisedFleet[]): string {
  if (fleets.length === 0) return 'Nothing here scales by units.';
  const better = fleets.filter(({ verdict }) => verdict === 'headroom');
  const kept = fleets.filter(({ verdict }) => verdict === 'keep').length;
  const rest = fleets.length - better.length - kept;
  const others = [kept > 0 ? `${kept} best kept as it is` : '', rest > 0 ? `${rest} without enough on record` : ''];
  const beside = others.filter(Boolean).join(', ');
  if (better.length === 0 && kept === 0) return `Nobody can say yet: ${beside}.`;
  if (better.length === 0) return `Keep what you have: of ${fleets.length}, nothing would be better (${beside}).`;
  return `Headroom does better on ${better.length} of ${fleets.length}${dollars(better)}${beside === '' ? '' : `; ${beside}`}.`;
}

function dollars(better: readonly AdvisedFleet[]): string {
  let [now, ours] = [0, 0];
  for (const fleet of better) {
    const { advice } = fleet;
    const [theirs, mine] = advice?.now
      ? [monthlyUsd(fleet, advice.now), monthlyUsd(fleet, advice.headroom)]
      : [null, null];
    if (theirs === null || mine === null) continue;
    now += theirs;
    ours += mine;
  }
  if (now === 0) return '';
  const change = ours <= now ? `$${tellUsd(now - ours)} less` : `$${tellUsd(ours - now)} more`;
  return `: $${tellUsd(ours)} a month instead of $${tellUsd(now)}, ${change}`;
}

function tellNotes(session: Session, { fleets }: Advice, dim: (text: string) => string): void {
  const noted = fleets.flatMap((fleet) => notesOf(fleet).map((note) => `${fleet.name}: ${note}`));
  if (noted.length === 0) return;
  say(session);
  for (const line of noted) say(session, dim(line));
}

/** What to do about prices of another Region than that of the account; null where they are its own, and of files. */
export function pricedElsewhere({ where, data, pricesOf }: Advice): string | null {
  if (data === null || pricesOf.region === where) return null;
  return `its own prices are had by "headroom sizes refresh --region ${where} --write sizes.json" and "--sizes sizes.json"`;
}

/** What there is to know of a fleet, and what keeps it from being advised. */
export function notesOf(fleet: AdvisedFleet): string[] {
  const { notes, hindrance, advice, question } = fleet;
  const beyond = advice?.beyondMaxPercent ?? 0;
  const max = question?.bounds.max ?? null;
  return [
    ...(hindrance === null ? [] : [hindrance]),
    ...notes,
    ...besideNote(fleet),
    ...unpricedUnit(fleet),
    ...(beyond > 0 ? [`in ${beyond.toFixed(1)} % of the time more than its most, ${max}, is needed; raise it`] : []),
  ];
}

function unpricedUnit({ advice, unit, usdPerUnitHour }: AdvisedFleet): string[] {
  if (advice === null || unit === null || usdPerUnitHour !== null) return [];
  return [`no price is known of ${unit}; say what a unit costs by --price, for fleets of it that --only names`];
}

/** What moving the minimum alone would bring, where it has target tracking that it may keep. */
function besideNote(fleet: AdvisedFleet): string[] {
  const { advice, question } = fleet;
  if (advice === null || advice.beside === null) return [];
  const target = question?.native?.target ?? null;
  const kept = target === null ? 'target tracking at half of what a unit serves' : `its target tracking at ${target}`;
  return [`with ${kept} kept, and only its minimum moved (beside: 'native'): ${tellFigures(fleet, advice.beside)}`];
}

type Style = (text: string) => string;

/** What is advised of databases and caches, a sentence each. */
function tellData(session: Session, { data }: Advice, { bold, dim }: { readonly bold: Style; readonly dim: Style }) {
  if (data === null) return;
  if (data.advice.length > 0) {
    say(session);
    say(session, bold('Sizes of databases and caches'));
    for (const { says } of data.advice) say(session, says);
  }
  const unpriced = unpricedNote(data);
  if (unpriced !== null) say(session, dim(unpriced));
  for (const trouble of data.troubles) say(session, coloured(session.out, 'yellow', trouble));
}

function tellConfig(
  session: Session,
  source: string | null,
  written: readonly string[],
  bold: (text: string) => string,
): void {
  say(session);
  for (const path of written) say(session, `written: ${coloured(session.out, 'underline', path)}`);
  if (source === null) return;
  if (!written.some((path) => /\.[cm]?[jt]s$/.test(path))) {
    say(session, bold('The config to paste, as headroom.config.ts:'));
    say(session);
    for (const line of source.trimEnd().split('\n')) sayAsGiven(session, line);
    say(session);
  }
  say(
    session,
    `Next: headroom validate, headroom doctor, and cdk deploy; it recommends and changes nothing until you say "on".`,
  );
}
