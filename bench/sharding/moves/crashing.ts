import type { Session } from '../../../adapters/postgres/session.ts';
import type { memoryKeyspaces } from '../../../adapters/sharding/map/memory.ts';
import type { Move } from '../../../core/sharding/moving/move.ts';
import type { Between } from './two-shards.ts';

/** Something a mover does, by what it says to a server or to the store; ids and epochs are left out of it. */
export type Deed = string;

/** A place at which a driver dies, the first time that it comes there. */
export interface CrashPoint {
  readonly deed: Deed | RegExp;
  /** `after` means that it was done, and nobody was told. */
  readonly when: 'before' | 'after';
}

type Store = ReturnType<typeof memoryKeyspaces>;

/** Stands between a driver and the world: notes what it does, and stops it for ever at one point. */
export class Crashing implements Between {
  /** In the order in which they were first done. */
  readonly deeds = new Set<Deed>();
  /** Settled when the driver has died. */
  readonly died: Promise<'died'>;
  private readonly point: CrashPoint | null;
  private readonly witness: (deed: Deed) => Promise<void>;
  private readonly sessions = new Set<Session>();
  isDead = false;
  private die: (died: 'died') => void = () => {};

  /** `witness` sees each deed before it is done. */
  constructor(point: CrashPoint | null, witness: (deed: Deed) => Promise<void> = async () => {}) {
    this.point = point;
    this.witness = witness;
    this.died = new Promise((resolve) => {
      this.die = resolve;
    });
  }

  session(session: Session): Session {
    this.sessions.add(session);
    return {
      query: (text, values) => this.around(deedOf(text), () => session.query(text, values)),
      end: () => session.end(),
    };
  }

  store(store: Store): Store {
    const watched = {
      save: (was: Move, next: Move) => this.around(`save ${was.is} -> ${next.is}`, () => store.save(was, next)),
      flip: (was: Move, next: Move, flip: Parameters<Store['flip']>[2]) =>
        this.around(`flip ${was.is} -> ${next.is}`, () => store.flip(was, next, flip)),
      takeOver: (keyspace: string, id: string) => this.around('take over', () => store.takeOver(keyspace, id)),
    };
    return Object.assign(Object.create(store), watched);
  }

  private async around<T>(deed: Deed, work: () => Promise<T>): Promise<T> {
    this.deeds.add(deed);
    await this.witness(deed);
    await this.maybeDie(deed, 'before');
    const result = await work();
    await this.maybeDie(deed, 'after');
    return result;
  }

  /** A dead process does nothing more; its connections break, and what was not committed is rolled back. */
  private async maybeDie(deed: Deed, when: CrashPoint['when']): Promise<void> {
    if (this.point?.when === when && isIt(this.point, deed)) this.isDead = true;
    if (!this.isDead) return;
    await Promise.all([...this.sessions].map((session) => session.end()));
    this.die('died');
    await new Promise(() => {});
  }
}

function isIt({ deed: wanted }: CrashPoint, deed: Deed): boolean {
  return typeof wanted === 'string' ? wanted === deed : wanted.test(deed);
}

function deedOf(text: string): Deed {
  return text
    .replace(/headroom_[a-z0-9]+?((_back)?(_try)?)\b/g, 'headroom_ID$1')
    .replace(/(cut|dead|merged)_[a-z0-9]{17}/g, '$1_ID')
    .replace(/for move [a-z0-9]+/g, 'for move ID')
    .replace(/ls\d{5}_e\d+/g, 'SLOT')
    .replace(/SCRAM-SHA-256[^']+/g, 'VERIFIER')
    .replace(/\s+/g, ' ')
    .trim();
}
