// A hub with made-up figures, for looking at states a real host rarely shows: several nodes, each kind of trouble.
//   node e2e/mock-server.mjs --port 18100 [--scenario lab|okay|starting|empty] [--signed-in]
// Speaks the same API as `proxima serve` and serves web/dist under the same Content-Security-Policy.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { accessOf } from './mock-access.mjs';
import { historyOf, sparksOf } from './mock-history.mjs';
import { detailOf, processDetailOf, processesOf } from './mock-host.mjs';
import { fleetOf, makeNodes, summaryOf } from './mock-nodes.mjs';
import { diskHistoryOf, storageOf } from './mock-storage.mjs';

const { values: options } = parseArgs({
  options: {
    port: { type: 'string', default: '18100' },
    scenario: { type: 'string', default: 'lab' },
    'signed-in': { type: 'boolean', default: false },
  },
});
const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const code = 'TEST-CODE-0000-0000';
const nodes = makeNodes(options.scenario);
const state = {
  isSetUp: options['signed-in'],
  user: options['signed-in'] ? { name: 'anna', password: 'correct horse battery' } : null,
};
const sessions = new Set();
const streams = new Set();
const leases = new Map();
let version = 1;

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

function json(response, status, body, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers });
  response.end(body === undefined ? '' : JSON.stringify(body));
}
const problem = (response, status, name, title, detail) =>
  json(response, status, { status, code: name, title, detail });

function sessionOf(request) {
  if (options['signed-in']) return 'signed-in';
  const found = /proxima-mock=([0-9a-f]+)/.exec(request.headers.cookie ?? '');
  return found && sessions.has(found[1]) ? found[1] : null;
}

function access(session) {
  const name = state.user?.name ?? '';
  return {
    needsSetup: !state.isSetUp,
    me: session ? { name, displayName: name, scopes: ['access.manage', 'audit.read', 'read'], by: 'session' } : null,
    version: '0.1.0',
  };
}

function signIn(response) {
  const session = randomBytes(16).toString('hex');
  sessions.add(session);
  json(response, 200, access(session), { 'set-cookie': `proxima-mock=${session}; HttpOnly; SameSite=Strict; Path=/` });
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString() || '{}');
}

const now = () => Date.now();

async function api(request, response, url) {
  const path = url.pathname;
  const session = sessionOf(request);
  if (path === '/api/access') return json(response, 200, access(session));
  if (path === '/api/setup' && request.method === 'POST') {
    const body = await bodyOf(request);
    if (body.code !== code)
      return problem(
        response,
        400,
        'code-wrong',
        'The code is wrong',
        'Four tries are left. The code is in the log of the hub.',
      );
    Object.assign(state, { isSetUp: true, user: { name: body.name, password: body.password } });
    return signIn(response);
  }
  if (!state.isSetUp) return problem(response, 403, 'setup-needed', 'Not set up yet');
  if (path === '/api/login' && request.method === 'POST') {
    const body = await bodyOf(request);
    const isRight = body.name === state.user.name && body.password === state.user.password;
    return isRight ? signIn(response) : problem(response, 401, 'sign-in-failed', 'Name or password is wrong');
  }
  if (path === '/api/logout') {
    sessions.delete(session);
    for (const stream of streams) if (stream.session === session) stream.response.end();
    return json(response, 204, undefined, { 'set-cookie': 'proxima-mock=; Max-Age=0; Path=/' });
  }
  if (!session) return problem(response, 401, 'not-signed-in', 'Nobody is signed in');
  if (path === '/api/live') return stream(request, response, url, session);
  if (path === '/api/live/watch') {
    for (const id of (await bodyOf(request)).nodes) leases.set(id, now() + 15_000);
    return json(response, 200, { seconds: 15 });
  }
  const known = accessOf(path, url.searchParams, nodes, now());
  if (known) return json(response, 200, known);
  if (path === '/api/settings') return json(response, 200, { items: [] });
  if (path === '/api/fleet') return json(response, 200, fleetOf(nodes, version, now()));
  if (path === '/api/nodes') return list(response, url);
  if (path === '/api/history/cost') return json(response, 200, costOf());
  if (path === '/api/history/sparks') return json(response, 200, sparksOf(nodes, url.searchParams, now()));
  return ofNode(request, response, url);
}

function list(response, url) {
  const offset = Number(url.searchParams.get('offset') ?? 0);
  const limit = Number(url.searchParams.get('limit') ?? 100);
  const search = (url.searchParams.get('search') ?? '').toLowerCase();
  const sort = url.searchParams.get('sort') ?? 'severity';
  const rank = { critical: 4, warning: 3, unknown: 2, info: 1, ok: 0 };
  const keys = {
    severity: (node) => [-rank[node.severity], node.name],
    name: (node) => [node.name],
    cpu: (node) => [-(node.cpuBusyPercent ?? -1)],
    memory: (node) => [-(node.memoryUsedPercent ?? -1)],
    storage: (node) => [-(node.fullestPercent ?? -1)],
  };
  const key = keys[sort.replace('-', '')];
  if (!key) return problem(response, 400, 'sort-unknown', 'Cannot sort by that');
  const found = nodes
    .map((node) => summaryOf(node, version, now()))
    .filter((node) => node.name.toLowerCase().includes(search));
  found.sort((a, b) => (key(a) < key(b) ? -1 : 1) * (sort.startsWith('-') ? -1 : 1));
  json(response, 200, { items: found.slice(offset, offset + limit), total: found.length, offset, limit, version });
}

