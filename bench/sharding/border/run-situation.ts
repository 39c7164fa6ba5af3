import { connect } from '../../../adapters/postgres/connect.ts';
import type { Session } from '../../../adapters/postgres/session.ts';
import { inTransaction } from '../../../adapters/postgres/session.ts';
import { slotName } from '../../../core/sharding/map/slot.ts';
import type { Move } from '../../../core/sharding/moving/move.ts';
import { rollBack } from '../../../core/sharding/moving/servers/roll-back.ts';
import type { PostgresServer } from '../../../local/postgres/start-postgres.ts';
import { placeOf, TwoShards } from '../moves/two-shards.ts';
import { ClosedWatch } from './closed-watch.ts';
import { type Owner, type Picture, picture, unlike } from './picture.ts';
import type { Situation } from './situation.ts';

/** How the moves of a situation ended. */
export interface Ended {
  readonly name: string;
  readonly is: 'equal' | 'refused' | 'wrong';
  /** What was said, or what is wrong. */
  readonly told: string | null;
  /** How long applications found the slot at neither side, at most, milliseconds. */
  readonly closedMs: number;
}

/** Where situations are tried. */
export interface Ground {
  readonly servers: readonly [PostgresServer, PostgresServer];
  readonly binaries: string;
}

/** Which of the three are tried. */
export interface Trial {
  readonly goesBack: boolean;
  readonly pins: boolean;
}

const ownSlot = 7;
const pinnedByDefault = 'tenant-1';

/** Moves a situation, takes it back, pins a key and puts it back, on two real servers, each time in a database of its own. */
export async function runSituation(ground: Ground, situation: Situation, trial: Trial, number: number): Promise<Ended> {
  let stage: Stage;
  try {
    stage = await Stage.make(ground, situation, `border_${number}`);
  } catch (error) {
    return { name: situation.name, is: 'wrong', told: `it could not be made: ${error}`, closedMs: 0 };
  }
  try {
    const told = await stage.play(trial);
    return { name: situation.name, ...told, closedMs: await stage.closedMs() };
  } catch (error) {
    return { name: situation.name, is: 'wrong', told: String(error), closedMs: await stage.closedMs() };
  } finally {
    await stage.strike();
  }
}

type Verdict = Pick<Ended, 'is' | 'told'>;
const wrong = (told: string): Verdict => ({ is: 'wrong', told });

class Stage {
  private readonly situation: Situation;
  private readonly ground: Ground;
  private readonly database: string;
  private readonly shards: TwoShards;
  private readonly watch: ClosedWatch;

  static async make(ground: Ground, situation: Situation, database: string): Promise<Stage> {
    const roots = await Promise.all(ground.servers.map((server) => connect('root', placeOf(server))));
    const [a, b] = roots as [Session, Session];
    await a.query(`CREATE DATABASE ${database}`);
    await b.query(`CREATE DATABASE ${database} ${situation.targetDatabase}`);
    await Promise.all(roots.map((root) => root.end()));
    const servers = ground.servers.map((server) => ({ ...server, database })) as unknown as Ground['servers'];
    await fill(servers, situation);
    const shards = await TwoShards.open(servers, 'SELECT 1');
    const stage = new Stage(ground, situation, database, shards, await watchOf(servers));
    await stage.furnish();
    return stage;
  }

  private constructor(ground: Ground, situation: Situation, database: string, shards: TwoShards, watch: ClosedWatch) {
    this.ground = ground;
    this.situation = situation;
    this.database = database;
    this.shards = shards;
    this.watch = watch;
  }

  closedMs(): Promise<number> {
    return this.watch.end();
  }

  /** Servers are told apart by database, so one that hangs does not hold the others up. */
  async strike(): Promise<void> {
    await this.shards.close();
    for (const server of this.ground.servers) {
      const root = await connect('root', placeOf(server));
      await root.query(`DROP DATABASE IF EXISTS ${this.database} WITH (FORCE)`).catch(() => {});
      await root.end();
    }
  }

