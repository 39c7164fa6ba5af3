/** What people call a thing who have not read its page, by the page: an index, as a book has one. */
export const everydayWords: Readonly<Record<string, string>> = {
  'start/what-it-is.md': 'overview, introduction, what is this, how does it work',
  'start/install.md': 'install, requirements, npm, get started, set up',
  'start/demo.md': 'demo, try it on my laptop, see it work, without AWS, playground',
  'start/first-deployment.md': 'deploy, first steps, tutorial, quick start, get it running on AWS',
  'start/backtest-your-own-metric.md':
    'backtest, my own traffic, simulate, what would it have done, export a metric, past data',
  'how-to/see-advice.md':
    'advice for my account, what would it save, how much would it save, savings, cheaper, lower my bill, cost reduction, is it worth it, before I deploy anything',
  'how-to/try-beside-target-tracking.md':
    'try without risk, keep target tracking, try beside target tracking, side by side, compare, recommend only, dry run, safe trial, do not change anything yet',
  'how-to/set-a-floor.md':
    'floor, minimum, minimum at night, set a minimum, keep at least some instances, never fewer than, lowest number, guarantee capacity, business hours, schedule',
  'how-to/override-for-an-event.md':
    'sale, campaign, launch, black friday, event, temporary, more capacity for a while, override',
  'how-to/read-why.md':
    'why did it scale, why did it do that, why so many instances, why nothing happens, reason for a change, explain a decision, history, what happened last night',
  'how-to/pause-and-stop.md': 'stop everything, emergency, turn off, disable, pause, kill switch, freeze',
  'how-to/move-a-shard.md':
    'move a shard, move data to another database, shard is full, rebalance, relocate, hot shard, split a database, transfer a slot',
  'how-to/make-a-keyspace.md': 'start sharding, split a database, partition my data, shard key',
  'how-to/purge.md':
    'purge a page, clear cdn cache, flush cache, invalidate cloudfront, old page still shown, stale content, outdated page, refresh, remove from cache',
  'how-to/use-a-cache.md': 'redis, valkey, read through cache, cache my queries, hit ratio',
  'how-to/use-a-warm-pool.md': 'warm pool, slow start, faster scale out, stopped instances, prepared instances',
  'how-to/balance-weights.md':
    'blue green, canary, shift traffic, load balancer weights, target group weights, rollout',
  'how-to/find-indexes.md': 'slow queries, missing index, unused index, postgres, index advice',
  'how-to/read-from-replicas.md': 'read replica, replication lag, read my own writes, stale read',
  'how-to/watch-and-diagnose.md':
    'bottleneck, what is slow, what limits my service, capacity planning, utilisation, diagnose',
  'how-to/plan-a-load.md': 'plan, twice the load, forecast, how many will I need, growth, capacity planning',
  'how-to/alert-from-an-objective.md':
    'slo, error budget, burn rate, alert, page me, availability target, latency target',
  'how-to/mute-alarms.md': 'silence alarms, maintenance window, mute, snooze, planned work',
  'how-to/check-pull-requests.md': 'ci, github action, pull request, check a config before merge',
  'how-to/use-several-accounts.md': 'cross account, another region, organisation, several accounts',
  'how-to/run-in-a-vpc.md': 'vpc, private subnets, no internet, endpoints, security groups',
  'how-to/add-a-source.md': 'custom metric, datadog, prometheus, my own number, where numbers come from',
  'how-to/write-a-config-file.md': 'config file, settings, yaml, json, configure',
  'how-to/test-in-the-console.md': 'test event, lambda console, invoke by hand',
  'how-to/act-on-a-zonal-shift.md': 'zone failure, availability zone down, zonal shift, evacuate a zone',
  'how-to/protect-a-queue-worker.md':
    'worker killed while working, scale in protection, message in hand, long jobs, task protection',
  'migrate/queue-worker.md':
    'queue worker, sqs consumer, scale workers by queue length, backlog per instance, messages waiting, worker fleet',
  'migrate/from-target-tracking.md': 'target tracking, replace aws auto scaling, move from scaling policies',
  'migrate/from-predictive-scaling.md': 'predictive scaling, forecast, replace predictive',
  'migrate/from-keda.md': 'keda, scaledobject, event driven kubernetes',
  'migrate/from-hpa.md': 'hpa, horizontal pod autoscaler, kubernetes, pods',
  'migrate/from-instance-scheduler.md':
    'instance scheduler, turn off at night, office hours, start and stop instances, weekends',
  'contribute/add-a-target.md':
    'add a target, write my own target, scale something else, new kind of target, support another service, extend, plugin, custom resource',
  'reference/permissions.md': 'iam, permissions, access denied, rights, policy',
  'reference/targets.md': 'what can be scaled, ecs, ec2, lambda, dynamodb, elasticache, kubernetes, supported services',
  'operate/what-a-deploy-does.md': 'what is created, changes to my account, side effects, uninstall',
};