async function notesOf(request, response, node) {
  node.notes ??= [];
  if (request.method === 'POST') {
    const { text } = await bodyOf(request);
    const at = new Date(now()).toISOString();
    const note = {
      id: node.notes.length + 1,
      subject: `node:${node.id}`,
      from: at,
      to: at,
      kind: 'note',
      text,
      author: 'owner',
    };
    node.notes.push(note);
    return json(response, 200, note);
  }
  return json(response, 200, { items: node.notes });
}

function costOf() {
  const level = (name, values, bytes, keptDays) => ({ name, values, bytes, parts: 12, keptDays, from: null });
  return {
    engine: 'sqlite',
    fileBytes: 31_457_280,
    tailBytes: 262_144,
    memoryBytes: 4_194_304,
    bytesPerSample: 0.62,
    writtenBytes: 73_400_320,
    writtenBytesPerDay: 104_857_600,
    commits: 8640,
    sinceSeconds: 86_400,
    subjects: 53,
    damaged: 0,
    levels: [
      level('samples', 13_000_000, 8_100_000, 2),
      level('5 minutes', 20_000_000, 16_000_000, 90),
      level('1 hour', 1_000_000, 5_000_000, 730),
      level('1 day', 50_000, 400_000, null),
    ],
  };
}

async function ofNode(request, response, url) {
  const [, , , id, what, pid] = url.pathname.split('/');
  const node = nodes.find((each) => each.id === id);
  if (!node || !url.pathname.startsWith('/api/nodes/'))
    return problem(response, 404, 'not-found', `There is no node '${id}'`);
  if (what === 'notes') return await notesOf(request, response, node);
  if (!what) return json(response, 200, detailOf(node, version, now()));
  if (what === 'history') return json(response, 200, historyOf(node, url.searchParams, now()));
  if (what === 'storage') return json(response, 200, storageOf(now()));
  if (what === 'disks') {
    const number = (name, otherwise) => Number(url.searchParams.get(name) ?? otherwise);
    if (request.method === 'GET')
      return json(response, 200, diskHistoryOf(now(), number('days', 30), number('points', 200)));
    return json(response, 200, {
      message:
        'would run: smartctl -j -n standby -t short /dev/sda. The disk tests itself for about 1 minute and stays in use; reads and writes may be slower.',
    });
  }
  if (what === 'processes' && pid) {
    const detail = processDetailOf(node, Number(pid), now());
    return detail
      ? json(response, 200, { value: detail })
      : problem(response, 404, 'not-found', `There is no process '${pid}'`);
  }
  if (what === 'processes') return json(response, 200, processesOf(node, now()));
  return problem(response, 404, 'not-found', 'There is no such thing');
}

function stream(request, response, url, session) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const mine = { response, session, watch: new Set(url.searchParams.getAll('watch')) };
  streams.add(mine);
  request.on('close', () => streams.delete(mine));
  const items = nodes.map((node) => summaryOf(node, version, now()));
  emit(mine, 'snapshot', { version, fleet: fleetOf(nodes, version, now()), nodes: items });
}

function emit(to, event, data) {
  to.response.write(`id: mock-${version}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

function tick(isSlow) {
  version++;
  for (const each of streams) {
    for (const node of nodes) {
      const isWatched = each.watch.has(node.id) && (leases.get(node.id) ?? 0) > now();
      if (node.isSilent || !(isSlow || isWatched)) continue;
      emit(each, 'node', summaryOf(node, version, now()));
      if (!each.watch.has(node.id)) continue;
      const { figures, findings, summary } = detailOf(node, version, now());
      emit(each, 'figures', { nodeId: node.id, version, sampledAt: summary.sampledAt, figures, findings });
    }
    if (isSlow) emit(each, 'fleet', fleetOf(nodes, version, now()));
  }
}
setInterval(() => tick(false), 1000);
setInterval(() => tick(true), 4000);
setInterval(() => {
  for (const each of streams) emit(each, 'beat', { at: new Date().toISOString() });
}, 15_000);

async function page(response, path) {
  const isFile = extname(path) !== '';
  const file = join(dist, isFile ? normalize(path) : 'index.html');
  const nonce = randomBytes(16).toString('base64');
  const content = await readFile(file).catch(() => null);
  if (!content || !file.startsWith(dist)) return problem(response, 404, 'not-found', 'There is no such file');
  const files =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'";
  const policy = isFile
    ? files
    : `default-src 'self'; script-src 'self' 'nonce-${nonce}'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;
  response.writeHead(200, {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'content-security-policy': policy,
  });
  response.end(isFile ? content : content.toString().replaceAll('__CSP_NONCE__', nonce));
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://hub');
  const answer = url.pathname.startsWith('/api/') ? api(request, response, url) : page(response, url.pathname);
  Promise.resolve(answer).catch((error) => problem(response, 500, 'internal', String(error)));
});
server.listen(Number(options.port), '127.0.0.1', () => {
  console.log(`Set-up code: ${code} valid until tomorrow, five tries`);
  console.log(`Listening on http://127.0.0.1:${options.port}`);
});
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
