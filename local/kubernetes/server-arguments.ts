import { loopback } from '../loopback.ts';
import type { Certificates } from './certificates.ts';

/** What each server of a control plane on loopback is started with. */
interface ApiServer {
  readonly etcd: string;
  readonly port: number;
  readonly certificates: Certificates;
  readonly tokens: string;
  readonly webhook: string | null;
}

export function apiServer({ etcd, port, certificates: { crt, key, front, accounts }, tokens, webhook }: ApiServer) {
  return [
    `--etcd-servers=${etcd}`,
    `--bind-address=${loopback}`,
    `--advertise-address=${loopback}`,
    `--secure-port=${port}`,
    `--tls-cert-file=${crt}`,
    `--tls-private-key-file=${key}`,
    '--service-cluster-ip-range=10.0.0.0/24',
    `--service-account-key-file=${accounts.pub}`,
    `--service-account-signing-key-file=${accounts.key}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    // Watches that begin with a list need an etcd of 3.5; with an older one clients try in vain, ever less often.
    '--feature-gates=WatchList=false',
    '--authorization-mode=RBAC',
    `--token-auth-file=${tokens}`,
    // Without them a pod needs an account that a controller makes, and a node has a taint that a controller takes away.
    '--disable-admission-plugins=ServiceAccount,TaintNodesByCondition',
    `--requestheader-client-ca-file=${front.crt}`,
    '--requestheader-allowed-names=',
    '--requestheader-extra-headers-prefix=X-Remote-Extra-',
    '--requestheader-group-headers=X-Remote-Group',
    '--requestheader-username-headers=X-Remote-User',
    `--proxy-client-cert-file=${front.crt}`,
    `--proxy-client-key-file=${front.key}`,
    ...(webhook === null
      ? []
      : [
          `--authentication-token-webhook-config-file=${webhook}`,
          '--authentication-token-webhook-version=v1',
          '--authentication-token-webhook-cache-ttl=1s',
        ]),
  ];
}

export function controllers(kubeconfig: string, { accounts }: Certificates, port: number) {
  const run = [
    'deployment',
    'replicaset',
    'statefulset',
    'horizontal-pod-autoscaler',
    'garbage-collector',
    'resourcequota',
  ];
  return [
    `--kubeconfig=${kubeconfig}`,
    `--bind-address=${loopback}`,
    `--secure-port=${port}`,
    '--leader-elect=false',
    `--service-account-private-key-file=${accounts.key}`,
    '--horizontal-pod-autoscaler-sync-period=2s',
    '--horizontal-pod-autoscaler-downscale-stabilization=4s',
    `--controllers=${run.map((name) => `${name}-controller`).join(',')}`,
  ];
}

export function scheduler(kubeconfig: string, port: number) {
  return [`--kubeconfig=${kubeconfig}`, '--leader-elect=false', `--bind-address=${loopback}`, `--secure-port=${port}`];
}

export function kwok(kubeconfig: string, configFile: string, port: number) {
  return [
    `--kubeconfig=${kubeconfig}`,
    `--config=${configFile}`,
    '--manage-all-nodes=true',
    `--node-ip=${loopback}`,
    `--server-address=${loopback}:${port}`,
  ];
}
