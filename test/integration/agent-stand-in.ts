import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** What was asked of the agent. */
export interface Asked {
  readonly ProtectionEnabled?: unknown;
  readonly ExpiresInMinutes?: unknown;
}

/**
 * A stand-in of the endpoint that the ECS agent has for each task. It answers as the documentation says: the protection as it
 * now is, or a failure, as where a task is not of a service. Nothing here is ECS: no emulator has this endpoint.
 */
export async function agentStandIn() {
  const asked: Asked[] = [];
  const agent = { asked, refuses: false };
  const server = createServer(async (request, response) => {
    const isRight = request.method === 'PUT' && request.url === '/task-protection/v1/state';
    const body = isRight ? ((await json(request)) as Asked) : {};
    asked.push(body);
    const TaskArn = 'arn:aws:ecs:us-east-1:000000000000:task/shop/1';
    const protection = { ProtectionEnabled: body.ProtectionEnabled, TaskArn };
    const failure = { Arn: TaskArn, Reason: 'TASK_NOT_VALID' };
    const answer = agent.refuses || !isRight ? { failure } : { protection };
    response.writeHead(isRight ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => new Promise((resolve) => server.close(resolve));
  return Object.assign(agent, { uri: `http://127.0.0.1:${port}`, stop });
}
