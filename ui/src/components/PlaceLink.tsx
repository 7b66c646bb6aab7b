import { Link } from '@tanstack/react-router';
import type { AriaAttributes, ReactElement, ReactNode } from 'react';

interface Props extends AriaAttributes {
  /** The address of the place, such as `/requests/…/records`. */
  to: string;
  /** The field to go to there. */
  hash?: string;
  className?: string;
  /** Whether places beneath this one also count as it. */
  activeOptions?: { exact: boolean };
  children: ReactNode;
}

/** A link to a place whose address is made up as we go; for fixed places use the router’s own, which checks them. */
export const PlaceLink = Link as unknown as (props: Props) => ReactElement;
