import { prefixOf } from '../../../../../core/sharding/moving/servers/leg.ts';
import type { Blocker } from '../../../../../core/sharding/moving/servers/seen.ts';
import type { Session } from '../../../../postgres/session.ts';
import { differences, type Fingerprint, fingerprint } from '../catalogue/fingerprint.ts';
import type { Work } from '../work.ts';
import { brokenOf } from './broken-rules.ts';
import { pinRules } from './pin-rules.ts';

/** What stands in the way of taking one key out of its slot, or of putting it back, beside what does for every move. */
export async function pinBlockers(work: Work): Promise<readonly Blocker[]> {
  const { move, keyColumn, source, target, leg } = work;
  if (move.kind === 'move') return [];
  if (keyColumn === null) {
    return [
      lasting('The keyspace names no keyColumn, so nothing tells the rows of one key: deploy its config with it.'),
    ];
  }
  if (move.from === move.to) {
    return [
      lasting(
        `The key is to stay on shard "${move.from}", and a ${move.kind} needs two: name another shard, or move its slot first.`,
      ),
    ];
  }
  const found = await brokenOf(source.session, leg.source, pinRules, [leg.live, keyColumn, move.pinned?.key ?? '']);
  if (found.length > 0) return found;
  return move.kind === 'unpin' ? homeBlockers(work, target.session) : [];
}

/** The slot that a key comes back to must be there, with the same tables. */
async function homeBlockers(
  { move, leg, source, applicationRole }: Work,
  target: Session,
): Promise<readonly Blocker[]> {
  const [home] = await target.query(homeQuery, [`${prefixOf(move.slot)}e`, applicationRole]);
  if (home === undefined) {
    return [
      lasting(
        `Shard "${leg.target}" has not slot ${move.slot}, which the key comes back to: move that slot there first.`,
      ),
    ];
  }
  const [here, there] = [await tablesOf(source.session, leg.live), await tablesOf(target, String(home.name))];
  const told = differences([leg.live, here], [String(home.name), there]);
  if (told === null) return [];
  return [
    lasting(
      `The tables of ${leg.live} and ${home.name} differ: ${told}; bring both to the same version, then unpin again.`,
    ),
  ];
}

/** What rows that come together again depend on. */
async function tablesOf(session: Session, schema: string): Promise<Fingerprint> {
  const print = await fingerprint(session, schema);
  return new Map(
    [...print]
      .filter(([key]) => /^(column|constraint|index|numbers of sequence) /.test(key))
      .map(([key, told]) => [key, shapeOf(key, told)]),
  );
}

/** Without statistics, storage and rights of columns, which may differ. */
const shapeOf = (key: string, told: string) =>
  key.startsWith('column ') ? told.replace(/, (storage|compression|statistics|options|rights) .*$/, '') : told;

const lasting = (told: string): Blocker => ({ told, passes: false });

const homeQuery = `
  SELECT nspname AS name FROM pg_namespace
  WHERE starts_with(nspname, $1::text) AND has_schema_privilege($2::text, oid, 'USAGE')`;
