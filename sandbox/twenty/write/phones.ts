import { badInput, type TwentyError } from '../errors.ts';
import { isObject } from '../model/column.ts';

/**
 * The countries that the stand-in knows the calling code of. A real Twenty knows all, and what their numbers look like;
 * here a number is any that has at least three digits.
 */
const CALLING_CODES: Readonly<Record<string, string>> = {
  US: '+1',
  CA: '+1',
  AT: '+43',
  AU: '+61',
  BR: '+55',
  CH: '+41',
  DE: '+49',
  ES: '+34',
  FR: '+33',
  GB: '+44',
  IN: '+91',
  IT: '+39',
  JP: '+81',
  MX: '+52',
  NL: '+31',
};

interface Phone {
  readonly number: string;
  readonly countryCode: string | undefined;
  readonly callingCode: string | undefined;
}

/** Parts a number that begins with a plus into its calling code and the rest, and finds out its country. */
export function tidyPhones(parts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { primaryPhoneNumber, primaryPhoneCountryCode, primaryPhoneCallingCode, additionalPhones } = parts;
  const primary = tidyPhone(primaryPhoneNumber, primaryPhoneCountryCode, primaryPhoneCallingCode);
  return {
    ...parts,
    ...(primary && {
      primaryPhoneNumber: primary.number,
      primaryPhoneCountryCode: primary.countryCode,
      primaryPhoneCallingCode: primary.callingCode,
    }),
    ...(Array.isArray(additionalPhones) && { additionalPhones: additionalPhones.map(tidyAdditional) }),
  };
}

function tidyAdditional(phone: unknown): unknown {
  if (!isObject(phone)) return phone;
  return tidyPhone(phone.number, phone.countryCode, phone.callingCode) ?? phone;
}

/** Undefined where there is no number to part. */
function tidyPhone(given: unknown, country: unknown, calling: unknown): Phone | undefined {
  const countryCode = textOrNothing(country);
  const callingCode = textOrNothing(calling);
  const expected = countryCode && CALLING_CODES[countryCode];
  if (countryCode && !expected) throw badPhone('INVALID_PHONE_COUNTRY_CODE', `Invalid country code ${countryCode}`);
  if (expected && callingCode && expected !== callingCode) {
    throw badPhone(
      'CONFLICTING_PHONE_CALLING_CODE_AND_COUNTRY_CODE',
      'Provided country code and calling code are conflicting',
    );
  }
  const text = textOrNothing(given);
  if (!text) return undefined;
  const found = Object.entries(CALLING_CODES).find(([, code]) =>
    text.startsWith('+') ? text.startsWith(code) : code === (callingCode ?? expected),
  );
  const digits = text.replace(/\D/g, '').replace(/^0/, '');
  if (!found || digits.length < 3) {
    throw badPhone('INVALID_PHONE_NUMBER', `Provided phone number is invalid ${text}`);
  }
  const [foundCountry, foundCode] = found;
  if (countryCode && CALLING_CODES[countryCode] !== foundCode) {
    throw badPhone('CONFLICTING_PHONE_COUNTRY_CODE', 'Provided and inferred country code are conflicting');
  }
  return {
    number: text.startsWith('+') ? digits.slice(foundCode.length - 1) : digits,
    countryCode: countryCode ?? foundCountry,
    callingCode: foundCode,
  };
}

function badPhone(subCode: string, message: string): TwentyError {
  return badInput(subCode, message, message);
}

function textOrNothing(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
