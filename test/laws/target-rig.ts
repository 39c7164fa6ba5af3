import type { ScalableDimension } from '@aws-sdk/client-application-auto-scaling';
import type {
  MakeNamedTarget,
  MakeTarget,
  RegionalClients,
} from '../../adapters/scaling/targets/any-kind/kind-target.ts';
import { loadedLate } from '../../adapters/scaling/targets/any-kind/loaded-late.ts';
import type { TargetConfig, TargetKind } from '../../core/scaling/config/target-kinds.ts';
import type { FakeAws } from '../adapters/fake-aws.ts';

/** A target of some kind with its fake service, for the laws. */
export interface TargetRig<Kind extends TargetKind> {
  readonly service: Pick<FakeAws<unknown>, 'calls' | 'troubles' | 'called'>;
  readonly reads: string;
  readonly changes: string;
  /** The call that each attempt at a change begins with. @default the change itself */
  readonly attempt?: string;
  /** Lets what was asked for come to pass. @default it has come to pass, or never does */
  settle?(): void;
  /** Makes a target one that takes no change just now, by what is the matter. */
  readonly busy?: Readonly<Record<string, (name: string) => void>>;
  /** Makes a target one that will be gone, by what is the matter. */
  readonly going?: Readonly<Record<string, (name: string) => void>>;
  /** What a target has besides, of which nothing is to be changed. */
  beside?(name: string): unknown;
  /** How many targets one read may take. */
  readonly most: number;
  config(name: string, place: Place): TargetConfig<Kind>;
  make(names: readonly string[]): void;
  remove(name: string): void;
  /** A name that AWS refuses together with all others in the call. */
  readonly spoiler: string;
  /** What of AWS itself can scale targets of this kind too; null where nothing can. */
  readonly rivals: RivalsRig | null;
  /** The least that the target allows. @default 1 */
  readonly least?: number;
  /** Whether it is a bound of what scales itself, which is put back. @default false */
  readonly putsBack?: true;
  /** What it has once it is put back. @default what it had before */
  readonly leftWith?: number;
  /** More than the target allows. */
  readonly tooMany: number;
  /** The adapter of this kind on the fake, loaded late; the Regions that it asks for go into `at`. */
  maker(at: Regions): MakeTarget<Kind>;
}

/** What a kind of target was tried against, beside the service in memory. A sentence each, or `no`. */
export interface Tried {
  readonly unit: string;
  /** The actions that change it. */
  readonly calls: readonly string[];
  readonly miniStack: string;
  readonly moto: string;
  readonly shapes: string;
  /** What Application Auto Scaling calls it; none where it does not know it. */
  readonly dimensions: readonly ScalableDimension[];
}

/** What else can scale targets, in the fake service. */
export interface RivalsRig {
  readonly service: Pick<FakeAws<unknown>, 'called' | 'forbidden'>;
  /** The actions by which it is read. */
  readonly reads: readonly string[];
  /** Gives a target, which is there, a rival of this name. */
  readonly add: Readonly<Record<string, (target: string, name: string) => void>>;
  /** Suspends all of them, as the command that is told does. */
  suspend(target: string): void;
  /** Gives a target what scales nothing: what is switched off, or only forecasts. */
  addIdle(target: string): void;
  /** The program of the command that suspends them. @default aws, which names the target */
  readonly program?: string;
  /** Makes a target one that could be scaled and is not. Left out where there is no such thing, or it is Headroom's own. */
  addRegistered?(target: string): void;
  /** Gives a target what asks for what Headroom wants. Left out where nothing can. */
  addFollower?(target: string, name: string): void;
}

interface Place {
  readonly account: string | null;
  readonly region: string | null;
}

/** Which Regions were asked, in order. */
export type Regions = (string | null)[];

/** One client for every Region, which tells which was asked for. */
export function everywhere<Client>(client: Client, regions: Regions): RegionalClients<Client> {
  const at = (region: string | null) => {
    regions.push(region);
    return client;
  };
  return { reader: at, actor: at };
}

/** As the catalogue loads kinds: reads must batch all the same. */
export function late<Kind extends TargetKind>(make: MakeNamedTarget<Kind>): MakeTarget<Kind> {
  return loadedLate(async () => ({ onAws: () => make }));
}
