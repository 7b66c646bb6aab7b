// A line that is filled from the directory by typing. What the directory does not have may be typed all the same.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { DirectoryEntryView } from '@/lib/wire';
import { queries } from '@/lib/queries';
import { useSettled } from '@/lib/settled';
import { ComboField } from './ComboField';
import type { FieldProps } from './fields';
import { Tag } from './Tag';

interface Props extends FieldProps {
  value: string | null | undefined;
  onChange: (value: string) => void;
  onBlur?: () => void;
  /** Which kinds of entries are offered. */
  kinds: string[];
  onChoose: (entry: DirectoryEntryView) => void;
}

const PAUSE_MS = 120;

/** A text field with the directory behind it. */
export function DirectoryField({ kinds, onChoose, value, ...props }: Props) {
  const words = useSettled((value ?? '').trim(), PAUSE_MS);
  const found = useQuery({ ...queries.entries({ words, kinds, with_closed: false }), enabled: words.length >= 2, placeholderData: keepPreviousData });
  const entries = words.length >= 2 ? (found.data ?? []) : [];
  return (
    <ComboField
      {...props}
      value={value}
      empty="Nothing in the directory fits; you can go on typing"
      suggestions={entries.map((entry) => ({ key: entry.id, label: <EntryLine entry={entry} />, more: <EntryMore entry={entry} /> }))}
      onChoose={(key) => {
        const entry = entries.find(({ id }) => id === key);
        if (entry) onChoose(entry);
      }}
    />
  );
}

/** What an entry is called, and what it is. */
export function EntryLine({ entry }: { entry: DirectoryEntryView }) {
  return (
    <span className="so-entry">
      {entry.is_preferred && (
        <span className="so-star" role="img" aria-label="Preferred">
          ★
        </span>
      )}
      <strong>{entry.name}</strong> <Tag>{entry.kind_label}</Tag>
      {entry.closed && <Tag tone="red">{entry.closed}</Tag>}
    </span>
  );
}

/** What tells an entry from others of the same name. */
export function EntryMore({ entry }: { entry: DirectoryEntryView }) {
  const { recipient } = entry;
  const place = recipient.organisation !== entry.name ? recipient.organisation : null;
  const parts = [recipient.specialty, place, entry.address, entry.ods_code && `ODS ${entry.ods_code}`, recipient.gmc_number && `GMC ${recipient.gmc_number}`];
  return <>{parts.filter(Boolean).join(' · ')}</>;
}
