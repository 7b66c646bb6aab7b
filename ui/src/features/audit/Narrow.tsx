import { useState } from 'react';
import { Button } from '@/components/Button';
import { CheckField, DayField, SelectField } from '@/components/fields';
import type { AuditChoicesView, AuditInput } from '@/lib/wire';

/** What the trail is narrowed by, without the page. */
export type Narrowed = Omit<AuditInput, 'page'>;

/** Every entry. */
export const WHOLE: Narrowed = { patient: null, user: null, act: null, from: null, to: null, refused_only: false };

interface Props {
  narrowed: Narrowed;
  choices: AuditChoicesView | undefined;
  onNarrow: (narrowed: Narrowed) => void;
}

/** Narrows the trail by person, act, days and outcome. */
export function Narrow({ narrowed, choices, onNarrow }: Props) {
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const set = (change: Partial<Narrowed>) => onNarrow({ ...narrowed, ...change });
  return (
    <details className="nhsuk-details so-filters">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">Narrow the trail</span>
      </summary>
      <div className="nhsuk-details__text">
        <div className="so-filters__parts">
          <SelectField id="audit-user" label="User" empty="Anybody" choices={choices?.users ?? []} value={narrowed.user ?? ''} onChange={(user) => set({ user: user || null })} />
          <SelectField id="audit-act" label="Act" empty="Any" choices={choices?.acts ?? []} value={narrowed.act ?? ''} onChange={(act) => set({ act: act || null })} />
        </div>
        <form
          className="so-filters__parts"
          onSubmit={(event) => {
            event.preventDefault();
            set({ from: from || null, to: to || null });
          }}
        >
          <DayField id="audit-from" label="From" value={from} onChange={setFrom} />
          <DayField id="audit-to" label="Up to and with" value={to} onChange={setTo} />
          <Button type="submit" look="second">
            Show these days
          </Button>
        </form>
        <CheckField id="audit-refused" label="Only what was refused" value={narrowed.refused_only} onChange={(refused_only) => set({ refused_only })} />
        <Button
          look="second"
          onClick={() => {
            setFrom('');
            setTo('');
            onNarrow(WHOLE);
          }}
        >
          Show the whole trail
        </Button>
      </div>
    </details>
  );
}
