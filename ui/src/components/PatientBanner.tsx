import type { PatientView } from '@/lib/wire';

/**
 * The patient banner of the NHS: name, date of birth, gender, number, in this order and without colons (domain rule
 * §2.4). It stands on screens of exactly one patient.
 */
export function PatientBanner({ patient }: { patient: PatientView }) {
  return (
    <section className={`so-banner${patient.died ? ' so-banner--died' : ''}`} aria-label="Patient">
      <strong className="so-banner__name">{patient.banner_name}</strong>
      <dl>
        <div>
          <dt>Born</dt>
          <dd>
            {patient.born} <span>({patient.age})</span>
          </dd>
        </div>
        {patient.died && (
          <div>
            <dt>Died</dt>
            <dd>{patient.died}</dd>
          </div>
        )}
        <div>
          <dt>Gender</dt>
          <dd>{patient.gender}</dd>
        </div>
        <div>
          <dt>{patient.number_label}</dt>
          <dd className="so-figures">{patient.number}</dd>
        </div>
      </dl>
      {patient.warning && <p className="so-banner__warning">{patient.warning}</p>}
    </section>
  );
}
