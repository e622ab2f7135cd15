/** The address keeps every state of a page in plain words: /nodes/0190…?range=7d&disk=sda. */

export const RANGES = ['1h', '24h', '7d', '30d'] as const;
export type Range = (typeof RANGES)[number];
export const DEFAULT_RANGE: Range = '24h';

/** How far back what is compared with lies. */
export const SHIFTS = ['1d', '7d', '28d'] as const;
export type Shift = (typeof SHIFTS)[number];

/** Lengths of a bucket; what fits the chart when none is chosen. */
export const RESOLUTIONS = ['samples', '5m', '1h', '1d'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

type Raw = Record<string, unknown>;

export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Raw): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  }
  // Slashes and colons are allowed in a query and keep addresses readable.
  const text = query.toString().replaceAll('%2F', '/').replaceAll('%3A', ':');
  return text ? `?${text}` : '';
}

const word = (raw: unknown): string | undefined =>
  typeof raw === 'string' && raw !== '' ? raw.slice(0, 200) : undefined;
const oneOf = <T extends string>(raw: unknown, allowed: readonly T[]): T | undefined =>
  allowed.find((each) => each === raw);
function whole(raw: unknown, least: number): number | undefined {
  const value = typeof raw === 'string' || typeof raw === 'number' ? Number(raw) : Number.NaN;
  return Number.isInteger(value) && value >= least ? value : undefined;
}

/** Drops what is not there, so that addresses stay short. */
function present<T extends Raw>(search: T): T {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T;
}

/** A column's name, with a leading minus when it is turned round. */
function sortOf(raw: unknown, columns: readonly string[]): string | undefined {
  const text = word(raw);
  return text !== undefined && columns.includes(text.replace(/^-/, '')) ? text : undefined;
}

export const NODE_SORTS = ['severity', 'name', 'cpu', 'memory', 'storage'] as const;
export const PROCESS_SORTS = ['cpu', 'memory', 'name', 'pid', 'age'] as const;
export const SETTINGS_TABS = ['appearance', 'endpoints', 'server', 'history', 'account'] as const;
export const ACCESS_TABS = ['users', 'roles', 'groups', 'tokens', 'audit'] as const;
export type AccessTab = (typeof ACCESS_TABS)[number];
export const AUDIT_OUTCOMES = ['done', 'refused', 'failed'] as const;
export type SettingsTab = (typeof SETTINGS_TABS)[number];

export interface OverviewSearch {
  sort?: string;
}
export interface NodesSearch {
  search?: string;
  sort?: string;
  page?: number;
}
export interface NodeSearch {
  range?: Range;
  /** Both in Unix seconds: a window chosen by zooming. */
  from?: number;
  to?: number;
  compare?: Shift;
  resolution?: Resolution;
  disk?: string;
  interface?: string;
  sort?: string;
  search?: string;
  process?: number;
  finding?: string;
}
export interface StorageSearch {
  /** Id of the disk whose drawer is open. */
  disk?: string;
}
/** What the audit log is searched for; moments as a field of a form has them: 2026-11-28T09:40, in the browser's zone. */
export interface AuditSearch {
  text?: string | undefined;
  principal?: string | undefined;
  action?: string | undefined;
  outcome?: (typeof AUDIT_OUTCOMES)[number] | undefined;
  from?: string | undefined;
  to?: string | undefined;
}
export interface AccessSearch extends AuditSearch {
  tab?: AccessTab | undefined;
  search?: string | undefined;
  page?: number | undefined;
  /** What is open beside the list: an id, or `new`. */
  open?: string | undefined;
  all?: 'yes' | undefined;
}
export interface SettingsSearch {
  tab?: SettingsTab | undefined;
  /** What is open beside the list of connections: an id, or `new`. */
  open?: string | undefined;
}

export const validateOverview = (raw: Raw): OverviewSearch => present({ sort: sortOf(raw.sort, NODE_SORTS) });

export const validateNodes = (raw: Raw): NodesSearch =>
  present({ search: word(raw.search), sort: sortOf(raw.sort, NODE_SORTS), page: whole(raw.page, 2) });

export function validateNode(raw: Raw): NodeSearch {
  const [from, to] = [whole(raw.from, 0), whole(raw.to, 1)];
  const isZoomed = from !== undefined && to !== undefined && from < to;
  return present({
    range: oneOf(raw.range, RANGES),
    from: isZoomed ? from : undefined,
    to: isZoomed ? to : undefined,
    compare: oneOf(raw.compare, SHIFTS),
    resolution: oneOf(raw.resolution, RESOLUTIONS),
    disk: word(raw.disk),
    interface: word(raw.interface),
    sort: sortOf(raw.sort, PROCESS_SORTS),
    search: word(raw.search),
    process: whole(raw.process, 1),
    finding: word(raw.finding),
  });
}

export const validateStorage = (raw: Raw): StorageSearch => present({ disk: word(raw.disk) });

export const validateSettings = (raw: Raw): SettingsSearch =>
  present({ tab: oneOf(raw.tab, SETTINGS_TABS), open: word(raw.open) });

const localMoment = (raw: unknown): string | undefined => {
  const text = word(raw);
  return text !== undefined && !Number.isNaN(Date.parse(text)) ? text : undefined;
};

export const validateAccess = (raw: Raw): AccessSearch =>
  present({
    tab: oneOf(raw.tab, ACCESS_TABS),
    search: word(raw.search),
    page: whole(raw.page, 2),
    open: word(raw.open),
    all: oneOf(raw.all, ['yes'] as const),
    text: word(raw.text),
    principal: word(raw.principal),
    action: word(raw.action),
    outcome: oneOf(raw.outcome, AUDIT_OUTCOMES),
    from: localMoment(raw.from),
    to: localMoment(raw.to),
  });

/** The next shorter (-1) or longer (+1) range; the same one at the ends. */
export function stepRange(range: Range, step: -1 | 1): Range {
  const index = RANGES.indexOf(range) + step;
  return RANGES[Math.max(0, Math.min(RANGES.length - 1, index))] ?? range;
}
