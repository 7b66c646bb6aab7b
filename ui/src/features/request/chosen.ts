// What an entry of the directory fills in, and what typing over it takes away again.
import type { DirectoryEntryView, RequestForm } from '@/lib/wire';

/** The recipient that an entry makes. What it does not know stays as it was typed. */
export function asRecipient({ kind, recipient }: DirectoryEntryView): Partial<RequestForm> {
  const place: Partial<RequestForm> = {
    recipient_organisation: recipient.organisation,
    recipient_ods_code: recipient.ods_code,
    recipient_address_lines: recipient.address_lines,
    recipient_postcode: recipient.postcode,
    recipient_address_verified_on: recipient.address_verified_on,
  };
  const specialty: Partial<RequestForm> = recipient.specialty ? { recipient_specialty: recipient.specialty } : {};
  if (kind === 'service') return { ...place, ...specialty, recipient_service: recipient.service };
  if (recipient.clinician) return { ...place, ...specialty, recipient_preferred_clinician: recipient.clinician, recipient_gmc_number: recipient.gmc_number };
  return place;
}

/** The first team that an entry makes. */
export function asFirstTeam({ kind, recipient }: DirectoryEntryView): Partial<RequestForm> {
  const place: Partial<RequestForm> = { first_organisation: recipient.organisation, first_ods_code: recipient.ods_code };
  if (kind === 'service') return { ...place, first_service: recipient.service };
  if (recipient.clinician) return { ...place, first_clinician: recipient.clinician, first_gmc_number: recipient.gmc_number };
  return place;
}

/** A number or code belongs to what stood there before, and a check to the address that was checked (hazard H4). */
export function forgotten(name: keyof RequestForm): Partial<RequestForm> {
  switch (name) {
    case 'recipient_preferred_clinician':
      return { recipient_gmc_number: null };
    case 'first_clinician':
      return { first_gmc_number: null };
    case 'recipient_organisation':
      return { recipient_ods_code: null, recipient_address_verified_on: null };
    case 'first_organisation':
      return { first_ods_code: null };
    case 'recipient_address_lines':
    case 'recipient_postcode':
      return { recipient_address_verified_on: null };
    default:
      return {};
  }
}
