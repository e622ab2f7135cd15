import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Finding } from '@/api/types';

/** A claim that opens its evidence, which has an address of its own; the range being looked at stays. */
export function FindingLink({
  finding,
  className = 'claim',
  children,
}: {
  finding: Finding;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Link
      to="/nodes/$id"
      params={{ id: finding.node }}
      search={(before: { range?: string }) => ({ range: before.range, finding: finding.key }) as never}
      className={className}
    >
      {children}
    </Link>
  );
}
