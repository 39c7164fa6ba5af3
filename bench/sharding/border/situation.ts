import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A schema at the border of what a move knows, and how a move of it should end. */
export interface Situation {
  readonly name: string;
  /** SQL in the slot's schema, which is in the search path. */
  readonly slot: string;
  /** At both databases before the slot is made; `@` stands for the slot's schema in all of these. */
  readonly bothSides: string;
  readonly source: string;
  readonly target: string;
  /** Options of CREATE DATABASE at the target. */
  readonly targetDatabase: string;
  /** At the source, once the slot is made; each statement by itself, as one that is not to be in a transaction needs. */
  readonly afterwards: readonly string[];
  /** What applications do to the slot, in the slot's schema; it is done before, during and after the move. */
  readonly application: readonly string[];
  /** At the owner while the copy follows. */
  readonly whileCopying: readonly string[];
  /** At the copy while it follows: stands for any fault of replication. */
  readonly atTheCopy: readonly string[];
  /** At the new owner, before the move is taken back. */
  readonly afterTheMove: readonly string[];
  /** At the source once the move is over: for what it must not leave to others. */
  readonly lastly: readonly string[];
  /** What a move that is refused beforehand says; null where it is to be made. */
  readonly refused: RegExp | null;
  /** What a move says that ends before its cut, since something happened to it; null where it is to be made. */
  readonly ends: RegExp | null;
  /** What closes the way back; null where the move is to be taken back. */
  readonly wayBackClosed: RegExp | null;
  /** A key to pin, and what is said where that is refused; null where nothing is known. */
  readonly pin: string | null;
  readonly pinRefused: RegExp | null;
  /** At the pinned key's own slot, and once it is back, where each of these has to pass. */
  readonly whilePinned: readonly string[];
  readonly afterTheUnpin: readonly string[];
  /** Whether it is told while the move waits, and no other move may run on the servers then. */
  readonly waits: boolean;
}

const folder = join(import.meta.dirname, '../../../test/border/situations');

/** All situations of the folder in the tests, by name. */
export function allSituations(): readonly Situation[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  return files.sort().map((file) => parseSituation(basename(file, '.sql'), readFileSync(join(folder, file), 'utf8')));
}

interface Part {
  readonly title: string;
  readonly argument: string;
  readonly body: string;
}

const titles = [
  'slot',
  'both sides',
  'source',
  'target',
  'target database',
  'afterwards',
  'application',
  'while copying',
  'at the copy',
  'after the move',
  'lastly',
  'refused',
  'ends',
  'way back closed',
  'pin',
  'pin refused',
  'while pinned',
  'after the unpin',
  'waits',
] as const;

/** Reads a situation: parts of SQL, each begun by a line `--@ title: argument`. Throws where a title is unknown. */
export function parseSituation(name: string, text: string): Situation {
  const parts: Part[] = text
    .split(/^--@ /m)
    .slice(1)
    .map((part) => {
      const [line = '', ...body] = part.split('\n');
      const [title = '', ...argument] = line.split(':');
      if (!titles.some((known) => known === title.trim())) throw new Error(`${name}: there is no part "${title}"`);
      return { title: title.trim(), argument: argument.join(':').trim(), body: body.join('\n').trim() };
    });
  const find = (title: (typeof titles)[number]) => parts.find((part) => part.title === title);
  const body = (title: (typeof titles)[number]) => find(title)?.body ?? '';
  const pattern = (title: (typeof titles)[number]) => {
    const found = find(title);
    return found === undefined ? null : new RegExp(found.argument);
  };
  return {
    name,
    slot: body('slot'),
    bothSides: body('both sides'),
    source: body('source'),
    target: body('target'),
    targetDatabase: find('target database')?.argument ?? '',
    afterwards: statementsOf(body('afterwards')),
    application: statementsOf(body('application')),
    whileCopying: statementsOf(body('while copying')),
    atTheCopy: statementsOf(body('at the copy')),
    afterTheMove: statementsOf(body('after the move')),
    lastly: statementsOf(body('lastly')),
    refused: pattern('refused'),
    ends: pattern('ends'),
    wayBackClosed: pattern('way back closed'),
    pin: find('pin')?.argument ?? null,
    pinRefused: pattern('pin refused'),
    whilePinned: statementsOf(body('while pinned')),
    afterTheUnpin: statementsOf(body('after the unpin')),
    waits: find('waits') !== undefined,
  };
}

function statementsOf(text: string): string[] {
  return text
    .split(/;\s*\n|;\s*$/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}
