import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { toProblem } from '@/api/problem';
import type { AssignmentInfo } from '@/api/types';
import { problemText } from '@/app/problemText';
import { LoadingLines, Problem } from '@/components';
import { t } from '@/messages/t';
import { BoundsField, EVERYWHERE } from '../BoundsField';
import { rolesQuery } from '../queries';

interface AssignmentsProps {
  value: readonly AssignmentInfo[];
  onChange: (value: AssignmentInfo[]) => void;
}

/** Roles, each with where it counts. */
export function Assignments({ value, onChange }: AssignmentsProps) {
  const roles = useQuery(rolesQuery);
  if (roles.error) return <Problem title={t('roles.failed')} detail={problemText(toProblem(roles.error))} />;
  if (!roles.data) return <LoadingLines />;
  const known = roles.data.items;
  const options = known.map((role) => ({ value: role.id, label: role.name }));
  const change = (index: number, next: Partial<AssignmentInfo>) =>
    onChange(value.map((each, at) => (at === index ? { ...each, ...next } : each)));
  const first = known[0];
  return (
    <fieldset className="assignments">
      <legend className="px-input-label">{t('users.roles')}</legend>
      {value.map((assignment, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an assignment is nothing but its place in the list.
        <div className="assignment" key={index}>
          <div className="assignment-role">
            <NativeSelect
              aria-label={t('users.roleNumber', { number: index + 1 })}
              data={options}
              value={assignment.roleId}
              onChange={(event) => change(index, { roleId: event.target.value })}
            />
            <button
              type="button"
              className="key-button"
              aria-label={t('users.roleRemove', { number: index + 1 })}
              onClick={() => onChange(value.filter((_, at) => at !== index))}
            >
              ×
            </button>
          </div>
          <BoundsField
            label={t('users.where', { number: index + 1 })}
            value={assignment.bounds}
            onChange={(bounds) => change(index, { bounds })}
          />
        </div>
      ))}
      {first && (
        <div>
          <Button onClick={() => onChange([...value, { roleId: first.id, bounds: EVERYWHERE }])}>
            {t('users.roleAdd')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

/** What the hub takes: without the names it told. */
export function bare(assignments: readonly AssignmentInfo[]): AssignmentInfo[] {
  return assignments.map(({ roleId, bounds }) => ({
    roleId,
    bounds: {
      everything: bounds.everything,
      places: bounds.everything ? [] : bounds.places.map(({ kind, id }) => ({ kind, id })),
    },
  }));
}
