import { Command } from 'commander';
import { roleSql } from '../../adapters/indexing/role-sql.ts';
import { withExamples } from '../examples.ts';
import { type Session, say, sayAsGiven } from '../session.ts';

interface Options {
  readonly user: string;
  readonly schema: readonly string[];
  readonly owner?: string;
}

const examples = [
  'headroom indexes role --user advisor --schema shop | psql orders',
  'headroom indexes role --user advisor --schema shop --owner shop | psql orders',
] as const;

const after = `With --owner the role may also make and drop indexes of that owner's tables, and nothing else. The owner itself loses what it may do with
rows, so applications need a role of their own first. What PostgreSQL asks no event trigger about stays: VACUUM, CLUSTER and, before
version 17, REINDEX of the owner's tables.`;

/** `headroom indexes role`: the statements that make the role for advice, and for making. */
export function role(session: Session): Command {
  return withExamples(new Command('role'), examples, { after })
    .description('print the SQL of a role that may look, and with --owner make and drop indexes, and nothing else')
    .option('--user <name>', 'what it is called', 'advisor')
    .option('--schema <name...>', 'the schemas whose tables are looked at', ['public'])
    .option('--owner <role>', 'the role that owns the tables, where indexes are to be made too')
    .action(({ user, schema, owner }: Options) => {
      for (const statement of roleSql({ user, schemas: schema, owner: owner ?? null }))
        sayAsGiven(session, `${statement};`);
      say(session, `-- give it a password: \\password ${user}`);
    });
}
