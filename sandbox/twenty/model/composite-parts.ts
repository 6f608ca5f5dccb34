/**
 * The parts of each composite type in the order that Twenty itself goes through them, which is not that of the committed
 * schema: it is sorted by name.
 */
export const COMPOSITE_PARTS: Readonly<Record<string, readonly string[]>> = {
  ACTOR: ['source', 'workspaceMemberId', 'name', 'context'],
  ADDRESS: [
    'addressStreet1',
    'addressStreet2',
    'addressCity',
    'addressPostcode',
    'addressState',
    'addressCountry',
    'addressLat',
    'addressLng',
  ],
  CURRENCY: ['amountMicros', 'currencyCode'],
  EMAILS: ['primaryEmail', 'additionalEmails'],
  FULL_NAME: ['firstName', 'lastName'],
  LINKS: ['primaryLinkLabel', 'primaryLinkUrl', 'secondaryLinks'],
  PHONES: ['primaryPhoneNumber', 'primaryPhoneCountryCode', 'primaryPhoneCallingCode', 'additionalPhones'],
  RICH_TEXT: ['blocknote', 'markdown'],
};

/** The parts that make a composite count as filled in aggregates, where not all do. */
export const COUNTED_PARTS: Readonly<Record<string, readonly string[]>> = {
  ACTOR: ['workspaceMemberId', 'source'],
  EMAILS: ['primaryEmail'],
  LINKS: ['primaryLinkUrl'],
  PHONES: ['primaryPhoneNumber', 'primaryPhoneCountryCode', 'primaryPhoneCallingCode'],
};

/** Texts of which null and "" are two things. */
export const NULLABLE_TEXTS = new Set(['blocknote', 'currencyCode']);

/** Parts that hold a list. */
export const LIST_PARTS = new Set(['additionalEmails', 'additionalPhones', 'secondaryLinks']);
