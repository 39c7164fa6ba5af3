import { type ActedOn, commandPermissions } from '../../core/model/command-permissions.ts';

const begin = '<!-- permissions: written by `npm run house` from core/model/command-permissions.ts -->';
const end = '<!-- end of permissions -->';

const places: Readonly<Record<ActedOn, string>> = {
  ledger: "the deployment's table",
  keyspaces: 'the table of keyspaces',
  functions: "the deployment's functions that look",
  releases: 'all its functions that serve',
  drivers: 'the state machines that drive moves',
  promises: 'the alarms on what services promise, and the rules that mute these',
  anything: 'AWS takes no resource here',
  anywhere: 'whatever a config may name',
};

const quoted = (actions: readonly string[]) => actions.map((one) => `\`${one}\``).join(', ');

/** `docs/permissions.md` with the table of what each command needs. */
export function withPermissions(document: string): string {
  const [before = '', rest = ''] = document.split(begin);
  const [, after = ''] = rest.split(end);
  const rows = Object.entries(commandPermissions).map(([command, { changes, needs, ungranted = [] }]) => {
    const told = Object.entries(needs).map(([on, actions]) => `${places[on as ActedOn]}: ${quoted(actions)}`);
    const beside = ungranted.length === 0 ? [] : [`not in the grants: ${quoted(ungranted)}`];
    const grant = told.length === 0 ? 'none' : changes ? 'operate' : 'read';
    return `| \`${command}\` | ${grant} | ${[...told, ...beside].join('<br>')} |`;
  });
  const table = ['| command | grant | needs |', '|---|---|---|', ...rows].join('\n');
  return `${before}${begin}\n\n${table}\n\n${end}${after}`;
}
