/** What an action is done to: a table of the deployment, its functions, what drives moves, or what AWS narrows no further. */
export type ActedOn = 'ledger' | 'keyspaces' | 'functions' | 'drivers' | 'anything';

/** Actions of AWS, by what they are done to. */
export type Permissions = { readonly [On in ActedOn]?: readonly string[] };

interface CommandPermissions {
  /** Whether it changes what is in force, or has something done. */
  readonly changes: boolean;
  readonly needs: Permissions;
}

const finds: Permissions = { anything: ['cloudformation:ListExports'] };
const reads: Permissions = {
  ...finds,
  ledger: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'],
  keyspaces: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'],
};
const sets: Permissions = {
  ...reads,
  ledger: [...(reads.ledger ?? []), 'dynamodb:DeleteItem', 'dynamodb:PutItem'],
  functions: ['lambda:InvokeFunction'],
};
const moves: Permissions = {
  ...finds,
  keyspaces: [
    ...(reads.keyspaces ?? []),
    ...['dynamodb:ConditionCheckItem', 'dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
  ],
  drivers: ['states:StartExecution'],
};

/** What each command that talks to a deployment needs to be allowed. `sts:GetCallerIdentity` needs no permission. */
export const commandPermissions: Readonly<Record<string, CommandPermissions>> = {
  status: { changes: false, needs: reads },
  explain: { changes: false, needs: reads },
  replay: { changes: false, needs: reads },
  'override list': { changes: false, needs: reads },
  'shards status': { changes: false, needs: reads },
  'backtest --cloudwatch': {
    changes: false,
    needs: { ...reads, anything: ['cloudformation:ListExports', 'cloudwatch:GetMetricData'] },
  },
  override: { changes: true, needs: sets },
  stop: { changes: true, needs: sets },
  start: { changes: true, needs: sets },
  purge: { changes: true, needs: { ...reads, functions: ['lambda:InvokeFunction'] } },
  'shards init, plan, move, split, merge, drain, rollback, abort, pin, unpin': { changes: true, needs: moves },
};

/** What all commands together need that change nothing, or all of them. */
export function permissionsOfCommands(changing: boolean): Permissions {
  const all = Object.values(commandPermissions).filter(({ changes }) => changing || !changes);
  const together: Record<string, readonly string[]> = {};
  for (const { needs } of all) {
    for (const [on, actions] of Object.entries(needs)) {
      together[on] = [...new Set([...(together[on] ?? []), ...actions])].sort();
    }
  }
  return together;
}
