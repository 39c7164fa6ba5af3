import { InvalidInput } from '../../../core/model/errors.ts';
import { policySchemas } from '../../../core/scaling/config/policy-kinds.ts';
import { type Judged, judge } from '../../../sim/scaling/situations/judge.ts';
import { peers, playPeer } from '../../../sim/scaling/situations/peers.ts';
import { type Decide, play } from '../../../sim/scaling/situations/play.ts';
import type { Entry } from './entry.ts';
import { ways } from './ways.ts';

/** How somebody did in a situation. */
export interface Row extends Judged {
  readonly name: string;
  readonly policy: string;
}

/** Who does not stand in a situation, and why. */
export interface NotMet {
  readonly name: string;
  readonly policy: string;
  readonly because: string;
}

export interface Situations {
  readonly situations: readonly Row[];
  readonly notMet: readonly NotMet[];
}

/** The kinds that ask for units by what they read; a schedule asks by the clock. */
const kinds = Object.keys(policySchemas).filter((kind) => kind !== 'schedule');

/** Somebody in a situation: how it did, or why it does not stand in it. */
interface Played {
  readonly policy: string;
  readonly judged: Judged | string;
}

/** Plays situations with every kind of policy and every peer. `decide` stands in the place of the product's own. */
export async function playAll(entries: readonly Entry[], decide?: Decide): Promise<Situations> {
  const situations: Row[] = [];
  const notMet: NotMet[] = [];
  for (const entry of entries) {
    const { name } = entry.situation;
    for (const { policy, judged } of [...(await playKinds(entry, decide)), ...playPeers(entry)]) {
      if (typeof judged === 'string') notMet.push({ name, policy, because: judged });
      else situations.push({ name, policy, ...judged });
    }
  }
  return { situations, notMet };
}

function playKinds(entry: Entry, decide: Decide | undefined): Promise<Played[]> {
  return Promise.all(
    kinds.map(async (kind) => ({ policy: `headroom/${kind}`, judged: await judgeKind(entry, kind, decide) })),
  );
}

function playPeers({ situation, absence }: Entry): Played[] {
  return peers.map((peer) => ({
    policy: peer.policy,
    judged: absence(peer.policy) ?? judge(playPeer(situation, peer), situation.rules(peer)),
  }));
}

/** A config that is refused never comes to be in a situation: then this tells what the person who wrote it is told. */
async function judgeKind(
  { situation, scene }: Entry,
  kind: string,
  decide: Decide | undefined,
): Promise<Judged | string> {
  const way = ways[kind];
  if (way === undefined) return 'nobody has written here how a service would use it';
  const found = scene(kind, way);
  if (typeof found === 'string') return found;
  try {
    return judge(await play(situation, found, decide), situation.rules(found));
  } catch (error) {
    if (error instanceof InvalidInput) return `refused: ${error.message}`;
    throw error;
  }
}