  async play({ goesBack, pins }: Trial): Promise<Verdict> {
    const before = await this.look();
    const moved = await this.move(before);
    if (moved !== null) return moved;
    if (goesBack) {
      const returned = await this.goBack();
      if (returned !== null) return returned;
    }
    await this.end();
    if (!pins) return { is: 'equal', told: null };
    return (await this.pin()) ?? { is: 'equal', told: null };
  }

  /** The slot's tables, and who may use them. */
  private async furnish(): Promise<void> {
    const { slot, afterwards } = this.situation;
    const session = this.shards.sessions.a;
    const schema = slotName(0, 1);
    await session.query(`SET search_path = ${schema}, public, pg_catalog; ${slot}; SET search_path = pg_catalog`);
    const mine = `SELECT format('GRANT ALL ON %s %s TO application', CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, oid::regclass) AS text
      FROM pg_class WHERE relnamespace = '${schema}'::regnamespace AND relkind IN ('r', 'S', 'p', 'v') AND relacl IS NULL AND relowner = current_user::regrole`;
    for (const { text } of await session.query(mine)) await session.query(String(text));
    for (const text of afterwards) await session.query(text.replaceAll('@', schema)).catch(() => {});
  }

  private async owner(slot = 0): Promise<Owner> {
    const { shard, epoch } = await this.shards.slotNow(slot);
    const at = shard as 'a' | 'b';
    const server = this.shards.servers[at];
    return { session: this.shards.sessions[at], server, database: this.database, schema: slotName(slot, epoch) };
  }

  private async look(slot = 0): Promise<Picture> {
    return picture(await this.owner(slot), this.ground.binaries);
  }

  /** The way there, with applications at work before and during. Null where all is as it was. */
  private async move(before: Picture): Promise<Verdict | null> {
    const { refused, ends, whileCopying, atTheCopy, waits } = this.situation;
    const expected = await this.tried();
    this.shards.keepWayBack(true);
    const { id } = await this.shards.begin();
    if (waits) return this.waiting(id);
    const first = await this.shards.walk(id, ({ is }) => is !== 'planned');
    if (first.is === 'aborted') return this.judgeRefusal(first, refused, before);
    const following = await this.shards.drive(id, ({ is }) => is === 'catching-up', { leftMs: 0 });
    if (following.is === 'catching-up') {
      await this.asApplication(expected);
      await this.ask(whileCopying);
      await this.ask(atTheCopy, await this.copy(following));
    }
    const atRest = await this.look();
    const move = await this.shards.drive(id, ({ is }) => is === 'reversible');
    if (move.is !== 'reversible') return this.judgeEnd(move, ends, atRest);
    if (refused !== null || ends !== null) return wrong('it was moved, and ought to have been refused');
    const difference = unlike(atRest, await this.look());
    if (difference !== null) return wrong(`after the move ${difference}`);
    return this.asUsual(expected, 'after the move');
  }

  private async copy({ to, epoch }: Move): Promise<Owner> {
    const at = to as 'a' | 'b';
    const session = this.shards.sessions[at];
    return { session, server: this.shards.servers[at], database: this.database, schema: slotName(0, epoch) };
  }

  private async judgeRefusal(move: Move, refused: RegExp | null, before: Picture): Promise<Verdict> {
    if (refused === null) return wrong(`it was refused: ${move.trouble}`);
    if (!refused.test(move.trouble ?? '')) return wrong(`it was refused for another reason: ${move.trouble}`);
    const difference = unlike(before, await this.look());
    if (difference !== null) return wrong(`after a refusal ${difference}`);
    const leftovers = (await this.shards.leftovers()).filter((one) => one.includes(move.id));
    const pinned = this.situation.pin === null ? null : await this.pin();
    if (pinned?.is === 'wrong') return pinned;
    return leftovers.length > 0 ? wrong(`it left ${leftovers.join(', ')}`) : { is: 'refused', told: move.trouble };
  }

