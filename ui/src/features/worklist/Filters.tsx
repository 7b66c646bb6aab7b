import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { FailureNote } from '@/components/Callout';
import { LineField, SelectField } from '@/components/fields';
import { commands } from '@/lib/commands';
import { cache, queries } from '@/lib/queries';
import type { Choice, SavedFilterView } from '@/lib/wire';
import { inputOf, narrowedBy, type Narrowing, type Part } from './narrowing';

interface Props {
  narrowing: Narrowing;
  words: string;
  onNarrow: (narrowing: Narrowing) => void;
}

/** Narrows a list by what its requests have, and keeps that under a name. */
export function Filters({ narrowing, words, onNarrow }: Props) {
  const [isOpen, setIsOpen] = useState(narrowedBy(narrowing) > 0);
  const number = narrowedBy(narrowing);
  return (
    <details className="nhsuk-details so-filters" open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">{number > 0 ? `Narrow the list (${number} chosen)` : 'Narrow the list'}</span>
      </summary>
      <div className="nhsuk-details__text">
        {isOpen && <Parts narrowing={narrowing} words={words} onNarrow={onNarrow} />}
      </div>
    </details>
  );
}

function Parts({ narrowing, words, onNarrow }: Props) {
  const { data: lists } = useQuery(queries.choices());
  const { data: found } = useQuery(queries.filterChoices());
  const closed = (field: string): Choice[] => lists?.find((list) => list.field === field)?.choices ?? [];
  const select = (part: Part, label: string, choices: Choice[]) => (
    <SelectField
      id={`narrow-${part}`}
      label={label}
      empty="Any"
      // What was chosen stays to be seen, even when no request has it any more.
      choices={withChosen(choices, narrowing[part])}
      value={narrowing[part]}
      onChange={(value) => {
        const next = { ...narrowing };
        if (value) next[part] = value;
        else delete next[part];
        onNarrow(next);
      }}
    />
  );
  return (
    <>
      <div className="so-filters__parts">
        {select('status', 'Status', closed('status'))}
        {select('priority', 'Priority', closed('priority'))}
        {select('specialty', 'Specialty', found?.specialties ?? [])}
        {select('recipient', 'Recipient', found?.recipients ?? [])}
        {select('owner', 'Owner', found?.owners ?? [])}
      </div>
      {(narrowedBy(narrowing) > 0 || words !== '') && (
        <div className="so-filters__keep">
          <Keep narrowing={narrowing} words={words} />
          <Button look="second" onClick={() => onNarrow(narrowing.list ? { list: narrowing.list } : {})}>
            Show the whole list
          </Button>
        </div>
      )}
    </>
  );
}

function withChosen(choices: Choice[], chosen: string | undefined): Choice[] {
  if (chosen === undefined || choices.some(({ code }) => code === chosen)) return choices;
  return [...choices, { code: chosen, label: chosen }];
}

function Keep({ narrowing, words }: { narrowing: Narrowing; words: string }) {
  const [name, setName] = useState('');
  const keeping = useMutation({
    mutationFn: () => commands.keepFilter(name, inputOf(narrowing, words, null)),
    onSuccess: (kept) => {
      cache.setQueryData(queries.filters().queryKey, kept);
      announce(`The filter “${name}” is saved`);
      setName('');
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        keeping.mutate();
      }}
    >
      <LineField id="filter-name" label="Save this filter as" width={20} value={name} onChange={setName} />
      <Button type="submit" look="second" busy={keeping.isPending}>
        Save filter
      </Button>
      <FailureNote error={keeping.error} />
    </form>
  );
}

/** The filters that the person has kept. */
export function SavedFilters({ onChoose }: { onChoose: (filter: SavedFilterView) => void }) {
  const { data: kept } = useQuery(queries.filters());
  const forgetting = useMutation({
    mutationFn: (name: string) => commands.forgetFilter(name),
    onSuccess: (left, name) => {
      cache.setQueryData(queries.filters().queryKey, left);
      announce(`The filter “${name}” is removed`);
    },
  });
  if (!kept || kept.length === 0) return null;
  return (
    <section className="so-kept" aria-labelledby="saved-filters">
      <h2 id="saved-filters" className="so-kept__head">
        My filters
      </h2>
      <ul>
        {kept.map((filter) => (
          <li key={filter.name}>
            <button type="button" className="so-list" onClick={() => onChoose(filter)}>
              {filter.name}
            </button>
            <button
              type="button"
              className="so-kept__remove"
              aria-label={`Remove the filter “${filter.name}”`}
              title="Remove"
              onClick={() => forgetting.mutate(filter.name)}
            >
              <span aria-hidden="true">×</span>
            </button>
          </li>
        ))}
      </ul>
      <FailureNote error={forgetting.error} />
    </section>
  );
}
