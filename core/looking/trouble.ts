import type { Entry } from '../model/entry.ts';
import type { Trouble } from '../model/trouble.ts';
import { type TroubleKind, troubleKindNames, troubleKinds } from '../model/trouble-kinds.ts';
import type { Counts } from './count.ts';
import type { Told } from './sink.ts';

/** How many of the subjects looked at have each kind of trouble, of which a person is to hear. */
export const troubleCounts: Counts<Entry, unknown> = Object.fromEntries(
  troubleKindNames.map((kind) => [
    troubleKinds[kind].metric,
    { unit: 'Count', some: ({ entry }) => told(entry, kind) },
  ]),
);

function told(entry: Entry | null, kind: TroubleKind): number {
  return entry?.troubles?.some((trouble) => trouble.kind === kind && trouble.toldAtMs !== null) ? 1 : 0;
}

/** Whether a look has found what a person is to mend. */
export function isTroubled(entry: Entry | null): boolean {
  return entry?.troubles?.some(({ toldAtMs }) => toldAtMs !== null) ?? false;
}

/** What is told of the troubles of a look, a line and an event each, at the look from which on a person is to hear of them. */
export async function tellTroubles(entry: Entry | null): Promise<readonly Told[]> {
  if (entry === null || entry.signal.dryRun) return [];
  const now = (entry.troubles ?? []).filter(({ toldAtMs }) => toldAtMs === entry.atMs);
  return Promise.all(now.map((trouble) => tellOne(entry, trouble)));
}

async function tellOne({ id, capability, subject }: Entry, trouble: Trouble): Promise<Told> {
  const { troubleText } = await import('../model/trouble-text.ts');
  const { title, says, remedy } = troubleText(trouble, subject);
  const { kind, sinceMs } = trouble;
  const detail = { capability, subject, trouble: kind, because: says, sinceMs, remedy, entry: id };
  return {
    level: 'warn',
    line: { message: `${subject}: ${title}`, ...detail },
    news: { title: 'Trouble Found', detail, atMs: null },
  };
}
