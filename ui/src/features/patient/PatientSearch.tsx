import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Button } from '@/components/Button';
import { Callout, FailureNote } from '@/components/Callout';
import { LineField } from '@/components/fields';
import { Tag } from '@/components/Tag';
import type { PatientMatch } from '@/lib/wire';
import { counted } from '@/lib/numbers';
import { queries } from '@/lib/queries';

/** How many patients are shown; whoever gets more must say more of the one who is meant. */
const SHOWN = 20;

interface Props {
  onChoose: (patient: PatientMatch) => void;
  onRegister: () => void;
}

/** Finds the patient as the words are typed. Nobody is chosen by surname alone: two identifiers stand beside each. */
export function PatientSearch({ onChoose, onRegister }: Props) {
  const [words, setWords] = useState('');
  const sought = useDeferredValue(words.trim());
  const found = useQuery({ ...queries.patients(sought), placeholderData: keepPreviousData });
  const all = sought.length >= 2 ? (found.data ?? []) : [];
  const matches = all.slice(0, SHOWN);
  const isCut = all.length > SHOWN;
  const isSimilar = matches.some((match) => match.is_similar_to_another);
  return (
    <>
      <LineField
        id="patient-search"
        label="Find the patient"
        hint="Name, NHS number or date of birth"
        type="search"
        value={words}
        onChange={setWords}
        autoFocus
      />
      <FailureNote error={found.error} />
      <p className="nhsuk-u-visually-hidden" role="status">
        {sought.length >= 2 && found.isSuccess ? `${isCut ? `More than ${SHOWN} patients` : counted(matches.length, 'patient')} found` : ''}
      </p>
      {isSimilar && (
        <Callout title="Two patients look alike">
          <p>Some of these patients have the same date of birth and similar names. Compare the number and the address before you choose.</p>
        </Callout>
      )}
      {matches.length > 0 && (
        <ul className="so-matches">
          {matches.map((match) => (
            <li key={match.id}>
              <div>
                <strong>{match.banner_name}</strong>
                {match.is_similar_to_another && <Tag tone="amber">Similar patient</Tag>}
                <span className="so-second">
                  Born {match.born} ({match.age}), <span className="so-figures">{match.number}</span>
                </span>
                <span className="so-second">{match.address || 'No address recorded'}</span>
              </div>
              <Button look="small" onClick={() => onChoose(match)} aria-label={`Choose ${match.banner_name}, born ${match.born}, ${match.number}`}>
                Choose
              </Button>
            </li>
          ))}
        </ul>
      )}
      {isCut && (
        <p className="so-soft">
          More than {SHOWN} patients match. Type more: the rest of the name, the NHS number or the date of birth.
        </p>
      )}
      {sought.length >= 2 && found.isSuccess && matches.length === 0 && <p className="so-soft">Nobody in this store matches. Check the spelling, or register the patient.</p>}
      <p>
        <Button look="second" onClick={onRegister}>
          Register a new patient
        </Button>
      </p>
    </>
  );
}
