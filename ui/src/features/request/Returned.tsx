import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { announce } from '@/components/announce';
import { Button } from '@/components/Button';
import { FailureNote } from '@/components/Callout';
import { commands } from '@/lib/commands';
import { useDraft } from './draft';

/** A request that came back: why, and one press to take it up again with everything that was typed. */
export function Returned() {
  const { view, change } = useDraft();
  const navigate = useNavigate();
  const revising = useMutation({
    mutationFn: async (to: 'overview' | 'new-team') => {
      const next = await change((now) => commands.takeStep(now.id, now.version, 'revise', []));
      announce(`Taken up again. The request is now: ${next.status_label}`);
      if (to === 'new-team') await navigate({ to: '/requests/$id/form/$section', params: { id: next.id, section: to } });
    },
  });
  const back = [...view.history].reverse().find((line) => line.evidence.some(([label]) => label === 'Reason'));
  const reason = back?.evidence.find(([label]) => label === 'Reason')?.[1];
  const mayRevise = view.steps.some((step) => step.code === 'revise' && step.is_permitted);
  return (
    <section className="so-card so-not-counted" aria-labelledby="returned-title">
      <h2 className="nhsuk-heading-s" id="returned-title">
        The new team sent it back
      </h2>
      {reason && <p>{reason}</p>}
      <FailureNote error={revising.error} />
      {mayRevise && (
        <div className="so-steps__row">
          <Button busy={revising.isPending} onClick={() => revising.mutate('overview')}>
            Revise and send again
          </Button>
          <Button look="second" busy={revising.isPending} onClick={() => revising.mutate('new-team')}>
            Send to another team
          </Button>
        </div>
      )}
      <p className="so-soft">Everything that was typed stays.</p>
    </section>
  );
}
