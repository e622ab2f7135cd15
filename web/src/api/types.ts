import type { components } from './schema';

type Schemas = components['schemas'];

export type AccessStatus = Schemas['AccessStatus'];
export type Me = Schemas['Me'];
export type PreviewRequest = Schemas['PreviewRequest'];
export type BoundsInfo = Schemas['BoundsInfo'];
export type PlaceRef = Schemas['PlaceRef'];
export type PlaceKind = Schemas['PlaceKind'];
export type AssignmentInfo = Schemas['AssignmentInfo'];
export type UserInfo = Schemas['UserInfo'];
export type RoleInfo = Schemas['RoleInfo'];
export type GroupInfo = Schemas['GroupInfo'];
export type ScopeInfo = Schemas['ScopeInfo'];
export type ScopeList = Schemas['ScopeList'];
export type TokenInfo = Schemas['TokenInfo'];
export type TokenMade = Schemas['TokenMade'];
export type EndpointInfo = Schemas['EndpointInfo'];
export type EndpointTrial = Schemas['EndpointTrial'];
export type AuditRecord = Schemas['AuditRecord'];
export type AuditReport = Schemas['AuditReport'];
export type AuditSummary = Schemas['AuditSummary'];
export type Severity = Schemas['Severity'];
export type Origin = Schemas['Origin'];
export type Unit = Schemas['Unit'];
export type NodeSummary = Schemas['NodeSummary'];
export type NodePage = Schemas['NodePage'];
export type HostFacts = Schemas['HostFacts'];
export type HostFigures = Schemas['HostFigures'];
export type HostCost = Schemas['HostCost'];
export type CollectorReport = Schemas['CollectorReport'];
export type FilesystemGauges = Schemas['FilesystemGauges'];
export type DiskFigures = Schemas['DiskFigures'];
export type InterfaceFigures = Schemas['InterfaceFigures'];
export type SensorGauge = Schemas['SensorGauge'];
export type ProcessFigures = Schemas['ProcessFigures'];
export type ProcessDetail = Schemas['ProcessDetail'];
export type ProcessList = Schemas['ProcessList'];
export type HistoryAnswer = Schemas['HistoryAnswer'];
export type HistoryColumn = Schemas['HistoryColumn'];
export type HistoryCost = Schemas['HistoryCost'];
export type LevelCost = Schemas['LevelCost'];
export type NoteView = Schemas['NoteView'];
export type SparkAnswer = Schemas['SparkAnswer'];
export type SparkColumn = Schemas['SparkColumn'];
export type SettingInfo = Schemas['SettingInfo'];
export type CostFigures = Schemas['CostFigures'];

export type NodeStorage = Schemas['NodeStorage'];
export type DiskHealth = Schemas['DiskHealth'];
export type DiskHealthList = Schemas['DiskHealthList'];
export type SmartReport = Schemas['SmartReport'];
export type SmartAttribute = Schemas['SmartAttribute'];
export type SmartGrowth = Schemas['SmartGrowth'];
export type SelfTestLog = Schemas['SelfTestLog'];
export type DiskObservation = Schemas['DiskObservation'];
export type DiskHistory = Schemas['DiskHistory'];
export type DiskSeries = Schemas['DiskSeries'];

/** The document describes ids as opaque; on the wire they are strings. */
export type Finding = Omit<Schemas['Finding'], 'node'> & { node: string };
export type FleetOverview = Omit<Schemas['FleetOverview'], 'findings'> & { findings: Finding[] };
export type NodeDetail = Omit<Schemas['NodeDetail'], 'findings'> & { findings: Finding[] };

/** What a source said: exactly one of the three is there. */
export interface Reading<T> {
  value?: T | null;
  absent?: string | null;
  failed?: string | null;
}

/** Events of /api/live. */
export interface LiveSnapshot {
  version: number;
  fleet: FleetOverview;
  nodes: NodeSummary[];
}
export interface NodeFiguresUpdate {
  nodeId: string;
  version: number;
  sampledAt: string;
  figures: HostFigures;
  findings: Finding[];
}
export interface NodeGone {
  nodeId: string;
  version: number;
}
