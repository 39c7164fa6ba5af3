import type { Key, Use } from '../../core/indexing/statement.ts';
import type { Catalog, TableKnown } from '../../core/indexing/table.ts';
import { quoted } from '../postgres/quoted.ts';

/** A node of a parse tree as libpg-query has it: `{ SelectStmt: {...} }`. */
export type Node = Readonly<Record<string, unknown>>;

/** A table as one FROM names it, and what is found out of its use. */
interface Relation {
  readonly alias: string;
  readonly table: TableKnown;
  readonly key: string;
  readonly equal: Map<string, Key>;
  readonly range: Map<string, Key>;
  readonly partial: Set<string>;
  readonly needed: Set<string>;
  /** What stands in an OR, each of which is served by itself. */
  readonly apart: Map<string, Key>;
  group: Key[];
  order: (Key & { descending: boolean })[];
  readsAll: boolean;
}

/** The tables that names are looked for in: those of the innermost query first. */
interface Scope {
  readonly relations: Relation[];
  readonly outer: Scope | null;
  readonly hidden: ReadonlySet<string>;
}

interface Found {
  readonly relation: Relation;
  readonly key: Key;
}

/** Deeper trees are given up: nobody writes them. */
const mostDepth = 400;
const ranges = new Set(['<', '<=', '>', '>=', '~~']);

/** Reads what a statement asks of each table. Throws `RangeError` for a tree that is too deep. */
export class UsesReader {
  private readonly catalog: Catalog;
  private readonly schemas: readonly string[];
  private readonly all: Relation[] = [];
  private depth = 0;
  /** The table that the statement writes, as `schema.name`; null of one that only reads. */
  writes: string | null = null;

  constructor(catalog: Catalog, schemas: readonly string[]) {
    this.catalog = catalog;
    this.schemas = schemas;
  }

  read(statement: Node): readonly Use[] {
    this.visit(statement, { relations: [], outer: null, hidden: new Set() });
    return this.all.flatMap(usesOf);
  }

  /** Any node: what is a query of its own opens a scope, everything else is gone through for names and queries. */
  private visit(node: unknown, scope: Scope): void {
    if (node === null || typeof node !== 'object') return;
    if (++this.depth > mostDepth) throw new RangeError('the statement is too deep');
    for (const [name, value] of Object.entries(node)) {
      if (/^(Select|Update|Delete|Insert|Merge)Stmt$/.test(name)) this.query(value as Node, scope);
      else if (name === 'ColumnRef') this.note(value as Node, scope);
      else this.visit(value, scope);
    }
    this.depth -= 1;
  }

  private query(query: Node, outer: Scope): void {
    const names = list(inside(query.withClause, 'ctes')).map((cte) =>
      String(inside(cte, 'CommonTableExpr', 'ctename')),
    );
    const scope: Scope = { relations: [], outer, hidden: new Set([...outer.hidden, ...names]) };
    this.visit(query.withClause, scope);
    // A union's parts stand here without their wrapper.
    for (const part of [query.larg, query.rarg]) if (part !== undefined) this.query(part as Node, scope);
    const from = [
      query.relation === undefined ? [] : [{ RangeVar: query.relation }],
      query.fromClause,
      query.usingClause,
    ];
    // Where rows are only put in, no index helps.
    const written = query.relation === undefined ? null : this.table(query.relation as Node, scope);
    if (written !== null) this.writes = `${written.schema}.${written.name}`;
    const isInsert = 'selectStmt' in query || 'override' in query;
    if (!isInsert) for (const item of from.flatMap(list)) this.from(item, scope);
    this.conjunct(query.whereClause, scope);
    for (const part of [
      'targetList',
      'valuesLists',
      'havingClause',
      'selectStmt',
      'limitCount',
      'distinctClause',
      'windowClause',
    ]) {
      this.visit(query[part], scope);
    }
    this.grouped(list(query.groupClause), scope);
    this.sorted(list(query.sortClause), scope);
  }

  private from(item: Node, scope: Scope): void {
    const join = item.JoinExpr as Node | undefined;
    if (join !== undefined) {
      for (const side of [join.larg, join.rarg]) this.from(side as Node, scope);
      this.conjunct(join.quals, scope);
      return;
    }
    const named = item.RangeVar as Node | undefined;
    if (named === undefined) this.visit(item, scope);
    const table = named === undefined ? null : this.table(named, scope);
    if (named === undefined || table === null) return;
    const alias = String(inside(named, 'alias', 'aliasname') ?? named.relname);
    const relation: Relation = {
      ...{ alias, table, key: `${table.schema}.${table.name}` },
      ...{ equal: new Map(), range: new Map(), partial: new Set(), needed: new Set(), apart: new Map() },
      ...{ group: [], order: [], readsAll: false },
    };
    scope.relations.push(relation);
    this.all.push(relation);
  }

  private table({ schemaname, relname }: Node, { hidden }: Scope): TableKnown | null {
    const name = String(relname);
    if (schemaname === undefined && hidden.has(name)) return null;
    const schemas = schemaname === undefined ? this.schemas : [String(schemaname)];
    for (const schema of schemas) {
      const table = this.catalog.get(`${schema}.${name}`);
      if (table !== undefined) return table;
    }
    return null;
  }

