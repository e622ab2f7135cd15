// Made-up accounts for the mock: what the pages of access ask, and nothing that changes anything.
const HOUR = 3_600_000;
const everywhere = { everything: true, places: [] };
const scopes = [
  ['read', 'See nodes, guests, figures, history and findings', false],
  ['guest.control', 'Start, stop, shut down and restart guests', false],
  ['host.change', 'Change a host: packages, services, files, power', false],
  ['access.manage', 'Manage users, roles, groups and tokens', true],
  ['audit.read', 'Read and export the audit trail', true],
];
const names = scopes.map(([name]) => name);
const roles = [
  { id: 'viewer', name: 'Viewer', isBuiltIn: true, isEverything: false, scopes: ['read'], users: 118 },
  {
    id: 'operator',
    name: 'Operator',
    isBuiltIn: true,
    isEverything: false,
    scopes: ['read', 'guest.control'],
    users: 1,
  },
  { id: 'admin', name: 'Administrator', isBuiltIn: true, isEverything: true, scopes: names, users: 1 },
];

/** The answer to a question about access; null for what this does not know. */
export function accessOf(path, query, nodes, at) {
  const ago = (hours) => new Date(at - hours * HOUR).toISOString();
  const place = { kind: 'node', id: nodes[0]?.id ?? 'none', name: nodes[0]?.name ?? null };
  const user = (number, name, displayName, roleId, bounds) => ({
    id: number.toString(16).padStart(16, '0'),
    name,
    displayName,
    isDisabled: number === 3,
    isYou: number === 0,
    isLastAdministrator: number === 0,
    isAboveYou: false,
    assignments: [{ roleId, bounds, roleName: roles.find((role) => role.id === roleId)?.name }],
    scopes: roles.find((role) => role.id === roleId)?.scopes ?? [],
    sessions: number === 0 ? 2 : 0,
    tokens: number === 0 ? 2 : 0,
    createdAt: ago(24 * (200 - number)),
    passwordChangedAt: ago(24 * 20),
  });
  const users = [
    user(0, 'anna', 'Anna', 'admin', everywhere),
    user(1, 'night.shift', 'Доктор Константинопольская-Преображенская', 'operator', everywhere),
    ...Array.from({ length: 118 }, (_, index) =>
      user(index + 2, `customer${index}`, `Customer ${index}`, 'viewer', { everything: false, places: [place] }),
    ),
  ];
  const token = (prefix, name, more) => ({
    prefix,
    name,
    ownerId: users[0].id,
    ownerName: 'anna',
    state: 'active',
    scopes: ['read'],
    isEverything: false,
    effectiveScopes: ['read'],
    bounds: everywhere,
    createdAt: ago(24 * 60),
    ...more,
  });
  const tokens = [
    token('0a1b2c3d', 'Prometheus', { expiresAt: ago(-24 * 30), usedAt: ago(0.01), usedAddress: '192.0.2.7' }),
    token('k3x9k3x9', 'An old script that nobody remembers', {
      scopes: names,
      isEverything: true,
      effectiveScopes: names,
    }),
    token('zzzz0000', 'Home Assistant', { state: 'revoked', revokedAt: ago(5) }),
  ];
  const entry = (sequence, principal, action, target, outcome, error) => ({
    sequence,
    at: ago((60 - sequence) / 4),
    principal,
    address: sequence % 5 === 0 ? null : '192.0.2.7',
    action,
    target,
    outcome,
    ...(error ? { error } : {}),
  });
  const entries = Array.from({ length: 60 }, (_, index) =>
    index % 7 === 3
      ? entry(60 - index, 'customer4', 'request.refuse', 'GET /api/users', 'refused', 'scope access.manage is missing')
      : entry(60 - index, 'anna', index % 3 ? 'session.create' : 'user.create', 'customer7', 'done'),
  );
  const search = (query.get('search') ?? '').toLowerCase();
  const offset = Number(query.get('offset') ?? 0);
  const limit = Number(query.get('limit') ?? 100);
  const found = users.filter((each) => `${each.name} ${each.displayName}`.toLowerCase().includes(search));
  const one = /^\/api\/users\/(\w+)$/.exec(path)?.[1];
  if (one) return users.find((each) => each.id === one) ?? null;
  const answers = {
    '/api/users': { items: found.slice(offset, offset + limit), total: found.length, offset, limit },
    '/api/roles': { items: roles },
    '/api/groups': { items: [{ id: 'aa00aa00aa00aa00', name: 'Kunde Müller & Söhne', members: [place], uses: 2 }] },
    '/api/tokens': { items: tokens, total: tokens.length },
    '/api/access/scopes': {
      items: scopes.map(([name, description, isWholeOnly]) => ({ name, description, isWholeOnly, acts: false })),
      presets: [{ name: 'read_only', description: 'See everything, change nothing', scopes: ['read'] }],
    },
    '/api/access/places': { items: [place], total: 1 },
    '/api/audit': { items: entries, before: null },
    '/api/audit/summary': {
      entries: entries.length,
      last: 60,
      keyId: '0123456789abcdef',
      keptDays: 400,
      anchoring: { sequence: 58, at: ago(0.5), unanchored: 2, unanchoredSince: ago(0.4) },
      carriers: [{ name: 'journal', sequence: 58, at: ago(0.5) }],
      uncountedUses: 0,
    },
  };
  return answers[path] ?? null;
}
