import { requestSigner } from '../../aws/request-signer.ts';
import type { SinkModule } from '../kind-sink.ts';
import { prometheusSend } from './prometheus.ts';

export const prometheus: SinkModule<'prometheus'> = {
  whose: 'Prometheus',
  send: (config, world) => prometheusSend(config, { ...world, sign: requestSigner(world.settings) }),
};
