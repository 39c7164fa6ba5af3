import { setTimeout as sleep } from 'node:timers/promises';
import { NotStored } from './cache-errors.ts';
import type { GuardedLink } from './guarded-link.ts';
import { isLongerThan } from './is-longer-than.ts';
import { put, release, renew, take } from './scripts.ts';
import type { Servers } from './servers.ts';
import type { CheckedSettings } from './settings.ts';
import { kindLetter, readStored, restOf, type Stored } from './stored.ts';
import { keysOf, type Place } from './versions.ts';

/** What a load came to. `confirmed`: nobody had invalidated it by the time that it was stored. */
export type Loaded = { readonly json: string } | { readonly raw: unknown };
type Landed =
  | { readonly is: 'loaded'; readonly loaded: Loaded; readonly confirmed: boolean }
  | { readonly is: 'found'; readonly stored: Stored | null }
  | { readonly is: 'look' };

/** One load under way in this process. */
interface Flight {
  landing: Promise<Landed>;
  hasBegun: boolean;
  /** The server has been asked to store what was loaded. */
  isStoring: boolean;
}

interface LoadsWorld {
  readonly link: GuardedLink;
  readonly settings: CheckedSettings;
  readonly servers: Servers;
  random(): number;
  /** Twelve characters. */
  newToken(): string;
  monotonicMs(): number;
}

export type Load = () => Promise<unknown>;
/** How long it is remembered that a value cannot be stored. */
const passMs = 10_000;
const mostPollMs = 100;

/** Loads with a lease: one at a time among all processes, and none stored that was invalidated while it was loaded. */
export class Loads {
  private readonly world: LoadsWorld;
  private readonly flights = new Map<string, Flight>();

  constructor(world: LoadsWorld) {
    this.world = world;
  }

  /**
   * What is loaded, by this caller or by another whose load is as good for it, or what has come to be stored; null where it
   * is to be looked again. `notThis` is the stamp of a stored value that does not do.
   */
  async join(wanted: Wanted, load: Load, notThis: string, untilMs: number): Promise<Loaded | Stored | null> {
    const flying = this.flights.get(flightOf(wanted));
    const joinedLate = flying?.hasBegun === true;
    const joinedTooLate = flying?.isStoring === true;
    const landed = await (flying ?? this.begin(wanted, load, notThis, untilMs)).landing;
    // What was found may have been read before whoever joined knew of a change.
    if (landed.is === 'found') return flying === undefined ? landed.stored : null;
    if (landed.is === 'look') return null;
    // Whoever came after the load had begun may know of a change that it did not see. That it was stored proves that there was
    // none before the server was asked to, and nothing of what has changed since.
    return joinedTooLate || (joinedLate && !landed.confirmed) ? null : landed.loaded;
  }

  /** Loads a stale value again if nobody else does; null where somebody does. */
  async again(wanted: Wanted, load: Load, stamp: string): Promise<Loaded | null> {
    if (this.flights.has(flightOf(wanted))) return null;
    const landed = await this.begin(wanted, load, stamp, 0).landing;
    return landed.is === 'loaded' ? landed.loaded : null;
  }

  private begin(wanted: Wanted, load: Load, notThis: string, untilMs: number): Flight {
    const flight: Flight = { hasBegun: false, isStoring: false, landing: Promise.resolve<Landed>({ is: 'look' }) };
    const name = flightOf(wanted);
    flight.landing = this.fly({ ...wanted, load, notThis, untilMs, flight }).finally(() => this.flights.delete(name));
    this.flights.set(name, flight);
    return flight;
  }

  private async fly(flying: Flying): Promise<Landed> {
    const { random, newToken, monotonicMs } = this.world;
    const token = newToken();
    for (let pollMs = 2; ; pollMs = Math.min(mostPollMs, pollMs * 2)) {
      const { is, stored } = await this.take(flying, token);
      if (is === 'mine') return this.loadWith(token, flying);
      if (is === 'value') return { is: 'found', stored };
      if (monotonicMs() >= flying.untilMs) return { is: 'look' };
      await sleep(pollMs * (0.5 + random()));
    }
  }

