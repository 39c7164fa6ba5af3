import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { RDSClient } from '@aws-sdk/client-rds';
import { readingClient } from '../../../adapters/aws/client-settings.ts';
import { readOnly } from '../../../adapters/aws/read-only.ts';
import { cachesSeen, databasesSeen } from '../../../adapters/scaling/trying/data-seen.ts';
import { type DataCatalogue, dataCatalogue } from '../../../core/prices/data-catalogue.ts';
import { type AdvisedData, adviseData, type SeenData } from '../../../core/scaling/sizing/data/advise-data.ts';
import { faultText } from '../../aws/aws-error.ts';
import { clientSettings, type Place } from '../../connect.ts';
import type { Session } from '../../session.ts';

/** What is asked of an account and Region. */
interface DataQuestion extends Place {
  /** A part of the names that are meant. */
  readonly only?: string;
  readonly days: number;
  readonly catalogue?: DataCatalogue;
  /** What one of the databases costs an hour, where somebody has said it. */
  readonly usdPerHour?: number | null;
}

/** Databases and caches of an account with what is advised of them. */
export interface AskedData extends AdvisedData {
  readonly looked: readonly SeenData[];
  /** Whose prices they are. */
  readonly pricesOf: Pick<DataCatalogue, 'readOn' | 'region'>;
  /** What could not be looked at, a sentence each. */
  readonly troubles: readonly string[];
  /** Why nothing at all could be looked at; null where something could. */
  readonly refused: unknown;
}

/** Advises on sizes of databases and caches. What AWS refuses of one service leaves the other; it rejects where it is stopped. */
export async function askData(session: Session, question: DataQuestion): Promise<AskedData> {
  const { only = '', days, catalogue = dataCatalogue, usdPerHour = null } = question;
  const clients = await dataClients(question);
  const toMs = session.nowMs();
  const looked = { fromMs: toMs - days * 86_400_000, toMs, signal: session.signal };
  const parts = await Promise.allSettled([databasesSeen(clients, looked), cachesSeen(clients, looked)]);
  session.signal.throwIfAborted();
  const all = parts.flatMap((part) => (part.status === 'fulfilled' ? part.value : []));
  const chosen = all.filter(({ name }) => name.toLowerCase().includes(only.toLowerCase()));
  const { readOn, region } = catalogue;
  const faults = parts.map((part) => (part.status === 'rejected' ? part.reason : null));
  return {
    looked: chosen,
    ...adviseData(chosen, catalogue, usdPerHour),
    pricesOf: { readOn, region },
    troubles: faults.flatMap((fault, at) => (fault === null ? [] : [`sizes of ${names[at]}: ${faultText(fault)}`])),
    refused: faults.every((fault) => fault !== null) ? faults[0] : null,
  };
}

const names = ['databases', 'caches'];

async function dataClients(place: Place) {
  const settings = { ...readingClient, ...(await clientSettings(place)) };
  return {
    rds: readOnly(new RDSClient(settings)),
    elastiCache: readOnly(new ElastiCacheClient(settings)),
    cloudWatch: readOnly(new CloudWatchClient(settings)),
  };
}
