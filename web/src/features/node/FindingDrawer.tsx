import { SideDrawer } from '@/app/SideDrawer';
import { Empty, EvidenceBody, LiveAge, StateGlyph, stateOf, toneOf } from '@/components';
import { zoned } from '@/lib/format';
import { t } from '@/messages/t';
import type { NodeView } from './useNode';

/** What a finding rests on: rule, readings, source, since when, and what to do. */
export function FindingDrawer({ view, findingKey, close }: { view: NodeView; findingKey: string; close: () => void }) {
  const finding = view.findings.find((each) => each.key === findingKey);
  if (!finding) {
    return (
      <SideDrawer title={t('findings.title')} close={close}>
        <Empty title={t('findings.gone')} />
      </SideDrawer>
    );
  }
  const state = stateOf(finding.severity);
  const lines = [
    { label: t('findings.rule'), value: finding.rule },
    { label: t('findings.category'), value: t(`category.${finding.category}`) },
    ...(finding.part ? [{ label: t('findings.part'), value: finding.part }] : []),
    ...Object.entries(finding.arguments).map(([label, value]) => ({ label, value })),
    { label: t('findings.first'), value: zoned(finding.firstSeen) },
    { label: t('findings.last'), value: zoned(finding.lastSeen) },
  ];
  return (
    <SideDrawer title={finding.text} close={close}>
      <p className="finding-state">
        <StateGlyph state={state} cause={finding.text} decorative />
        <strong className={toneOf(state)}>{t(`state.${state}`)}</strong>
        <span className="dim">{view.summary.name}</span>
      </p>
      {finding.advice && <p className="finding-do">{t('findings.advice', { advice: finding.advice })}</p>}
      <EvidenceBody lines={lines} source={finding.source} age={<LiveAge at={finding.lastSeen} form="old" />} />
    </SideDrawer>
  );
}
