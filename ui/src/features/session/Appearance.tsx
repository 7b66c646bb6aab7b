import { useMutation, useQuery } from '@tanstack/react-query';
import { announce } from '@/components/announce';
import { FailureNote } from '@/components/Callout';
import { RadioField } from '@/components/fields';
import { dress } from '@/lib/appearance';
import { useChoices } from '@/lib/choices';
import { commands } from '@/lib/commands';
import { queries } from '@/lib/queries';
import type { AppearanceView } from '@/lib/wire';

/** What the window looks like to this person, chosen at once and kept for every desk of the store. */
export function Appearance() {
  const chosen = useQuery(queries.appearance());
  const choices = useChoices();
  const choosing = useMutation({
    mutationFn: (wish: AppearanceView) => commands.chooseAppearance(wish),
    onSuccess: (kept) => {
      dress(kept);
      announce('Kept');
    },
  });
  if (!chosen.data) return null;
  // What was pressed shows at once; a failure takes it back.
  const now = choosing.isPending ? choosing.variables : chosen.data;
  const choose = (wish: Partial<AppearanceView>) => choosing.mutate({ ...now, ...wish });
  return (
    <section className="so-card" aria-labelledby="appearance-title">
      <h2 className="nhsuk-heading-m" id="appearance-title">
        Appearance
      </h2>
      <p>It is kept for you alone, at every desk of this store. Papers are printed the same whatever you choose.</p>
      <FailureNote error={choosing.error} />
      <RadioField id="theme" label="Theme" isInline value={now.theme} choices={choices('theme')} onChange={(theme) => choose({ theme })} />
      <RadioField id="contrast" label="Contrast" isInline value={now.contrast} choices={choices('contrast')} onChange={(contrast) => choose({ contrast })} />
      <p className="so-soft">
        <kbd>Ctrl</kbd> and <kbd>+</kbd> or <kbd>−</kbd> make everything larger or smaller.
      </p>
    </section>
  );
}