  /** What every row has to be. */
  private conjunct(node: unknown, scope: Scope): void {
    const { BoolExpr, A_Expr, NullTest, ColumnRef } = (node ?? {}) as Record<string, Node | undefined>;
    if (BoolExpr?.boolop === 'AND_EXPR') {
      for (const part of list(BoolExpr.args)) this.conjunct(part, scope);
      return;
    }
    this.visit(node, scope);
    if (BoolExpr?.boolop === 'OR_EXPR') for (const part of list(BoolExpr.args)) this.alternative(part, scope);
    if (A_Expr !== undefined) this.compared(A_Expr, scope);
    if (NullTest !== undefined) {
      const is = NullTest.nulltesttype === 'IS_NULL' ? 'IS NULL' : 'IS NOT NULL';
      this.partly(NullTest.arg as Node, is, scope);
    }
    if (ColumnRef !== undefined) this.partly({ ColumnRef }, '', scope);
    if (BoolExpr?.boolop === 'NOT_EXPR') this.partly(list(BoolExpr.args)[0] ?? {}, 'NOT', scope);
  }

  private partly(node: Node, is: string, scope: Scope): void {
    const found = this.column(node, scope);
    if (found === null) return;
    found.relation.partial.add(is === 'NOT' ? `NOT ${found.key.sql}` : `${found.key.sql} ${is}`.trim());
  }

  private compared({ kind, name, lexpr, rexpr }: Node, scope: Scope): void {
    const operator = String(inside(list(name).at(-1), 'String', 'sval'));
    const isEqual = operator === '=' && ['AEXPR_OP', 'AEXPR_IN', 'AEXPR_OP_ANY'].includes(String(kind));
    const isRange = ranges.has(operator) || kind === 'AEXPR_BETWEEN' || kind === 'AEXPR_LIKE';
    if (!isEqual && !isRange) return;
    const [left, right] = [this.column(lexpr as Node, scope), this.column(rexpr as Node, scope)];
    if (left?.relation === right?.relation && left !== null) return;
    for (const found of [left, right]) {
      if (found !== null) (isEqual ? found.relation.equal : found.relation.range).set(found.key.sql, found.key);
    }
  }

  private alternative(node: Node, scope: Scope): void {
    const { A_Expr, BoolExpr } = node as Record<string, Node | undefined>;
    for (const part of list(BoolExpr?.args)) this.alternative(part, scope);
    for (const side of [A_Expr?.lexpr, A_Expr?.rexpr]) {
      const found = this.column((side ?? {}) as Node, scope);
      if (found !== null) found.relation.apart.set(found.key.sql, found.key);
    }
  }

  private grouped(items: readonly Node[], scope: Scope): void {
    const found = items.map((item) => this.column(item, scope));
    for (const item of items) this.visit(item, scope);
    const [first] = found;
    if (first && found.every((one) => one?.relation === first.relation))
      first.relation.group = found.flatMap((one) => one?.key ?? []);
  }

  private sorted(items: readonly Node[], scope: Scope): void {
    const found = items.map((item) => this.column((inside(item, 'SortBy', 'node') ?? {}) as Node, scope));
    for (const item of items) this.visit(item, scope);
    const [first] = found;
    if (!first || !found.every((one) => one?.relation === first.relation)) return;
    first.relation.order = found.flatMap((one, at) =>
      one === null ? [] : [{ ...one.key, descending: inside(items[at], 'SortBy', 'sortby_dir') === 'SORTBY_DESC' }],
    );
  }

  /** A column, also under a cast, or a function of one column alone; null for anything else. */
  private column(node: Node | undefined, scope: Scope): Found | null {
    const { ColumnRef, TypeCast, FuncCall } = (node ?? {}) as Record<string, Node | undefined>;
    if (ColumnRef !== undefined) return this.resolve(ColumnRef, scope);
    if (TypeCast !== undefined) return null;
    const [only, ...more] = list(FuncCall?.args);
    const names = list(FuncCall?.funcname).map((part) => String(inside(part, 'String', 'sval')));
    if (only === undefined || more.length > 0 || names.length === 0) return null;
    const found = 'ColumnRef' in only ? this.column(only, scope) : null;
    return found && { ...found, key: { ...found.key, sql: `${quoted(...names)}(${found.key.sql})` } };
  }

  private resolve({ fields }: Node, scope: Scope): Found | null {
    const names = list(fields).map((field) => inside(field, 'String', 'sval'));
    const column = names.at(-1);
    const qualifier = names.at(-2);
    if (typeof column !== 'string') return null;
    for (let at: Scope | null = scope; at !== null; at = at.outer) {
      const relation = at.relations.find(
        (one) => (qualifier === undefined || one.alias === qualifier) && one.table.columns.has(column),
      );
      if (relation !== undefined) return { relation, key: { sql: quoted(column), column } };
    }
    return null;
  }

  /** That a column is read, wherever in the statement. */
  private note(reference: Node, scope: Scope): void {
    const found = this.resolve(reference, scope);
    if (found !== null) found.relation.needed.add(found.key.column);
    if (list(reference.fields).some((field) => 'A_Star' in field))
      for (const one of scope.relations) one.readsAll = true;
  }
}

function usesOf(relation: Relation): readonly Use[] {
  const { key: table, equal, range, order, group, partial, needed, apart, readsAll } = relation;
  const common = { table, needed: readsAll ? null : [...needed] };
  const whole = {
    ...common,
    equal: [...equal.values()],
    range: [...range.values()],
    order,
    group,
    partial: [...partial],
  };
  const each = [...apart.values()].map((key) => ({
    ...common,
    equal: [key],
    range: [],
    order: [],
    group: [],
    partial: [],
  }));
  return [whole, ...each];
}

const list = (node: unknown): readonly Node[] => (Array.isArray(node) ? node : []);

function inside(node: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, name) => (at === null || typeof at !== 'object' ? undefined : (at as Node)[name]),
    node,
  );
}
