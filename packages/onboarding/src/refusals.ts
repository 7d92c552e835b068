/**
 * AADSTS numbers by what is to be done about them. Microsoft asks to react on numbers and never on texts:
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export type RefusalClass =
  | 'busy'
  /** Just made and not known everywhere yet; of an old object: wrong or gone. */
  | 'spreading'
  | 'sign-in'
  | 'consent'
  | 'role'
  | 'tenant-rule'
  | 'tenant-gone'
  | 'misconfigured';

const classes: Record<RefusalClass, number[]> = {
  busy: [90055, 90006, 90024, 90033, 90090, 50033, 90012],
  spreading: [7000215, 700016, 7000112, 700027, 700030, 650051, 500011],
  'sign-in': [
    50072, 50079, 50074, 50076, 50078, 50097, 50129, 50133, 50158, 50173, 53004, 53010, 54005, 70008, 70043, 700082,
    700084,
  ],
  consent: [65001, 65004, 90094, 90095, 90099],
  role: [90093],
  'tenant-rule': [
    50053, 50105, 50131, 53000, 53001, 53002, 53003, 53011, 500021, 500022, 500212, 500213, 530032, 530034, 530035,
  ],
  'tenant-gone': [5000224, 90002],
  misconfigured: [
    28002, 28003, 50011, 65005, 70001, 70004, 70011, 90009, 500208, 650056, 650057, 700022, 700025, 7000114, 7000218,
    7000222,
  ],
};

const byNumber = new Map(
  Object.entries(classes).flatMap(([name, numbers]) =>
    numbers.map((number) => [number, name as RefusalClass] as const),
  ),
);

/** The class of the first number that has one; Microsoft lists the most telling first. */
export function refusalClass(aadsts: readonly number[] | undefined): RefusalClass | undefined {
  for (const number of aadsts ?? []) {
    const name = byNumber.get(number);
    if (name) return name;
  }
  return undefined;
}
