import { Button } from '@/components/Button';
import { problemOf } from '@/components/ErrorSummary';
import { LineField, RadioField } from '@/components/fields';
import { askForPicture } from '@/lib/commands';
import type { Problem } from '@/lib/failure';
import type { Choice, LetterheadInput, LetterheadView } from '@/lib/wire';

/** The program's own blue, which letters have where no colour is named. */
const OWN_BLUE = '#003d6b';

interface Props {
  /** The letterhead as it is kept. */
  shown: LetterheadView;
  /** What is changed of it; null is as it is kept, and empty takes it away. */
  look: LetterheadInput;
  envelopes: Choice[];
  problems: Problem[];
  onChange: (look: LetterheadInput) => void;
}

/** Logo, colour and envelope. */
export function LookFields({ shown, look, envelopes, problems, onChange }: Props) {
  const set = (change: Partial<LetterheadInput>) => onChange({ ...look, ...change });
  const colour = look.colour ?? shown.colour ?? '';
  const hasLogo = look.logo === null ? shown.logo_words !== null : look.logo !== '';
  const wrong = problemOf(problems, 'logo');
  return (
    <fieldset className="nhsuk-fieldset so-card">
      <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">Look of your letters</legend>
      <div className={`nhsuk-form-group${wrong ? ' nhsuk-form-group--error' : ''}`} role="group" aria-labelledby="logo-label">
        <p className="nhsuk-label" id="logo-label">
          Logo
        </p>
        <p className="nhsuk-hint">A PNG or JPEG file of up to 2 MB. It is printed up to 50 mm wide and 16 mm high.</p>
        {wrong && (
          <p className="nhsuk-error-message">
            <span className="nhsuk-u-visually-hidden">Error: </span>
            {wrong}
          </p>
        )}
        <p className="so-path">{logoInWords(shown, look)}</p>
        <div className="so-deeds">
          <Button id="logo" look="small" onClick={() => void askForPicture('Logo').then((logo) => logo && set({ logo }))}>
            {hasLogo ? 'Choose another logo' : 'Choose a logo'}
          </Button>
          {hasLogo && (
            <Button look="small" onClick={() => set({ logo: '', logo_words: null })}>
              No logo
            </Button>
          )}
        </div>
      </div>
      {hasLogo && (
        <LineField
          id="logo_words"
          label="What the logo shows"
          hint="For those who hear the letter; the organisation’s name if nothing is said."
          value={look.logo_words ?? shown.logo_words ?? ''}
          onChange={(logo_words) => set({ logo_words })}
          error={problemOf(problems, 'logo_words')}
        />
      )}
      <div className="so-colour">
        <LineField
          id="colour"
          label="Colour of headings"
          hint="Such as #003D6B; empty for the program’s own blue. It must be dark enough to be read on white."
          width={10}
          spellCheck={false}
          value={colour}
          onChange={(typed) => set({ colour: typed })}
          error={problemOf(problems, 'colour')}
        />
        <input type="color" aria-label="Pick the colour" value={/^#[0-9a-f]{6}$/i.test(colour.trim()) ? colour.trim().toLowerCase() : OWN_BLUE} onChange={(event) => set({ colour: event.target.value.toUpperCase() })} />
      </div>
      <RadioField
        id="envelope"
        label="Envelope"
        hint="The recipient’s address stands where its window is. Windows differ between suppliers: print one letter, fold it and look before many are sent."
        choices={envelopes}
        value={look.envelope ?? shown.envelope}
        onChange={(envelope) => set({ envelope })}
        error={problemOf(problems, 'envelope')}
      />
    </fieldset>
  );
}

function logoInWords(shown: LetterheadView, look: LetterheadInput): string {
  if (look.logo) return look.logo.split(/[\\/]/).pop() ?? look.logo;
  return look.logo === null && shown.logo_words !== null ? 'A logo is kept.' : 'No logo.';
}
