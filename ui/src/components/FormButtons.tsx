import { Button } from './Button';

interface Props {
  /** What is done; none for a person who may only look. */
  submit: string | null;
  /** It is under way. */
  busy?: boolean;
  /** It cannot be done as the form stands. */
  disabled?: boolean;
  /** It cannot be taken back. */
  isDanger?: boolean;
  /** The way out, where there is one. */
  onCancel?: () => void;
  cancel?: string;
}

/** The foot of every form and question: what is done first, and the way out beside it. */
export function FormButtons({ submit, busy = false, disabled = false, isDanger = false, onCancel, cancel = 'Not now' }: Props) {
  return (
    <div className="nhsuk-button-group">
      {submit && (
        <Button type="submit" look={isDanger ? 'danger' : 'main'} busy={busy} disabled={disabled}>
          {submit}
        </Button>
      )}
      {onCancel && (
        <Button look="second" onClick={onCancel}>
          {cancel}
        </Button>
      )}
    </div>
  );
}
