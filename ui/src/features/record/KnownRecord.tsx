import { useMutation } from '@tanstack/react-query';
import { Dialog } from '@/components/Dialog';
import { ErrorSummary, problemOf } from '@/components/ErrorSummary';
import { FormButtons } from '@/components/FormButtons';
import { LineField, RadioField, SelectField } from '@/components/fields';
import { useChoices } from '@/lib/choices';
import { Failure } from '@/lib/failure';
import type { RecordInput } from '@/lib/wire';
import { useHeld } from '@/lib/held';
import { HeldFields, type Absence } from './HeldFields';

type Known = Pick<RecordInput, 'title' | 'kind' | 'enclosure'> & Absence;

const NOTHING: Known = {
  title: null, kind: null, enclosure: null, enclosure_words: null, held_at: null, shared_with: null, shared_on: null, shared_until: null,
};

interface Props {
  /** Under which name what is typed outlives a lock. */
  heldAs: string;
  onAdd: (input: Known) => Promise<unknown>;
  onClose: () => void;
}

/** A record that is known of and not at hand: the letter lists it with what is done about it. */
export function KnownRecord({ heldAs, onAdd, onClose }: Props) {
  const choices = useChoices();
  const [input, setInput] = useHeld<Known>(heldAs, NOTHING);
  const adding = useMutation({ mutationFn: () => onAdd(input), onSuccess: onClose });
  const problems = adding.error ? Failure.from(adding.error).problems() : [];
  const set = (change: Partial<Known>) => setInput({ ...input, ...change });
  const field = (name: keyof Known, label: string, hint?: string) => ({ id: `known-${name}`, label, hint, error: problemOf(problems, name) });
  return (
    <Dialog title="A record that is not at hand" onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!adding.isPending) adding.mutate();
        }}
      >
        <ErrorSummary problems={problems.map((problem) => ({ ...problem, field: `known-${problem.field}` }))} />
        <LineField {...field('title', 'What record is it?')} value={input.title} onChange={(title) => set({ title })} />
        <SelectField {...field('kind', 'Kind of record')} choices={choices('kind')} value={input.kind} onChange={(kind) => set({ kind: kind || null })} />
        <RadioField
          {...field('enclosure', 'What is done about it?')}
          choices={choices('enclosure').filter(({ code }) => code !== 'enclosed')}
          value={input.enclosure}
          onChange={(enclosure) => set({ enclosure })}
        />
        <HeldFields enclosure={input.enclosure} value={input} onChange={set} field={field} />
        <FormButtons submit="Add to the list" busy={adding.isPending} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
