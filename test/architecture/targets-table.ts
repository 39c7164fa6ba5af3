import { ScalableDimension } from '@aws-sdk/client-application-auto-scaling';
import { targetKinds } from '../../core/scaling/config/target-kinds.ts';
import { rigsOf } from '../laws/rigs-of.ts';
import type { Tried } from '../laws/target-rig.ts';

const begin = '<!-- targets: written by `npm run house` from test/laws/targets -->';
const end = '<!-- end of targets -->';

const all = await rigsOf<{ readonly tried?: Tried }>('test/laws/targets', Object.keys(targetKinds));

/** Kinds of which nobody says where they were tried. */
export const untold: readonly string[] = all.filter(([, { tried }]) => tried === undefined).map(([kind]) => kind);

/** `docs/targets.md` with what each kind of target was tried against, and which dimensions of AWS's own have none. */
export function withTargets(document: string): string {
  const [before = '', rest = ''] = document.split(begin);
  const [, after = ''] = rest.split(end);
  const told = all.flatMap(([kind, { tried }]) => (tried === undefined ? [] : [[kind, tried] as const]));
  const rows = told.map(([kind, { unit, calls, miniStack, moto, shapes }]) =>
    ['', `\`${kind}\``, unit, calls.map((one) => `\`${one}\``).join(', '), miniStack, moto, shapes, '']
      .join(' | ')
      .trim(),
  );
  const head = '| kind | a unit | changed by | on MiniStack | on moto | only against the shapes of the SDK |';
  const known = new Set<string>(told.flatMap(([, { dimensions }]) => dimensions));
  const none = Object.values(ScalableDimension).filter((one) => !known.has(one));
  const table = [head, '|---|---|---|---|---|---|', ...rows].join('\n');
  const list = none.map((one) => `\`${one}\``).join(', ');
  const others = `Dimensions of Application Auto Scaling that no kind is of, and so are not supported: ${list}.`;
  return `${before}${begin}\n\n${table}\n\n${others}\n\n${end}${after}`;
}
