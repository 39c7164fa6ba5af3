import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { are, counted } from '../../core/model/counted.ts';
import { type LocalAws, startLocalAws } from '../../local/local-aws.ts';
import { onlyLocal } from '../../local/only-local.ts';
import { reportHtml } from '../../sim/scaling/report/report-html.ts';
import type { Progress } from '../progress.ts';
import type { Session } from '../session.ts';
import { checkFollowed, clock } from './check-followed.ts';
import type { DemandDay } from './demand-day.ts';
import { type DemoResult, demoReport } from './demo-report.ts';
import { bootstrap, deployExample } from './deploy-example.ts';
import { figures } from './figures.ts';
import { liveSpike } from './live-spike.ts';
import { chooseAtNight, configOf } from './night.ts';
import { playedDay } from './played-day.ts';
import { type DayPlan, replayDay } from './replay-day.ts';
import { scoreDay } from './score-day.ts';
import { sizing as sizingFor } from './sizing.ts';
import { Stage } from './stage.ts';
import { undisturbed } from './undisturbed.ts';

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
  const { minUnits, maxUnits } = sizing;
  const outputs = await deployExample(deployment, { minUnits, maxUnits });
  const stage = new Stage({ endpoint, region, outputs, signal });
  const playedStartMs = playedDay(session.nowMs(), day);
  const onLook: DayPlan['onLook'] = (done, total, look) =>
    progress.at(done, total, `${clock(look.minute)}  ${counted(look.askedAfter, 'instance')}`);
  const config = await configOf(stage);
  if (day.past.length > 0)
    progress.step(
      `a night: ${counted(day.past.length, 'day')} ${are(day.past.length)} on record, and the tuner chooses`,
    );
  const { night, played } = await undisturbed(stage, async () => {
    await stage.setClock(playedStartMs);
    const night = await chooseAtNight(stage, day, playedStartMs, { config, sizing, leadSeconds });
    progress.step(`replaying ${day.name}: a look whenever a tick or the alarm would come, in virtual time`);
    const startUnits = night?.asked ?? null;
    const played = await replayDay(stage, { day, sizing, leadSeconds, playedStartMs, startUnits, onLook });
    return { night, played };
  });
  checkFollowed(day, played, sizing);
  const score = scoreDay(day.perMinute, played.asked, playedStartMs, { config, sizing, leadSeconds });
  progress.step('a live spike: alarm, SNS, SQS, Lambda, Auto Scaling group');
  const spike = await liveSpike(stage, sizing, signal, session.nowMs);
  return {
    day,
    sizing,
    leadSeconds,
    tuned: night?.tuned ?? null,
    played,
    score,
    figures: figures(day, played, sizing),
    spike,
  };
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
