import { nearNames } from '../../core/model/near-names.ts';
import type { FirstConfig } from '../../core/scaling/fleets/first-config.ts';
import { CommandError } from '../command-error.ts';
import { askText, note, type Session } from '../session.ts';
import { table } from '../table.ts';
import { visible } from '../visible.ts';

/** Those that are named, or that somebody at a terminal picks; all where nobody is asked. Throws `CommandError` for unknown names. */
export async function chosenOf(
  session: Session,
  proposals: readonly FirstConfig[],
  only: readonly string[] | null,
  asks: boolean,
): Promise<readonly FirstConfig[]> {
  if (only !== null) return [...new Set(only.map((name) => named(name, proposals)))];
  if (!asks || proposals.length === 1) return proposals;
  const columns = [{ title: '', right: true }, { title: 'NAME' }, { title: 'BOUNDS' }, { title: 'SCALED BY' }];
  const rows = proposals.map(({ scalable, input: { bounds, readings = {} } }, index) => [
    ...[
      String(index + 1),
      scalable,
      `${bounds.min} to ${bounds.max}`,
      'requests' in readings ? 'its requests' : 'how busy it is',
    ],
  ]);
  for (const line of table(columns, rows)) note(session, visible(line));
  const answer = await askText(session, 'which of them? numbers, e.g. 1 3 (empty for all):');
  if (answer === '') return proposals;
  return [...new Set(answer.split(/[\s,]+/).map((number) => numbered(number, proposals)))];
}

function numbered(text: string, proposals: readonly FirstConfig[]): FirstConfig {
  const found = proposals[Number(text) - 1];
  if (found === undefined)
    throw new CommandError(`there is no ${text} among 1 to ${proposals.length}; nothing was written`);
  return found;
}

function named(name: string, proposals: readonly FirstConfig[]): FirstConfig {
  const found = proposals.find(({ scalable }) => scalable === name);
  if (found !== undefined) return found;
  const names = proposals.map(({ scalable }) => scalable);
  const near = nearNames(name, names);
  const meant = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there are ${names.slice(0, 12).join(', ')}`;
  throw new CommandError(`nothing called "${name}" was found; ${meant}`);
}
