import { CheckField, RadioField } from '@/components/fields';
import type { BundleChoices } from '@/lib/wire';

/** How a bundle is made where nobody chose otherwise. */
export const AS_USUAL: BundleChoices = { right_hand: false, scans_dpi: null };

const SCANS = [
  { code: 'as_they_came', label: 'As they came' },
  { code: '300', label: '300 dots to the inch' },
  { code: '200', label: '200 dots to the inch' },
];

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
      <RadioField
        id="scans"
        label="Scans"
        hint="Fewer dots make a smaller file, and the index says so. X-rays and other images stay as they came"
        choices={SCANS}
        value={value.scans_dpi === null ? 'as_they_came' : String(value.scans_dpi)}
        onChange={(code) => onChange({ ...value, scans_dpi: code === 'as_they_came' ? null : Number(code) })}
      />
    </fieldset>
  );
}
