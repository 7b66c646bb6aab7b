import { useMutation } from '@tanstack/react-query';
import { Button } from '@/components/Button';
import { FailureNote, Inset } from '@/components/Callout';
import { askWhereToSave, commands } from '@/lib/commands';

/** The hazard log of the program as a paper, for whoever answers for its deployment (DCB0160). */
export function SafetySummary() {
  const saving = useMutation({
    mutationFn: async () => {
      const path = await askWhereToSave('Safety summary.pdf');
      return path === null ? null : commands.saveSafetySummary(path);
    },
  });
  return (
    <section className="so-safety" aria-labelledby="safety-title">
      <h3 className="nhsuk-heading-s" id="safety-title">
        Clinical safety
      </h3>
      <p className="so-soft">What could harm a patient, and what this program does against it: for your Clinical Safety Officer.</p>
      <FailureNote error={saving.error} />
      {saving.data && (
        <Inset tone="good">
          <p role="status" className="so-path">
            Saved: {saving.data.out}
          </p>
        </Inset>
      )}
      <Button look="small" busy={saving.isPending} onClick={() => saving.mutate()}>
        Save the safety summary as PDF
      </Button>
    </section>
  );
}
