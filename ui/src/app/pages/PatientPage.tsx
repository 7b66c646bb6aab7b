import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Alike } from '@/features/patient/Alike';
import { PatientForm } from '@/features/patient/PatientForm';
import { useDraft } from '@/features/request/draft';
import type { PatientInput, SignatureInput } from '@/lib/wire';
import { commands } from '@/lib/commands';
import { Failure } from '@/lib/failure';
import { useSession } from '@/lib/session';
import { PartLayout } from './PartLayout';

export function PatientPage() {
  const { view, change } = useDraft();
  const session = useSession();
  const navigate = useNavigate();
  const [isStopped, setIsStopped] = useState(false);
  const back = () => void navigate({ to: '/requests/$id', params: { id: view.id } });
  const amending = useMutation({
    mutationFn: ({ input, signature = null }: { input: PatientInput; signature?: SignatureInput | null }) =>
      change(async (now) => {
        await commands.amendPatient(now.patient.id, now.patient.version, input, signature);
        return commands.showRequest(now.id);
      }),
    onSuccess: back,
  });
  const typed = amending.variables?.input ?? view.patient.input;
  return (
    <PartLayout code="patient" title="Patient’s details">
      <PatientForm
        heldAs={`patient ${view.patient.id}`}
        start={view.patient.input}
        problems={amending.error && !isStopped ? Failure.from(amending.error).problems() : []}
        busy={amending.isPending}
        submitLabel="Save"
        onSubmit={
          session.may_work
            ? (input) => amending.mutate({ input }, { onError: (error) => setIsStopped(Failure.from(error).code === 'similar_patient') })
            : null
        }
        onCancel={back}
      />
      {isStopped && (
        <Alike
          typed={typed}
          but={view.patient.id}
          signatory={session.may_sign ? session.user.name : ''}
          onSigned={(input, signature) => amending.mutateAsync({ input, signature })}
          onClose={() => setIsStopped(false)}
        />
      )}
    </PartLayout>
  );
}
