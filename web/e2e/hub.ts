import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const START_LIMIT_MS = 40_000;
const STOP_LIMIT_MS = 12_000;

/** The program under test. */
export function program(): string {
  const given = process.env.PROXIMA_BIN;
  const built = ['debug', 'release'].map((kind) =>
    fileURLToPath(new URL(`../../artifacts/bin/Cli/${kind}/proxima.dll`, import.meta.url)),
  );
  const found = given ?? built.find((path) => existsSync(path));
  if (!found || !existsSync(found))
    throw new Error(`There is no program at ${given ?? built.join(' or ')}: build src/Cli first`);
  return found;
}

/** A port nobody has; the hub keeps it over its restarts. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** One `proxima serve` on a folder of its own, watching the machine the tests run on. */
export class Hub {
  private child: ChildProcess | null = null;
  private output = '';

  private constructor(
    private readonly folder: string,
    readonly port: number,
  ) {}

  static async start(): Promise<Hub> {
    const hub = new Hub(await mkdtemp(join(tmpdir(), 'proxima-e2e-')), await freePort());
    await hub.run();
    return hub;
  }

  /** The one-time code, as a person reads it in the log. */
  get code(): string {
    const found = /Set-up code: (\S+)/.exec(this.output);
    if (!found?.[1]) throw new Error(`No set-up code in the output:\n${this.output}`);
    return found[1];
  }

  async run(): Promise<void> {
    this.output = '';
    const listen = `http://127.0.0.1:${this.port}`;
    const child = spawn('dotnet', [program(), 'serve', '--data', this.folder, '--listen', listen], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    const read = (chunk: Buffer) => {
      this.output += chunk.toString();
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    const end = Date.now() + START_LIMIT_MS;
    while (!this.output.includes('Proxima listens on')) {
      if (child.exitCode !== null || Date.now() > end) throw new Error(`The program did not start:\n${this.output}`);
      await new Promise((done) => setTimeout(done, 100));
    }
  }

  /** Ends the program and keeps its data, as a restart of the service does. */
  async halt(): Promise<void> {
    const child = this.child;
    this.child = null;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(force);
  }

  async dispose(): Promise<void> {
    await this.halt();
    await rm(this.folder, { recursive: true, force: true });
  }
}
