import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A door between browser and hub: counts live streams, and can be shut as a pulled cable shuts it. */
export class Gate {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private readonly streams = new Set<IncomingMessage>();
  /** Paths of all requests, newest last. */
  readonly asked: string[] = [];
  private isShut = false;
  private port = 0;

  private constructor(private readonly hubPort: number) {
    this.server = createServer((incoming, answer) => this.pass(incoming, answer));
    this.server.on('connection', (socket) => {
      if (this.isShut) {
        socket.destroy();
        return;
      }
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
  }

  static async to(hubPort: number): Promise<Gate> {
    const gate = new Gate(hubPort);
    await new Promise<void>((done) => gate.server.listen(0, '127.0.0.1', done));
    gate.port = (gate.server.address() as AddressInfo).port;
    return gate;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Streams open now. */
  get live(): number {
    return this.streams.size;
  }

  shut(): void {
    this.isShut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  open(): void {
    this.isShut = false;
  }

  dispose(): Promise<void> {
    this.shut();
    return new Promise((done) => this.server.close(() => done()));
  }

  private pass(incoming: IncomingMessage, answer: ServerResponse): void {
    const path = incoming.url ?? '/';
    this.asked.push(path);
    if (path.startsWith('/api/live') && incoming.method === 'GET') {
      this.streams.add(incoming);
      incoming.socket.on('close', () => this.streams.delete(incoming));
      answer.on('close', () => this.streams.delete(incoming));
    }
    const onward = request(
      { host: '127.0.0.1', port: this.hubPort, path, method: incoming.method, headers: incoming.headers },
      (back) => {
        answer.writeHead(back.statusCode ?? 502, back.headers);
        answer.flushHeaders();
        back.pipe(answer);
        back.on('error', () => answer.destroy());
      },
    );
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    incoming.pipe(onward);
  }
}
