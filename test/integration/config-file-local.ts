/**
 * What `config-file.test.ts` deploys: the example, but for PostgreSQL and a cache of its own nodes, since the local AWS knows no
 * rules of security groups.
 */
import { defineConfig } from '../../core/config.ts';
import example from '../../examples/config-file/headroom.config.ts';

const { orders: _, ...keyspaces } = example.keyspaces ?? {};
const { orders: __, ...caches } = example.caches ?? {};
export default defineConfig({ ...example, keyspaces, caches });