  /** A move that ends for something that happened meanwhile leaves the slot where it was, as it is. */
  private async judgeEnd(move: Move, ends: RegExp | null, before: Picture): Promise<Verdict> {
    if (ends === null || !ends.test(move.trouble ?? '')) return wrong(`it ended ${move.is}: ${move.trouble}`);
    await this.shards.drive(move.id, () => false);
    const difference = unlike(before, await this.look());
    return difference === null ? { is: 'refused', told: move.trouble } : wrong(`after its end ${difference}`);
  }

  /** What is in the way goes away by itself or by a person: it is told, and the move goes on then. */
  private async waiting(id: string): Promise<Verdict | null> {
    const { refused, lastly } = this.situation;
    const waiting = await this.shards.walk(id, ({ trouble }) => trouble !== null);
    if (waiting.is !== 'planned' || refused?.test(waiting.trouble ?? '') !== true)
      return wrong(`it is ${waiting.is}, and says ${waiting.trouble}`);
    await this.ask(lastly);
    const move = await this.shards.drive(id, ({ is }) => is === 'reversible');
    return move.is === 'reversible' ? null : wrong(`it ended ${move.is}: ${move.trouble}`);
  }

  private async goBack(): Promise<Verdict | null> {
    const { afterTheMove, wayBackClosed } = this.situation;
    await this.ask(afterTheMove);
    const [active] = await this.shards.store.activeMoves('shop');
    if (active === undefined) return wrong('there is no way back');
    const expected = await this.tried();
    await this.asApplication(expected);
    const before = await this.look();
    const taken = await this.shards.store.takeOver('shop', active.id);
    if (taken === null || !(await this.shards.store.save(taken, rollBack(taken, Date.now()))))
      return wrong('it cannot be taken back');
    const move = await this.shards.drive(active.id, () => false);
    const difference = unlike(before, await this.look());
    if (difference !== null) return wrong(`after the way back ${difference}`);
    if (wayBackClosed === null && move.outcome !== 'rolled-back')
      return wrong(`the way back ended ${move.is}: ${move.trouble}`);
    if (wayBackClosed !== null && (move.outcome !== 'moved' || !wayBackClosed.test(move.trouble ?? '')))
      return wrong(`the way back ended ${move.outcome}: ${move.trouble}`);
    return this.asUsual(expected, 'after the way back');
  }

  /** Ends what is still under way, so that a pin finds the slot free. */
  private async end(): Promise<void> {
    this.shards.keepWayBack(false);
    for (const { id } of await this.shards.store.activeMoves('shop')) await this.shards.drive(id, () => false);
  }

  private async pin(): Promise<Verdict | null> {
    const { pin, pinRefused } = this.situation;
    const key = pin ?? pinnedByDefault;
    const before = await this.look();
    const pinned = { kind: 'pin', pinned: { key, slot: ownSlot } } as const;
    this.shards.keepWayBack(false);
    const { id } = await this.shards.begin(0, pinned);
    const first = await this.shards.walk(id, ({ is }) => is !== 'planned');
    if (first.is === 'aborted') return this.judgePinRefused(first, before);
    if (pinRefused !== null) return wrong('the key was pinned, and ought to have been refused');
    const move = await this.shards.drive(id, () => false);
    if (move.outcome !== 'moved') return wrong(`the pin ended ${move.outcome}: ${move.trouble}`);
    const parted = await this.judgeParted(before);
    if (parted !== null) return parted;
    return this.unpin(key, before);
  }

  private async unpin(key: string, before: Picture): Promise<Verdict | null> {
    const { whilePinned, afterTheUnpin } = this.situation;
    await this.ask(whilePinned, await this.owner(ownSlot));
    const back = await this.shards.begin(0, { kind: 'unpin', pinned: { key, slot: ownSlot } });
    const end = await this.shards.drive(back.id, () => false);
    if (end.outcome !== 'moved') return wrong(`the unpin ended ${end.outcome}: ${end.trouble}`);
    const after = await this.look();
    const difference = unlike(whilePinned.length === 0 ? before : { ...before, rows: after.rows }, after);
    if (difference !== null) return wrong(`after the unpin ${difference}`);
    await this.ask(afterTheUnpin);
    return null;
  }

