import { useQuery } from '@tanstack/react-query';
import { ChecksField } from '@/components/fields';
import { usualRecords } from '@/lib/codes';
import { queries } from '@/lib/queries';
import { useSession } from '@/lib/session';
import { useDraft } from './draft';

/** What a new team of this specialty usually asks for: a reminder. Nothing is ticked for anybody, and no record is added by it. */
export function UsualRecords() {
  const { view, form, set, flush } = useDraft();
  const session = useSession();
  const codes = useQuery(queries.codes());
  const usual = codes.data && usualRecords(codes.data, form.recipient_specialty);
  if (!usual) return null;
  const former = form.records_looked_for.filter((record) => !usual.records.includes(record));
  return (
    <section className="so-card so-usual" aria-labelledby="usual-records">
      <h2 className="nhsuk-heading-s" id="usual-records">
        Usual records for {usual.name}
      </h2>
      <ChecksField
        id="records_looked_for"
        label="Tick what you have looked for"
        hint="Only a reminder: nothing is added or sent by it. Leave out what does not matter for the question."
        choices={[...usual.records, ...former].map((record) => ({ code: record, label: record }))}
        value={form.records_looked_for}
        onChange={(records_looked_for) => {
          set({ records_looked_for });
          void flush().catch(() => undefined);
        }}
        disabled={!view.is_in_preparation || !session.may_work}
      />
    </section>
  );
}
