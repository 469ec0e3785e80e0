// A reverse proxy that serves the program under a path prefix, as an office's web server would.
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

export interface Proxy {
  home: string;
  stop: () => Promise<void>;
}

export async function startProxy(target: string, prefix: string): Promise<Proxy> {
  const server = createServer((incoming, answer) => {
    const path = incoming.url ?? "/";
    if (!path.startsWith(`${prefix}/`)) {
      answer.writeHead(404).end();
      return;
    }
    const { method, headers } = incoming;
    const forwarded = request(new URL(path.slice(prefix.length), target), { ...(method && { method }), headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    forwarded.on("error", () => answer.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    home: `http://127.0.0.1:${port}${prefix}/`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