  private async judgePinRefused(move: Move, before: Picture): Promise<Verdict | null> {
    const { pin, pinRefused } = this.situation;
    if (pin !== null && pinRefused === null) return wrong(`the pin was refused: ${move.trouble}`);
    if (pinRefused !== null && !pinRefused.test(move.trouble ?? ''))
      return wrong(`the pin was refused for another reason: ${move.trouble}`);
    const difference = unlike(before, await this.look());
    return difference === null ? null : wrong(`after a pin was refused ${difference}`);
  }

  /** Both parts are made like the whole, and no row is in both or in none. */
  private async judgeParted(whole: Picture): Promise<Verdict | null> {
    const [rest, own] = [await this.look(0), await this.look(ownSlot)];
    for (const [name, part] of [
      ['the rest', rest],
      ['the pinned key', own],
    ] as const) {
      const difference = unlike({ ...whole, rows: part.rows, numbers: {} }, part);
      if (difference !== null) return wrong(`of ${name} ${difference}`);
    }
    const count = ({ rows }: Picture) =>
      Object.values(rows).reduce((sum, digest) => sum + Number(digest.split(' ')[0]), 0);
    return count(rest) + count(own) === count(whole)
      ? null
      : wrong(`${count(rest)} and ${count(own)} rows of ${count(whole)}`);
  }

  /** What each statement of applications comes to, in a transaction that is rolled back. */
  private async tried(): Promise<readonly string[]> {
    const { session, schema } = await this.owner();
    const results: string[] = [];
    for (const text of this.situation.application) {
      const result = await inTransaction(session, async () => {
        await session.query(`SET LOCAL search_path = ${schema}; SET LOCAL ROLE application`);
        throw await session.query(text).then(
          () => new Came('passes'),
          (error) => new Came(String(error.code)),
        );
      }).catch((error: unknown) => {
        if (error instanceof Came) return error.message;
        throw error;
      });
      results.push(String(result));
    }
    return results;
  }

  /** Those that passed before pass still, as applications do them. */
  private async asApplication(expected: readonly string[]): Promise<void> {
    const { session, schema } = await this.owner();
    for (const [index, text] of this.situation.application.entries()) {
      if (expected[index] !== 'passes') continue;
      await inTransaction(session, async () => {
        await session.query(`SET LOCAL search_path = ${schema}; SET LOCAL ROLE application`);
        await session.query(text);
        return null;
      });
    }
  }

  private async asUsual(expected: readonly string[], when: string): Promise<Verdict | null> {
    const now = await this.tried();
    const index = now.findIndex((result, at) => expected[at] === 'passes' && result !== 'passes' && result !== '23505');
    return index < 0 ? null : wrong(`${when} "${this.situation.application[index]}" came to ${now[index]}`);
  }

  private async ask(statements: readonly string[], where?: Owner): Promise<void> {
    const { session, schema } = where ?? (await this.owner());
    for (const text of statements) await session.query(text.replaceAll('@', schema));
  }
}

/** How a statement came out, thrown so that its transaction is rolled back. */
class Came extends Error {}

async function fill(servers: Ground['servers'], { bothSides, source, target }: Situation): Promise<void> {
  const parts = [bothSides + source, bothSides + target];
  for (const [index, server] of servers.entries()) {
    const session = await connect('ab'[index] ?? '', placeOf(server));
    const schema = slotName(0, 1);
    await session.query(
      "DO $$ BEGIN CREATE ROLE application LOGIN PASSWORD 'of-applications'; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$",
    );
    const text = (index === 0 ? [bothSides, source] : [bothSides, target]).join('\n;\n');
    if (parts[index]?.trim() !== '') await session.query(text.replaceAll('@', schema));
    await session.end();
  }
}

async function watchOf(servers: Ground['servers']): Promise<ClosedWatch> {
  return new ClosedWatch(await Promise.all(servers.map((server) => connect('watch', placeOf(server)))));
}
