import type { ReactNode } from 'react';
import { Inset } from '@/components/Callout';
import { DayField, LineField, NoteField } from '@/components/fields';
import { sentence } from '@/lib/failure';
import type { RecordInput } from '@/lib/wire';

type Name = 'held_at' | 'shared_with' | 'shared_on' | 'shared_until' | 'enclosure_words';

/** What is said of a record that does not go along. */
export type Absence = Pick<RecordInput, Name>;

interface Props {
  enclosure: string | null;
  value: Absence;
  onChange: (change: Partial<Absence>) => void;
  /** What there is to warn of in the share. */
  warning?: string | undefined;
  field: (name: Name, label: string, hint?: string) => { id: string; label: ReactNode; hint?: ReactNode; error?: string | undefined; disabled?: boolean };
}

const WORDS: Record<string, [string, string?]> = {
  to_follow: ['When does it follow, and who sends it?', 'Printed in letter and index'],
  held_elsewhere: ['Anything else the new team needs to find it (optional)', 'For example, the accession number'],
  not_sent: ['Why is it not sent?', 'Printed in letter and index'],
  would_not_open: ['Why does it not go along?', 'Printed in letter and index'],
};

/** Where a record is that does not go along: held elsewhere for whom and until when, or why it is not sent. */
export function HeldFields({ enclosure, value, onChange, field, warning }: Props) {
  const words = WORDS[enclosure ?? ''];
  if (!words) return null;
  return (
    <div className="so-beneath">
      {enclosure === 'held_elsewhere' && (
        <>
          <LineField {...field('held_at', 'Where is it held?', 'For example, Image Exchange Portal (IEP)')} value={value.held_at} onChange={(held_at) => onChange({ held_at })} />
          <LineField {...field('shared_with', 'Shared with', 'The team or hospital that can open it there')} value={value.shared_with} onChange={(shared_with) => onChange({ shared_with })} />
          <DayField {...field('shared_on', 'Date shared')} value={value.shared_on} onChange={(shared_on) => onChange({ shared_on })} />
          <DayField
            {...field('shared_until', 'Last day it can be opened there (optional)', 'You are warned a week before')}
            value={value.shared_until}
            onChange={(shared_until) => onChange({ shared_until })}
          />
          {warning && (
            <Inset tone="bad">
              <p role="status">{sentence(warning)}</p>
            </Inset>
          )}
        </>
      )}
      <NoteField {...field('enclosure_words', words[0], words[1])} rows={2} value={value.enclosure_words} onChange={(enclosure_words) => onChange({ enclosure_words })} />
    </div>
  );
}
