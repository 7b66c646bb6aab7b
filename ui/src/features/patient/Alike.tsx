import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { FailureNote } from '@/components/Callout';
import { Dialog } from '@/components/Dialog';
import { FormButtons } from '@/components/FormButtons';
import { LineField, NoteField } from '@/components/fields';
import type { PatientInput, PatientMatch, SignatureInput } from '@/lib/wire';
import { commands } from '@/lib/commands';
import { clinicalDay } from '@/lib/dates';
import { useHeld } from '@/lib/held';

interface Props {
  /** Who was to be registered, or the new details of somebody who is here. */
  typed: PatientInput;
  /** The id of the patient whose new details these are. */
  but?: string;
  /** The name of the person at the desk, if that person may sign. */
  signatory: string;
  /** Goes on with a patient who is here already; none where somebody’s details are changed. */
  onChoose?: (patient: PatientMatch) => void;
  onSigned: (input: PatientInput, signature: SignatureInput) => Promise<unknown>;
  onClose: () => void;
}

/** Two patients who may be one: both side by side, and nothing goes on until somebody says which it is. */
export function Alike({ typed, but, signatory, onChoose, onSigned, onClose }: Props) {
  const alike = useQuery({
    queryKey: ['patients', 'alike', but, typed.family, typed.given, typed.born_on],
    queryFn: () => commands.similarPatients(typed, but ?? null),
    gcTime: 0,
  });
  const [because, setBecause] = useHeld(`another person than ${but ?? 'the new one'}`, '');
  const [name, setName] = useState(signatory);
  const [passphrase, setPassphrase] = useState('');
  const signing = useMutation({
    mutationFn: () => onSigned({ ...typed, another_person_because: because.trim() }, { name: name.trim(), passphrase }),
    onSettled: () => setPassphrase(''),
  });
  const address = [...typed.address_lines, typed.postcode].filter(Boolean).join(', ');
  const isComplete = because.trim() !== '' && name.trim() !== '' && passphrase !== '';
  return (
    <Dialog title={but ? 'These details fit somebody else too' : 'Is this somebody who is here already?'} onClose={onClose}>
      <p>Born on the same day, with a similar name. Compare number and address before you go on.</p>
      {but && <p>If both are one person, go back and change nothing: tell whoever keeps this store that the person is here twice.</p>}
      <dl className="so-alike">
        <div>
          <dt>You typed</dt>
          <dd>
            <strong>
              {typed.family.toUpperCase()}, {typed.given}
            </strong>
            <span className="so-second">Born {clinicalDay(typed.born_on)}</span>
            <span className="so-second so-figures">{typed.identifier || 'No number'}</span>
            <span className="so-second">{address || 'No address'}</span>
          </dd>
        </div>
        {(alike.data ?? []).map((patient) => (
          <div key={patient.id}>
            <dt>Already here</dt>
            <dd>
              <strong>{patient.banner_name}</strong>
              <span className="so-second">Born {patient.born}</span>
              <span className="so-second so-figures">{patient.number}</span>
              <span className="so-second">{patient.address || 'No address recorded'}</span>
              {onChoose && (
                <Button look="small" onClick={() => onChoose(patient)}>
                  It is this patient
                </Button>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <FailureNote error={alike.error} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isComplete && !signing.isPending) signing.mutate();
        }}
      >
        <h3 className="nhsuk-heading-s">They are two people: a clinician signs</h3>
        <NoteField id="another_person_because" label="How is that known?" hint="Kept with the patient" rows={2} value={because} onChange={setBecause} />
        <div className="so-pair">
          <LineField id="signature-name" label="Clinician’s name to sign in with" value={name} onChange={setName} autoComplete="off" />
          <LineField id="signature-passphrase" label="Clinician’s passphrase" type="password" autoComplete="off" value={passphrase} onChange={setPassphrase} />
        </div>
        <FailureNote error={signing.error} />
        <FormButtons submit={but ? 'Sign, and save' : 'Sign, and register'} isDanger busy={signing.isPending} disabled={!isComplete} onCancel={onClose} cancel="Go back" />
      </form>
    </Dialog>
  );
}
