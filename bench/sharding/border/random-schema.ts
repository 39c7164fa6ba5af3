import { seeded } from '../../../core/model/seeded.ts';
import { parseSituation, type Situation } from './situation.ts';

/** A type of column, and an SQL expression of a value for row number `i`. */
interface ColumnType {
  readonly type: string;
  readonly value: string;
  /** Whether it may be in a btree index. */
  readonly ordered: boolean;
}

const types: readonly ColumnType[] = [
  { type: 'int', value: 'i', ordered: true },
  { type: 'smallint', value: '(i % 100)::smallint', ordered: true },
  { type: 'bigint', value: 'i::bigint * 1000000007', ordered: true },
  { type: 'numeric(12,3)', value: 'i / 7.0', ordered: true },
  { type: 'numeric', value: "CASE WHEN i % 5 = 0 THEN 'NaN' ELSE i / 3.0 END", ordered: true },
  { type: 'real', value: 'i / 3.0', ordered: true },
  { type: 'double precision', value: "CASE WHEN i % 7 = 0 THEN 'Infinity' ELSE i / 11.0 END", ordered: true },
  { type: 'text', value: "repeat('é', i % 9) || i", ordered: true },
  { type: 'varchar(40)', value: "'v ' || i", ordered: true },
  { type: 'char(8)', value: "'c' || i", ordered: true },
  { type: 'text COLLATE "C"', value: 'upper(md5(i::text))', ordered: true },
  { type: 'bytea', value: "decode(md5(i::text), 'hex')", ordered: true },
  { type: 'boolean', value: 'i % 2 = 0', ordered: true },
  { type: 'date', value: "date '2020-01-01' + i::int", ordered: true },
  { type: 'timestamptz', value: "timestamptz '2024-03-31 01:30:00+01' + i * interval '37 minutes'", ordered: true },
  { type: 'timestamp(3)', value: "timestamp '1999-12-31' - i * interval '1 day'", ordered: true },
  { type: 'time', value: "time '12:00' + (i % 60) * interval '1 minute'", ordered: true },
  { type: 'interval', value: "i * interval '1 day 2 hours'", ordered: true },
  { type: 'uuid', value: 'md5(i::text)::uuid', ordered: true },
  { type: 'inet', value: "('10.0.0.' || i % 255)::inet", ordered: true },
  { type: 'jsonb', value: "jsonb_build_object('a', i, 'b', ARRAY[i])", ordered: true },
  { type: 'json', value: "json_build_object('a', i)", ordered: false },
  { type: 'point', value: 'point(i, -i)', ordered: false },
  { type: 'int4range', value: 'int4range(i::int, i::int + 5)', ordered: true },
  { type: 'text[]', value: "ARRAY['x', NULL, i::text]", ordered: true },
  { type: 'bit(5)', value: '(i % 32)::int::bit(5)', ordered: true },
  { type: 'tsvector', value: "to_tsvector('simple', 'word' || i)", ordered: true },
  { type: 'money', value: '(i / 4.0)::numeric::money', ordered: true },
  { type: 'xml', value: "xmlparse(CONTENT '<a>' || i || '</a>')", ordered: false },
  { type: 'macaddr', value: "('08:00:2b:01:02:' || lpad(to_hex(i % 255), 2, '0'))::macaddr", ordered: true },
  { type: 'cidr', value: "('10.' || i % 200 || '.0.0/16')::cidr", ordered: true },
  { type: 'timetz', value: "timetz '10:00+02' + (i % 60) * interval '1 second'", ordered: true },
  { type: 'varbit(9)', value: '(i % 512)::int::bit(9)', ordered: true },
  {
    type: 'tstzrange',
    value: "tstzrange('2024-01-01Z', timestamptz '2024-01-01Z' + i * interval '1 hour')",
    ordered: true,
  },
  { type: 'nummultirange', value: 'nummultirange(numrange(i, i + 1), numrange(i + 2, NULL))', ordered: true },
  { type: 'jsonpath', value: "('$.a[' || i || ']')::jsonpath", ordered: false },
  { type: 'circle', value: 'circle(point(i, i), 2)', ordered: false },
  { type: 'int[][]', value: 'ARRAY[[i, 1], [2, NULL]]::int[]', ordered: true },
  { type: 'public.border_size', value: '(1 + i % 90)::int', ordered: true },
  { type: 'public.border_mood[]', value: "ARRAY['glum']::public.border_mood[]", ordered: true },
  { type: 'public.border_mood', value: "(ARRAY['glum', 'fine'])[1 + i % 2]::public.border_mood", ordered: true },
];

