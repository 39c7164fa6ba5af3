import { type MadeGroup, type MadeResource, madeResources } from './made-resources.ts';
import { purposes } from './purposes.ts';

const begin = '<!-- resources: written by `npm run house` from templates -->';
const end = '<!-- end of resources -->';

/** `docs/resources.md` with everything that is deployed. */
export function withResources(document: string): string {
  const [before = '', rest = ''] = document.split(begin);
  const [, after = ''] = rest.split(end);
  return `${before}${begin}\n\n${madeResources().map(tableOf).join('\n\n')}\n\n${end}${after}`;
}

/** What a resource is for: what it says of itself, else what is known of its place and type. Throws where nobody says it. */
function purposeOf({ path, type, says }: MadeResource): string {
  if (says !== '') return says;
  const purpose = purposes.find(({ of }) => of.test(`${path} ${type}`));
  if (purpose === undefined) throw new Error(`say in purposes.ts what ${path} is for, ${type}`);
  return purpose.is;
}

function tableOf({ what, resources }: MadeGroup): string {
  const rows = resources.map((one) => `| \`${one.logicalId}\` | \`${one.type}\` | ${capitalised(purposeOf(one))} |`);
  const title = `## ${capitalised(what)}: ${resources.length}`;
  return [title, '', '| logical id | type | what it is for |', '|---|---|---|', ...rows].join('\n');
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
