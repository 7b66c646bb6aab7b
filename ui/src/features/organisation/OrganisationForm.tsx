import { useMutation } from '@tanstack/react-query';
import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { FailureNote, Inset } from '@/components/Callout';
import { ErrorSummary } from '@/components/ErrorSummary';
import { OrganisationFields } from '@/components/OrganisationFields';
import { PageViewer } from '@/components/PageViewer';
import { useChoices } from '@/lib/choices';
import { commands } from '@/lib/commands';
import { Failure, type Problem } from '@/lib/failure';
import { useHeld } from '@/lib/held';
import { cache, queries } from '@/lib/queries';
import { useSettled } from '@/lib/settled';
import { TYPING_PAUSE_MS, useTrial } from '@/lib/trial';
import type { LetterheadInput, OrganisationView } from '@/lib/wire';
import { LookFields } from './LookFields';

const UNCHANGED: LetterheadInput = { colour: null, envelope: null, logo: null, logo_words: null };

/** The details and the look, with a letter beside them that follows what is typed. */
export function OrganisationForm({ shown, wasSaved, onSaved }: { shown: OrganisationView; wasSaved: boolean; onSaved: (version: number) => void }) {
  const choices = useChoices();
  const [details, setDetails] = useHeld(`organisation ${shown.version}`, shown.details);
  const [look, setLook] = useHeld(`letterhead ${shown.version}`, UNCHANGED);
  const tried = useTried(details, look);
  const saving = useMutation({
    mutationFn: () => commands.saveOrganisation(shown.version, details, look),
    onSuccess: async (saved) => {
      onSaved(saved.version);
      announce('The organisation is saved');
      cache.setQueryData(queries.organisation().queryKey, saved);
      await cache.invalidateQueries({ queryKey: ['trial'] });
    },
  });
  const failure = saving.error ? Failure.from(saving.error) : null;
  const refused = failure && isOfFields(failure) ? placed(failure) : [];
  const problems = refused.length > 0 ? refused : tried.problems;
  const isChanged = JSON.stringify([details, look]) !== JSON.stringify([shown.details, UNCHANGED]);
  return (
    <div className="so-template">
      <form
        noValidate
        className="so-template__lines"
        onSubmit={(event) => {
          event.preventDefault();
          if (!saving.isPending) saving.mutate();
        }}
      >
        <ErrorSummary problems={refused} />
        <FailureNote error={refused.length > 0 ? null : failure} />
        <LookFields shown={shown.letterhead} look={look} envelopes={choices('envelope_window')} problems={problems} onChange={setLook} />
        <OrganisationFields organisation={details} nations={choices('nation')} problems={problems} onChange={setDetails} />
        <div className="so-template__keep">
          <Button type="submit" busy={saving.isPending} disabled={!isChanged}>
            {saving.isPending ? 'Saving…' : 'Save'}
          </Button>
          {!isChanged && <p className="so-template__state">{wasSaved ? 'Saved.' : 'Nothing is changed.'}</p>}
        </div>
      </form>
      <div className="so-template__side">
        <section aria-label="Preview" aria-busy={tried.isTrying}>
          {tried.problems.length > 0 && (
            <Inset tone="bad">
              <p role="status">Something is wrong in the form. The page shows the letter as it last could be printed.</p>
            </Inset>
          )}
          <FailureNote error={tried.failure} />
          {tried.pages ? <PageViewer of="example letter" document={tried.pages} /> : <div className="so-viewer so-viewer--coming" aria-busy="true" />}
        </section>
        <Inset>
          <p>The patient of this letter is invented. Signed letters keep the head that they were signed under.</p>
        </Inset>
      </div>
    </div>
  );
}

/** The letter as it would look, once the person pauses. */
function useTried(details: OrganisationView['details'], look: LetterheadInput) {
  const settled = useSettled(details, TYPING_PAUSE_MS);
  const looked = useSettled(look, TYPING_PAUSE_MS);
  const tried = useTrial(['organisation', settled, looked], () => commands.previewOrganisation(settled, looked), isOfFields);
  return { ...tried, problems: tried.problems.map(({ field, message }) => ({ field: field || 'logo', message })) };
}

function isOfFields({ code }: Failure): boolean {
  return ['bad_input', 'picture_refused', 'file_unreadable'].includes(code);
}

/** Only the logo’s file is refused without a field’s name. */
function placed(failure: Failure): Problem[] {
  return failure.problems().map(({ field, message }) => ({ field: field || 'logo', message }));
}