/** Names that have to be quoted, among others. */
const names = [
  'plain',
  'Mixed Case',
  'quo"te',
  'per%cent',
  'do$llar',
  'ünïcode',
  'select',
  'a.b',
  "apos'trophe",
  'back\\slash',
];

const quotedName = (name: string) => `"${name.replaceAll('"', '""')}"`;
const quotedText = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Chance, from a seed: the same schema comes of the same one. */
class Chance {
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = seeded(seed);
  }

  is(share: number): boolean {
    return this.random() < share;
  }

  below(count: number): number {
    return Math.floor(this.random() * count);
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

interface Column extends ColumnType {
  readonly name: string;
}

interface Table {
  readonly name: string;
  readonly keyed: boolean;
  readonly columns: readonly Column[];
}

/** A schema of random tables, and what applications do with it. */
export function randomSituation(seed: number): Situation {
  const chance = new Chance(seed);
  const tables = Array.from({ length: 1 + chance.below(3) }, (_, index) => randomTable(chance, index));
  const odd = oddities(chance, tables);
  const slot = [
    ...tables.flatMap((table) => tableSql(chance, table)),
    ...foreignKeys(chance, tables),
    ...sequences(chance),
    ...tables.flatMap((table) => smallThings(chance, table)),
    ...odd,
  ];
  const application = tables.flatMap(applicationOf);
  const text = [
    '--@ both sides',
    roles,
    '--@ slot',
    `${slot.join(';\n')};`,
    '--@ application',
    `${application.join(';\n')};`,
    ...(odd.length > 0 ? [`--@ refused: ${refusals}`] : []),
  ].join('\n');
  return parseSituation(`generated ${seed}`, text);
}

const roles = `DO $$ BEGIN CREATE ROLE border_reader; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$;
CREATE TYPE public.border_mood AS ENUM ('glum', 'fine'); ALTER TYPE public.border_mood ADD VALUE 'so so' AFTER 'glum';
CREATE DOMAIN public.border_size AS int CHECK (VALUE > 0)`;

function randomTable(chance: Chance, index: number): Table {
  const columns = Array.from({ length: 1 + chance.below(7) }, (_, at) => ({
    name: chance.is(0.3) ? `${chance.of(names)} ${at}` : `c${at}`,
    ...chance.of(types),
  }));
  return { name: chance.is(0.25) ? `${chance.of(names)} t${index}` : `t${index}`, keyed: chance.is(0.5), columns };
}

function tableSql(chance: Chance, { name, keyed, columns }: Table): string[] {
  const table = quotedName(name);
  const id = chance.of([
    'id bigint',
    'id bigserial',
    'id bigint GENERATED BY DEFAULT AS IDENTITY',
    'id bigint GENERATED BY DEFAULT AS IDENTITY (START 1000 INCREMENT 10 CACHE 5)',
    'id int',
  ]);
  const key = keyed ? ['key text NOT NULL'] : [];
  const primary = `PRIMARY KEY (${keyed ? 'key, id' : 'id'})${chance.is(0.1) ? ' WITH (fillfactor = 80)' : ''}`;
  const all = columns.map((column) => columnSql(chance, column));
  const generated = chance.is(0.3) ? ['made int GENERATED ALWAYS AS (length((id * 3)::text)) STORED'] : [];
  const checks = chance.is(0.4) ? [`CONSTRAINT valid CHECK (id > 0)`] : [];
  const options = chance.is(0.2)
    ? ` WITH (${chance.of(['fillfactor = 60', 'autovacuum_enabled = false', 'toast.autovacuum_enabled = false', 'parallel_workers = 0'])})`
    : '';
  const parts = [
    ...key,
    `${id} ${id.includes('serial') || id.includes('IDENT') ? '' : 'NOT NULL'}`,
    ...all,
    ...generated,
    ...checks,
    primary,
  ];
  const values = columns.map(({ value }) => value);
  const into = ['id', ...(keyed ? ['key'] : []), ...columns.map((column) => quotedName(column.name))];
  const from = ['i', ...(keyed ? ["'tenant-' || i % 5"] : []), ...values];
  const count = chance.of([0, 1, 30, 300]);
  return [
    `CREATE TABLE ${table} (${parts.join(', ')})${options}`,
    `INSERT INTO ${table} (${into.join(', ')}) SELECT ${from.join(', ')} FROM generate_series(1, ${count}) i`,
  ];
}

function columnSql(chance: Chance, { name, type, value }: Column): string {
  const constant = value.replace(/\bi\b/g, '1');
  const rest = chance.is(0.2) ? ` DEFAULT ${constant.includes("(ARRAY['glum") ? "'fine'" : `(${constant})`}` : '';
  return `${quotedName(name)} ${type}${rest}`;
}

/** Of the same key where both tables have one, so that a pin may be made. */
function foreignKeys(chance: Chance, tables: readonly Table[]): string[] {
  const [one, other] = tables;
  if (one === undefined || other === undefined || one.keyed !== other.keyed || !chance.is(0.4)) return [];
  const on = one.keyed ? 'key, owner' : 'owner';
  const to = one.keyed ? 'key, id' : 'id';
  return [
    `ALTER TABLE ${quotedName(other.name)} ADD owner bigint`,
    `ALTER TABLE ${quotedName(other.name)} ADD CONSTRAINT valid_owner FOREIGN KEY (${on}) REFERENCES ${quotedName(one.name)} (${to})${chance.of(['', ' ON DELETE CASCADE', ' DEFERRABLE INITIALLY DEFERRED', ' NOT VALID'])}`,
  ];
}

function sequences(chance: Chance): string[] {
  if (!chance.is(0.4)) return [];
  return [
    chance.of([
      'CREATE SEQUENCE odd START 5',
      'CREATE SEQUENCE odd AS smallint MAXVALUE 40 START 39',
      'CREATE SEQUENCE odd INCREMENT -3 CACHE 7',
      'CREATE SEQUENCE odd MINVALUE 1 MAXVALUE 9 CYCLE',
      'CREATE SEQUENCE odd MAXVALUE 9223372036854775806',
      'CREATE SEQUENCE odd MINVALUE -9 START -4 MAXVALUE 9000',
      'CREATE SEQUENCE odd INCREMENT 100 CACHE 50',
    ]),
    chance.of([
      'SELECT 1',
      "SELECT nextval('odd')",
      "SELECT setval('odd', (SELECT seqmax FROM pg_sequence WHERE seqrelid = 'odd'::regclass))",
      "SELECT setval('odd', (SELECT seqstart FROM pg_sequence WHERE seqrelid = 'odd'::regclass), false)",
    ]),
  ];
}

/** A foreign key is checked as the owner of its table, who has to get at the other. */
const letOwnerIn = `DO $$ BEGIN EXECUTE format('GRANT USAGE ON SCHEMA %I TO border_reader', current_schema); END $$`;

/** Indexes, comments, rights, statistics, storage: what is small, and easily left behind. */
function smallThings(chance: Chance, { name, columns }: Table): string[] {
  const table = quotedName(name);
  const ordered = columns.filter((column) => column.ordered);
  const column = ordered.length > 0 ? quotedName(chance.of(ordered).name) : 'id';
  const all: readonly [number, string][] = [
    [0.4, `CREATE INDEX ON ${table} (${column}, id)`],
    [0.2, `CREATE INDEX ON ${table} ((id % 10)) WHERE id > 3`],
    [0.15, `CREATE UNIQUE INDEX ON ${table} (${column} DESC NULLS LAST, id) INCLUDE (id)`],
    [0.1, `CREATE INDEX ON ${table} USING hash (id)`],
    [0.1, `CREATE INDEX ON ${table} USING brin (id) WITH (pages_per_range = 16)`],
    [0.1, `ALTER TABLE ${table} ADD alone int; ALTER TABLE ${table} ADD UNIQUE NULLS NOT DISTINCT (alone, id)`],
    [
      0.1,
      `ALTER TABLE ${table} ADD late int; ALTER TABLE ${table} ADD UNIQUE (late, id) DEFERRABLE INITIALLY DEFERRED`,
    ],
    [0.1, `ALTER TABLE ${table} ADD span int4range; ALTER TABLE ${table} ADD EXCLUDE USING gist (span WITH &&)`],
    [
      0.1,
      `ALTER TABLE ${table} ADD big text; ALTER TABLE ${table} ALTER big SET STORAGE EXTERNAL; UPDATE ${table} SET big = repeat(md5(id::text), 400)`,
    ],
    [
      0.1,
      `ALTER TABLE ${table} ADD up text GENERATED ALWAYS AS (upper(id::text)) STORED; CREATE INDEX ON ${table} (up text_pattern_ops)`,
    ],
    [0.1, `ALTER TABLE ${table} ADD n_able int NOT NULL DEFAULT 7; COMMENT ON COLUMN ${table}.n_able IS 'made later'`],
    [0.2, `COMMENT ON TABLE ${table} IS ${quotedText(chance.of(names))}`],
    [0.2, `COMMENT ON COLUMN ${table}.id IS ${quotedText(chance.of(names))}`],
    [0.2, `GRANT SELECT ON ${table} TO border_reader${chance.is(0.5) ? ' WITH GRANT OPTION' : ''}`],
    [0.1, `GRANT UPDATE (id) ON ${table} TO border_reader`],
    [0.1, `GRANT SELECT ON ${table} TO PUBLIC`],
    [0.15, `ALTER TABLE ${table} ALTER id SET STATISTICS ${chance.below(500)}`],
    [
      0.15,
      `CREATE STATISTICS ${quotedName(`${name} s`)} ON id, ${column === 'id' ? '(id % 3)' : column} FROM ${table}`,
    ],
    [0.1, `ALTER TABLE ${table} REPLICA IDENTITY FULL`],
    [0.1, `ALTER TABLE ${table} OWNER TO border_reader; GRANT ALL ON ${table} TO application; ${letOwnerIn}`],
    [0.1, `CREATE POLICY p ON ${table} USING (id > 0); ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`],
    [0.1, `ALTER TABLE ${table} ADD CONSTRAINT later CHECK (id < 10) NOT VALID`],
    [0.1, `ALTER TABLE ${table} ADD gone int; ALTER TABLE ${table} DROP gone`],
    [
      0.05,
      `ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO border_reader; ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM border_reader`,
    ],
  ];
  return all.filter(([share]) => chance.is(share)).map(([, sql]) => sql);
}

/** What is said of those. */
const refusals =
  'cannot be copied|lie outside the slot|no primary key|unlogged|primary keys are deferrable|numbers of objects|generated columns are not sent';

/** What cannot be moved: each such schema has to be refused. */
function oddities(chance: Chance, [table]: readonly Table[]): string[] {
  if (table === undefined || !chance.is(0.25)) return [];
  const name = quotedName(table.name);
  return [
    chance.of([
      'CREATE TABLE parts (id int PRIMARY KEY) PARTITION BY RANGE (id)',
      'CREATE TABLE parts (id int PRIMARY KEY) PARTITION BY LIST (id); CREATE TABLE part PARTITION OF parts FOR VALUES IN (1)',
      `CREATE MATERIALIZED VIEW held AS SELECT count(*) FROM ${name}`,
      `CREATE TABLE heir () INHERITS (${name})`,
      `CREATE TYPE pair AS (a int, b int)`,
      `CREATE VIEW seen AS SELECT 1 FROM ${name}`,
      'CREATE TABLE keyless (x int)',
      "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      'CREATE DOMAIN positive AS int CHECK (VALUE > 0)',
      'CREATE UNLOGGED TABLE quick (id int PRIMARY KEY)',
      'CREATE TABLE later (id int PRIMARY KEY DEFERRABLE)',
      'CREATE TABLE pointing (id int PRIMARY KEY, what regclass)',
      'CREATE TABLE made (a int, b int GENERATED ALWAYS AS (a * 2) STORED PRIMARY KEY)',
      `CREATE RULE quiet AS ON DELETE TO ${name} DO INSTEAD NOTHING`,
    ]),
  ];
}

function applicationOf({ name, keyed }: Table): string[] {
  const table = quotedName(name);
  const key = keyed ? ', key' : '';
  return [
    `INSERT INTO ${table} (id${key}) SELECT coalesce(max(id), 0) + 1${keyed ? ", 'tenant-1'" : ''} FROM ${table}`,
    `UPDATE ${table} SET id = id WHERE id = 1`,
    `DELETE FROM ${table} WHERE id = (SELECT max(id) FROM ${table})`,
  ];
}
