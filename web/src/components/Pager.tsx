import { Button } from '@mantine/core';
import { t } from '../messages/t';
import './text.css';

export interface PagerProps {
  /** What is listed, for those who hear it: "Nodes". */
  label: string;
  /** From 1. */
  page: number;
  size: number;
  total: number;
  /** Undefined is the first page, so that its address stays short. */
  onPage: (page: number | undefined) => void;
}

/** Under a list the hub pages: which rows these are, back and on. Nothing where one page holds all. */
export function Pager({ label, page, size, total, onPage }: PagerProps) {
  if (total <= size && page <= 1) return null;
  const first = Math.min((page - 1) * size + 1, total);
  return (
    <nav className="px-pager" aria-label={label}>
      <span>{t('pager.range', { first, last: Math.min(total, page * size), total })}</span>
      <Button disabled={page <= 1} onClick={() => onPage(page > 2 ? page - 1 : undefined)}>
        {t('pager.previous')}
      </Button>
      <Button disabled={page * size >= total} onClick={() => onPage(page + 1)}>
        {t('pager.next')}
      </Button>
    </nav>
  );
}