  private async take({ place, notThis }: Flying, token: string) {
    const { link, servers, settings, monotonicMs } = this.world;
    const askedMs = monotonicMs();
    const node = link.nodeOf(place.value);
    const args = [token, settings.leaseMs, notThis, versionKeepMs(settings)];
    const reply = await link.run(take, keysOf(place), args);
    const [is, nowMs, mark, text = ''] = reply as ['value' | 'mine' | 'other', string, string, string?];
    // A reply that has come by another way than it was asked by is of a server that is not known yet.
    if (link.nodeOf(place.value) === node) servers.learn(node, mark, Number(nowMs), askedMs);
    return { is, stored: readStored(text, Number(nowMs) - askedMs) };
  }

  private async loadWith(token: string, { place, tags, load, flight }: Flying): Promise<Landed> {
    const { link, settings, monotonicMs } = this.world;
    const beganMs = monotonicMs();
    const hold = () => void link.run(renew, [place.lease], [token, settings.leaseMs]).catch(() => {});
    const holding = setInterval(hold, settings.leaseMs / 3);
    try {
      flight.hasBegun = true;
      const value = (await load()) ?? null;
      const { loaded, is } = this.written(value);
      flight.isStoring = true;
      const loadMs = monotonicMs() - beganMs;
      const confirmed = await this.store(place, token, { loaded, is, loadMs, tags });
      return { is: 'loaded', loaded, confirmed };
    } catch (error) {
      link.run(release, [place.lease], [token]).catch(() => {});
      throw error;
    } finally {
      clearInterval(holding);
    }
  }

  /** As JSON, which all who ask get each a copy of; as it is where it cannot be written. */
  private written(value: unknown): { loaded: Loaded; is: Stored['is'] } {
    const { mostBytes, onTrouble } = this.world.settings;
    const tooLong = new NotStored(`a value is larger than mostBytes, which is ${mostBytes}`);
    try {
      if (isLongerThan(value, mostBytes)) throw tooLong;
      const json = JSON.stringify(value);
      if (json === undefined) throw new NotStored('a value that is not JSON is not stored');
      const isTooLong = json.length > mostBytes || (json.length * 3 > mostBytes && Buffer.byteLength(json) > mostBytes);
      if (!isTooLong) return { loaded: { json }, is: value === null ? 'absent' : 'value' };
      onTrouble('a value is not stored', tooLong);
      return { loaded: { json }, is: 'pass' };
    } catch (error) {
      const told = error instanceof NotStored ? error : new NotStored('a value is not stored', { cause: error });
      onTrouble('a value is not stored', told);
      return { loaded: { raw: value }, is: 'pass' };
    }
  }

  /** Whether it was stored, which it is if nobody has invalidated it. */
  private async store(place: Place, token: string, { loaded, is, loadMs, tags }: ToStore): Promise<boolean> {
    const { link, settings, random } = this.world;
    const whole = is === 'value' ? settings.freshMs : is === 'absent' ? settings.absentMs : passMs;
    const freshMs = Math.floor(whole * (1 - random() / 10));
    const keepMs = is === 'value' ? freshMs + Math.max(settings.staleMs, settings.errorMs) : freshMs;
    const json = is === 'value' && 'json' in loaded ? loaded.json : '';
    const rest = restOf({ freshMs, loadMs, tags, json });
    const args = [token, kindLetter(is, tags), rest, keepMs, versionKeepMs(settings)];
    try {
      return (await link.run(put, keysOf(place), args)) === 1;
    } catch (error) {
      settings.onTrouble('a value could not be stored', error);
      return false;
    }
  }
}

/** Longer than any value of it lives; one that is lost is a miss and no lie. */
export const versionKeepMs = ({ freshMs, staleMs, errorMs, absentMs }: CheckedSettings) =>
  Math.ceil(freshMs + Math.max(staleMs, errorMs, absentMs, passMs)) + 60_000;

/** What is wanted: where it is, and the versions that its tags have. */
export interface Wanted {
  readonly place: Place;
  readonly tags: string;
}

/** A caller that knows of another version of a tag joins no load that began before that. */
const flightOf = ({ place, tags }: Wanted) => `${tags} ${place.value}`;

interface Flying extends Wanted {
  readonly load: Load;
  readonly notThis: string;
  readonly untilMs: number;
  readonly flight: Flight;
}

interface ToStore {
  readonly loaded: Loaded;
  readonly is: Stored['is'];
  readonly loadMs: number;
  readonly tags: string;
}
