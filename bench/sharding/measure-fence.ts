import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { startPostgres } from '../../local/postgres/start-postgres.ts';

/** By what writers are shut out of a schema: by its name alone, or by the right to it as well, as a move's cut does. */
export type Fence = 'name' | 'name and right';

export interface FenceFigure {
  readonly fence: Fence;
  readonly cuts: number;
  /** Writes that were acknowledged. */
  readonly writes: number;
  /** Those of them that came into a schema after it was cut. */
  readonly lost: number;
}

const writers = 24;
/** Between a cut and the next, and between a cut and looking at what came after it. */
const pauseMs = 30;

/** How many acknowledged writes a fence loses of writers who connect anew for each, which is when PostgreSQL works out search paths. */
export async function measureFence(binaries: string, fence: Fence, cuts: number): Promise<FenceFigure> {
  const server = await startPostgres(binaries);
  const { host, port, database, username: user, password } = server;
  const owner = new Client({ host, port, database, user, password });
  await owner.connect();
  try {
    await owner.query("CREATE ROLE application LOGIN PASSWORD 'first'; REVOKE ALL ON SCHEMA public FROM PUBLIC");
    let [live, isOn, writes, lost] = [await open(owner, 0), true, 0, 0];
    const writing = Array.from({ length: writers }, async () => {
      while (isOn) {
        const client = new Client({ host, port, database, user: 'application', password: 'first' });
        await client.connect();
        if (await write(client, live)) writes++;
        await client.end();
      }
    });
    for (let cut = 1; cut <= cuts; cut++) {
      const closed = live;
      await sleep(pauseMs);
      const right = fence === 'name' ? '' : `REVOKE ALL ON SCHEMA ${closed} FROM application;`;
      await owner.query(
        `BEGIN; LOCK TABLE ${closed}.writes IN SHARE ROW EXCLUSIVE MODE; ${right} ALTER SCHEMA ${closed} RENAME TO ${closed}_gone; COMMIT`,
      );
      const copied = await countOf(owner, closed);
      live = await open(owner, cut);
      await sleep(pauseMs);
      lost += (await countOf(owner, closed)) - copied;
      await owner.query(`DROP SCHEMA ${closed}_gone CASCADE`);
    }
    isOn = false;
    await Promise.all(writing);
    return { fence, cuts, writes, lost };
  } finally {
    await owner.end();
    await server.stop();
  }
}

async function open(owner: Client, cut: number): Promise<string> {
  const name = `live_${cut}`;
  await owner.query(
    `CREATE SCHEMA ${name}; CREATE TABLE ${name}.writes (id bigserial PRIMARY KEY); GRANT USAGE ON SCHEMA ${name} TO application;
     GRANT ALL ON ALL TABLES IN SCHEMA ${name} TO application; GRANT ALL ON ALL SEQUENCES IN SCHEMA ${name} TO application`,
  );
  return name;
}

async function countOf(owner: Client, closed: string): Promise<number> {
  const { rows } = await owner.query(`SELECT count(*)::int AS count FROM ${closed}_gone.writes`);
  return rows[0].count;
}

/** Whether it was acknowledged; not where the schema is there no more. */
async function write(client: Client, schema: string): Promise<boolean> {
  await client.query(`BEGIN; SET LOCAL search_path = ${schema}`);
  try {
    await client.query('INSERT INTO writes DEFAULT VALUES');
    await client.query('COMMIT');
    return true;
  } catch (error) {
    if (!['42P01', '3F000'].includes(String((error as { code?: unknown }).code))) throw error;
    await client.query('ROLLBACK');
    return false;
  }
}
