import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { PatientForm } from '@/features/patient/PatientForm';
import { useDraft } from '@/features/request/draft';
import type { PatientInput } from '@/lib/wire';
import { commands } from '@/lib/commands';
import { Failure } from '@/lib/failure';
import { useSession } from '@/lib/session';
import { PartLayout } from './PartLayout';

export function PatientPage() {
  const { view, change } = useDraft();
  const session = useSession();
  const navigate = useNavigate();
  const back = () => void navigate({ to: '/requests/$id', params: { id: view.id } });
  const amending = useMutation({
    mutationFn: (input: PatientInput) =>
      change(async (now) => {
        await commands.amendPatient(now.patient.id, now.patient.version, input);
        return commands.showRequest(now.id);
      }),
    onSuccess: back,
  });
  return (
    <PartLayout code="patient" title="Patient’s details">
      <PatientForm
        heldAs={`patient ${view.patient.id}`}
        start={view.patient.input}
        problems={amending.error ? Failure.from(amending.error).problems() : []}
        busy={amending.isPending}
        submitLabel="Save"
        onSubmit={session.may_work ? (input) => amending.mutate(input) : null}
        onCancel={back}
      />
    </PartLayout>
  );
}
