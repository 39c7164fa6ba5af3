import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LocalAws, startLocalAws } from '../../local/local-aws.ts';
import { onlyLocal } from '../../local/only-local.ts';
import { reportHtml } from '../../sim/scaling/report/report-html.ts';
import type { Progress } from '../progress.ts';
import type { Session } from '../session.ts';
import { checkFollowed, clock } from './check-followed.ts';
import { type DemandDay, dayMs } from './demand-day.ts';
import { type DemoResult, demoReport } from './demo-report.ts';
import { bootstrap, deployExample } from './deploy-example.ts';
import { figures } from './figures.ts';
import { liveSpike } from './live-spike.ts';
import { replayDay } from './replay-day.ts';
import { sizing as sizingFor } from './sizing.ts';
import { Stage } from './stage.ts';

const leadSeconds = 180;

interface DemoPlan {
  readonly session: Session;
  readonly day: DemandDay;
  /** The checkout: the local AWS, logs and the report live under its `.local/`. */
  readonly root: string;
  readonly progress: Progress;
}

/** Plays the demo from starting the local AWS to writing the report, whose file it answers. The local AWS is stopped whatever happens. */
export async function playDemo(plan: DemoPlan): Promise<{ readonly result: DemoResult; readonly report: string }> {
  const { root, progress, session } = plan;
  progress.step('starting a local AWS (MiniStack)');
  const aws = await startLocalAws({ root, onProgress: (message) => progress.step(`  ${message}`) });
  try {
    progress.step(`  it serves at ${aws.endpoint}`);
    session.signal.throwIfAborted();
    const result = await playOn(aws, plan);
    return { result, report: await writeReport(result, join(root, '.local', 'demo')) };
  } finally {
    await aws.stop();
  }
}

async function playOn(aws: LocalAws, { session, day, root, progress }: DemoPlan): Promise<DemoResult> {
  const { signal } = session;
  const { accountId, region, endpoint } = aws;
  const sizing = sizingFor(day.perMinute);
  const deployment = {
    root,
    workFolder: join(root, '.local', 'demo'),
    environment: onlyLocal(aws.environment),
    accountId,
    region,
    leadSeconds,
    signal,
  };
  progress.step('cdk bootstrap');
  await bootstrap(deployment);
  progress.step('cdk deploy: a load balancer, an Auto Scaling group, and Headroom on it');
  const stage = new Stage({ endpoint, region, outputs: await deployExample(deployment, sizing), signal });
  progress.step(`replaying ${day.name}: a look each five minutes, in virtual time`);
  const playedStartMs = Math.floor(session.nowMs() / dayMs - 1) * dayMs;
  const onLook: Parameters<typeof replayDay>[1]['onLook'] = (done, total, look) =>
    progress.at(done, total, `${clock(look.minute)}  ${look.askedAfter} instances`);
  const played = await replayDay(stage, { day, sizing, leadSeconds, playedStartMs, onLook });
  checkFollowed(day, played, sizing);
  progress.step('a live spike: alarm, SNS, SQS, Lambda, Auto Scaling group');
  const spike = await liveSpike(stage, sizing, signal, session.nowMs);
  return { day, sizing, leadSeconds, played, figures: figures(day, played, sizing), spike };
}

async function writeReport(result: DemoResult, folder: string): Promise<string> {
  const file = join(folder, `report-${slug(result.day.name)}.html`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, reportHtml(demoReport(result)));
  return file;
}

function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.csv$/, '')
    .replace(/[^a-z0-9]+/g, '-');
}
