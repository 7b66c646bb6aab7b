import { useQuery } from '@tanstack/react-query';
import { ComboField } from '@/components/ComboField';
import { ChecksField, type FieldProps } from '@/components/fields';
import { specialtiesFor } from '@/lib/codes';
import { queries } from '@/lib/queries';

interface SpecialtyProps extends FieldProps {
  value: string | null | undefined;
  onChange: (value: string) => void;
  onBlur?: () => void;
}

/** A specialty, found by its name or national code; any other may be typed. */
export function SpecialtyField(props: SpecialtyProps) {
  const codes = useQuery(queries.codes());
  return <ComboField {...props} suggestions={specialtiesFor(codes.data, props.value)} onChoose={props.onChange} />;
}

interface ReasonsProps extends FieldProps {
  value: string[];
  onChange: (value: string[]) => void;
}

/** Why the opinion is asked for: the organisation’s list, and whatever was chosen before and is no longer on it. */
export function ReasonsField({ value, ...props }: ReasonsProps) {
  const codes = useQuery(queries.codes());
  const offered = codes.data?.reasons ?? [];
  const former = value
    .filter((code) => !offered.some((reason) => reason.code === code))
    .map((code) => ({ code, label: code.replace(/^own:/, '').replace(/_/g, ' ') }));
  return <ChecksField {...props} value={value} choices={codes.data ? [...offered, ...former] : []} />;
}
