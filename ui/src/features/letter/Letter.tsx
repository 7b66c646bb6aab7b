import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { FailureNote, Inset } from '@/components/Callout';
import { Dialog } from '@/components/Dialog';
import { FormButtons } from '@/components/FormButtons';
import { CheckField, LineField } from '@/components/fields';
import { PlaceLink } from '@/components/PlaceLink';
import { PageViewer } from '@/components/PageViewer';
import { paperOf } from '@/components/paper/paper';
import { PaperActions } from '@/components/paper/PaperActions';
import type { RequestView, SessionView } from '@/lib/wire';
import { commands } from '@/lib/commands';
import { Failure } from '@/lib/failure';

/** A field that the letter lacks, with the way to it. */
export interface Gap {
  field: string;
  message: string;
  to: string;
}

interface Props {
  view: RequestView;
  session: SessionView;
  gaps: Gap[];
  /** Whether it may leave the screen at all. */
  mayGoOut: boolean;
  change: (act: (view: RequestView) => Promise<RequestView>) => Promise<RequestView>;
  onSubmit: (() => Promise<unknown>) | null;
}

/** The letter as it will be printed, what it still lacks, and the signature. */
export function Letter({ view, session, gaps, mayGoOut, change, onSubmit }: Props) {
  const [isSigning, setIsSigning] = useState(false);
  const pages = useQuery({
    queryKey: ['request', view.id, 'letter', view.version, view.status],
    queryFn: () => commands.previewLetter(view.id),
  });
  const submitting = useMutation({ mutationFn: () => onSubmit?.() ?? Promise.resolve() });
  const mayBeSigned = view.steps.some((step) => step.code === 'sign');
  const signed = mayBeSigned || view.is_in_preparation ? undefined : view.letters[0];
  return (
    <div className="so-beside">
      <div className="so-beside__main">
        <FailureNote error={pages.error} />
        {pages.data ? <PageViewer key={pages.data.token} of="letter" document={pages.data} /> : <div className="so-viewer so-viewer--coming" aria-busy={pages.isFetching} />}
      </div>
      <aside className="so-beside__side" aria-label="State of the letter">
        {signed && (
          <Inset tone="good">
            <p>
              <strong>Version {signed.version} is signed</strong>
            </p>
            <p>
              {signed.signed_by}
              <br />
              {signed.signed_at}
            </p>
            <p>It can no longer be changed. A new version can be started from the request’s page.</p>
          </Inset>
        )}
        {!signed && gaps.length > 0 && (
          <section className="so-card">
            <h2 className="nhsuk-heading-s">Still needed before it can be signed</h2>
            <ul className="so-gaps">
              {gaps.map((gap) => (
                <li key={gap.field + gap.message}>
                  <PlaceLink to={gap.to} hash={gap.field}>
                    {gap.message}
                  </PlaceLink>
                </li>
              ))}
            </ul>
          </section>
        )}
        {!signed && gaps.length === 0 && (
          <section className="so-card">
            <h2 className="nhsuk-heading-s">{mayBeSigned ? 'Ready to sign' : 'Complete'}</h2>
            {mayBeSigned && session.may_sign && (
              <>
                <p>Read every page first. A signed version is frozen.</p>
                <Button onClick={() => setIsSigning(true)}>Sign the letter</Button>
              </>
            )}
            {mayBeSigned && !session.may_sign && <p>A clinician signs it.</p>}
            {!mayBeSigned && <p>It can be signed once a clinician has agreed to the request.</p>}
            {onSubmit && !session.may_sign && (
              <Button look="second" busy={submitting.isPending} onClick={() => submitting.mutate()}>
                Ask for signature
              </Button>
            )}
            <FailureNote error={submitting.error} />
          </section>
        )}
        {session.may_work && mayGoOut && (
          <section className="so-card" aria-label="The letter on paper or as a file">
            <PaperActions
              view={view}
              paper={paperOf('letter', signed ? 'Referral letter' : 'Draft of the letter', {
                pages: pages.data?.pages.length,
                version: signed?.version ?? 0,
              })}
              fileName={`${view.reference}-letter${signed ? '' : '-draft'}.pdf`}
              change={change}
            />
          </section>
        )}
      </aside>
      {isSigning && <SignDialog view={view} change={change} onClose={() => setIsSigning(false)} />}
    </div>
  );
}

function SignDialog({ view, change, onClose }: { view: RequestView; change: Props['change']; onClose: () => void }) {
  const [passphrase, setPassphrase] = useState('');
  const [isRight, setIsRight] = useState(false);
  const [slip, setSlip] = useState('');
  const signing = useMutation({
    mutationFn: () => change(({ id, version }) => commands.signLetter(id, version, passphrase)),
    onSuccess: () => {
      announce('The letter is signed');
      onClose();
    },
    onError: () => setPassphrase(''),
  });
  const { patient } = view;
  const failure = signing.error ? Failure.from(signing.error) : null;
  return (
    <Dialog title="Sign the letter" onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setSlip(isRight ? '' : 'Compare the patient with the letter, then tick the box');
          if (isRight && !signing.isPending) signing.mutate();
        }}
      >
        <CheckField
          id="right-patient"
          label={
            <>
              This letter is about <strong>{patient.banner_name}</strong>, born <strong>{patient.born}</strong>, {patient.number_label}{' '}
              <strong className="so-figures">{patient.number}</strong>
            </>
          }
          value={isRight}
          onChange={setIsRight}
          error={slip || undefined}
        />
        <LineField id="sign-passphrase" label="Your passphrase" type="password" autoComplete="current-password" value={passphrase} onChange={setPassphrase} error={failure?.message} />
        {failure && failure.details.length > 0 && (
          <ul className="nhsuk-list nhsuk-list--bullet">
            {failure.problems().map((problem) => (
              <li key={problem.field + problem.message}>{problem.message}</li>
            ))}
          </ul>
        )}
        <FormButtons submit={signing.isPending ? 'Signing…' : 'Sign'} busy={signing.isPending} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
