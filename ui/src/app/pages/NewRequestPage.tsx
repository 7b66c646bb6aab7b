import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Callout, FailureNote } from '@/components/Callout';
import { LineField } from '@/components/fields';
import { PageHead } from '@/components/PageHead';
import { Alike } from '@/features/patient/Alike';
import { NOBODY, PatientForm } from '@/features/patient/PatientForm';
import { PatientSearch } from '@/features/patient/PatientSearch';
import { Gate, type Gated } from '@/features/request/Gate';
import type { PatientInput, PatientMatch, PatientView, RequestForm, SignatureInput } from '@/lib/wire';
import { commands } from '@/lib/commands';
import { Failure } from '@/lib/failure';
import { useHeld } from '@/lib/held';
import { useSession } from '@/lib/session';

const BLANK = { reasons: [], questions: [], first_name_withheld: false, recipient_address_lines: [], records_looked_for: [] } as unknown as RequestForm;

type Part = { at: 'gate' } | { at: 'search'; gated: Gated } | { at: 'register'; gated: Gated } | { at: 'confirm'; gated: Gated; patient: PatientMatch };

/** A new request: the gate, then the patient, then the request itself. */
export function NewRequestPage() {
  const navigate = useNavigate();
  const [part, setPart] = useHeld<Part>('new request', { at: 'gate' });
  const [because, setBecause] = useHeld('new request because', '');
  const [stopped, setStopped] = useState(false);
  const session = useSession();
  const toWorklist = () => void navigate({ to: '/' });

  const opening = useMutation({
    mutationFn: ({ gated, patientId }: { gated: Gated; patientId: string }) =>
      commands.openRequest({
        patient_id: patientId,
        in_hospital: gated.in_hospital,
        getting_worse: gated.getting_worse,
        told: gated.told,
        not_a_duplicate_because: because.trim() || null,
        form: BLANK,
      }),
    onSuccess: (opened) => void navigate({ to: '/requests/$id', params: { id: opened.id } }),
  });
  const registering = useMutation({
    mutationFn: ({ input, signature = null }: { gated: Gated; input: PatientInput; signature?: SignatureInput | null }) =>
      commands.registerPatient(input, signature),
    onSuccess: (patient, { gated }) => {
      setPart({ at: 'confirm', gated, patient: asMatch(patient) });
      opening.mutate({ gated, patientId: patient.id });
    },
  });
  const trouble = opening.error ? Failure.from(opening.error) : null;
  const isDuplicate = trouble?.code === 'possible_duplicate';

  if (part.at === 'gate') {
    return (
      <div className="so-narrow">
        <PageHead title="New request" caption="Two questions first" />
        <Gate onCancel={toWorklist} onDone={(gated) => setPart({ at: 'search', gated })} />
      </div>
    );
  }
  if (part.at === 'search') {
    return (
      <div className="so-narrow">
        <PageHead title="Who is the patient?" caption="New request" />
        <PatientSearch
          onChoose={(patient) => setPart({ at: 'confirm', gated: part.gated, patient })}
          onRegister={() => setPart({ at: 'register', gated: part.gated })}
        />
      </div>
    );
  }
  if (part.at === 'register') {
    const failure = registering.error ? Failure.from(registering.error) : null;
    const typed = registering.variables?.input ?? NOBODY;
    const gated = part.gated;
    return (
      <div className="so-narrow">
        <PageHead title="Register a patient" caption="New request" />
        <PatientForm
          heldAs="new patient"
          start={NOBODY}
          problems={failure && !stopped ? failure.problems() : []}
          busy={registering.isPending}
          submitLabel="Register and open the request"
          onSubmit={(input) =>
            registering.mutate({ gated, input }, { onError: (error) => setStopped(Failure.from(error).code === 'similar_patient') })
          }
          onCancel={() => setPart({ at: 'search', gated })}
        />
        {stopped && (
          <Alike
            typed={typed}
            signatory={session.may_sign ? session.user.name : ''}
            onChoose={(patient) => {
              setStopped(false);
              setPart({ at: 'confirm', gated, patient });
            }}
            onSigned={(input, signature) => registering.mutateAsync({ gated, input, signature }).then(() => setStopped(false))}
            onClose={() => setStopped(false)}
          />
        )}
      </div>
    );
  }
  const { patient, gated } = part;
  return (
    <div className="so-narrow">
      <PageHead title="Is this the patient?" caption="New request" />
      {patient.is_similar_to_another && (
        <Callout title="Another patient looks alike">
          <p>Somebody else has the same date of birth and a similar name. Compare all of this with what is in front of you.</p>
        </Callout>
      )}
      <dl className="nhsuk-summary-list so-card">
        {[
          ['Name', patient.banner_name],
          ['Born', `${patient.born} (${patient.age})`],
          ['Number', patient.number],
          ['Address', patient.address || 'Not recorded'],
        ].map(([label, value]) => (
          <div className="nhsuk-summary-list__row" key={label}>
            <dt className="nhsuk-summary-list__key">{label}</dt>
            <dd className="nhsuk-summary-list__value">{value}</dd>
          </div>
        ))}
      </dl>
      {isDuplicate ? (
        <Callout title="There is a similar request already">
          <p>{trouble.message}</p>
          <LineField id="not_a_duplicate_because" label="Why is this another one?" value={because} onChange={setBecause} />
        </Callout>
      ) : (
        <FailureNote error={trouble} />
      )}
      <div className="nhsuk-button-group">
        <Button busy={opening.isPending} onClick={() => opening.mutate({ gated, patientId: patient.id })}>
          Yes, open the request
        </Button>
        <Button look="second" onClick={() => setPart({ at: 'search', gated })}>
          No, search again
        </Button>
      </div>
    </div>
  );
}

function asMatch({ id, banner_name, born, age, number_label, number, input }: PatientView): PatientMatch {
  const address = [...input.address_lines, input.postcode].filter(Boolean).join(', ');
  return { id, banner_name, born, age, number: `${number_label} ${number}`, address, is_similar_to_another: false };
}
