import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@/components/Button';
import { Dialog } from '@/components/Dialog';
import { commands } from '@/lib/commands';
import { cache, queries } from '@/lib/queries';

/** Offers to show a new person around, once. Saying no counts, and is remembered. */
export function TourOffer() {
  const toured = useQuery(queries.toured());
  const help = useQuery(queries.help());
  const [at, setAt] = useState<number | null>(null);
  const ending = useMutation({
    mutationFn: () => commands.endTour(),
    // Whoever could not be remembered is asked again the next time, and not now.
    onSettled: () => cache.setQueryData(queries.toured().queryKey, true),
  });
  const stops = help.data?.tour ?? [];
  const stop = at === null ? undefined : stops[at];
  const end = () => {
    setAt(null);
    ending.mutate();
  };
  if (toured.data !== false || stops.length === 0) return null;
  return (
    <section className="so-card so-tour" aria-label="Tour">
      <p>
        <strong>New here?</strong> The tour takes a minute. Help is always under F1.
      </p>
      <div className="so-steps__row">
        <Button look="second" onClick={() => setAt(0)}>
          Show me around
        </Button>
        <Button look="quiet" onClick={end}>
          No, thank you
        </Button>
      </div>
      {at !== null && stop && (
        <Dialog key={at} title={stop.title} onClose={end}>
          <p className="so-soft">
            {at + 1} of {stops.length}
          </p>
          <p>{stop.text}</p>
          <div className="nhsuk-button-group">
            {at + 1 < stops.length ? <Button onClick={() => setAt(at + 1)}>Next</Button> : <Button onClick={end}>Done</Button>}
            {at > 0 && (
              <Button look="second" onClick={() => setAt(at - 1)}>
                Back
              </Button>
            )}
            {at + 1 < stops.length && (
              <Button look="quiet" onClick={end}>
                Skip the tour
              </Button>
            )}
          </div>
        </Dialog>
      )}
    </section>
  );
}
