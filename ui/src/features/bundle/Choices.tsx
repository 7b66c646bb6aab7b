import { CheckField } from '@/components/fields';
import type { BundleChoices } from '@/lib/wire';

/** How a bundle is made where nobody chose otherwise. */
export const AS_USUAL: BundleChoices = { right_hand: false };

interface Props {
  value: BundleChoices;
  onChange: (value: BundleChoices) => void;
}

/** How the bundle is to be made; the same for every record, whatever is said of one. */
export function Choices({ value, onChange }: Props) {
  return (
    <fieldset className="nhsuk-fieldset so-choices">
      <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">How it is made</legend>
      <CheckField
        id="right_hand"
        label="Each record on a right-hand page"
        hint="For printing on both sides; pages that stay blank say so"
        value={value.right_hand}
        onChange={(right_hand) => onChange({ ...value, right_hand })}
      />
    </fieldset>
  );
}
