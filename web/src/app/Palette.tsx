import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { StateGlyph, stateOf } from '@/components';
import { useMayOpenAccess } from '@/features/access/may';
import { useNodeIds } from '@/live/hooks';
import { live } from '@/live/live';
import { t } from '@/messages/t';
import { paletteStore } from './paletteStore';
import '@mantine/spotlight/styles.layer.css';
import './palette.css';

const MOST_SHOWN = 12;

/** Ctrl K: to any page or node by a few letters of its name. */
export default function Palette({ close }: { close: () => void }) {
  const navigate = useNavigate();
  const ids = useNodeIds();
  const mayOpenAccess = useMayOpenAccess();
  useEffect(() => paletteStore.open(), []);

  const pages: SpotlightActionData[] = [
    { id: 'overview', label: t('nav.overview'), onClick: () => void navigate({ to: '/' }) },
    { id: 'nodes', label: t('nav.nodes'), onClick: () => void navigate({ to: '/nodes' }) },
    ...(mayOpenAccess
      ? [{ id: 'access', label: t('nav.access'), onClick: () => void navigate({ to: '/access' }) }]
      : []),
    { id: 'settings', label: t('nav.settings'), onClick: () => void navigate({ to: '/settings' }) },
  ];
  const nodes = ids.flatMap((id): SpotlightActionData[] => {
    const node = live.store.getNode(id);
    if (!node) return [];
    const cause = node.cause ?? t('node.unknownCause');
    return [
      {
        id,
        label: node.name,
        description: node.cause ?? node.os ?? undefined,
        leftSection: <StateGlyph state={stateOf(node.severity)} cause={cause} decorative />,
        onClick: () => void navigate({ to: '/nodes/$id', params: { id } }),
      },
    ];
  });
  const actions: SpotlightActionGroupData[] = [
    { group: t('palette.nodes'), actions: nodes },
    { group: t('palette.pages'), actions: pages },
  ];
  return (
    <Spotlight
      store={paletteStore.store}
      actions={actions}
      limit={MOST_SHOWN}
      nothingFound={t('palette.nothing')}
      searchProps={{ placeholder: t('palette.placeholder'), 'aria-label': t('palette.placeholder') }}
      onSpotlightClose={close}
      shortcut={null}
      highlightQuery
      classNames={{
        content: 'palette',
        search: 'palette-search',
        action: 'palette-action',
        actionsGroup: 'palette-group',
        empty: 'palette-empty',
      }}
    />
  );
}
