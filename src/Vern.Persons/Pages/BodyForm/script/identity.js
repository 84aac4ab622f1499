// A person's identity in the form in which it is encoded (PersonFields.cs), and the numbers in it (NationalNumber.cs, DufNumber.cs, BirthDateParts.cs).
import { message, trim, withoutWhite } from './text.js';
import { nameSound, nameWords } from './names.js';

const digitsOf = (text) => withoutWhite(text ?? '').replace(/[-./]/g, '');
const isPlaceholder = (digits) => new Set(digits).size === 1 || '12345678901234567890'.startsWith(digits) || '01234567890123456789'.startsWith(digits);
const sorted = (values) => [...new Set(values)].sort();

export function daysIn(year, month) {
  return month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

// { digits, problem }: neither when there was nothing.
export function readDuf(text) {
  const digits = digitsOf(text);
  if (digits.length === 0) return {};
  if (!/^[0-9]+$/.test(digits)) return { problem: message('duf.digits') };
  if (digits.length !== 12) return { problem: message('duf.length', digits.length) };
  return isPlaceholder(digits) ? { problem: message('duf.placeholder') } : { digits };
}

// { digits, problem, warning }: what is only odd is encoded all the same by Vern.Linkage, and refused by the form.
export function readNationalNumber(text) {
  const digits = digitsOf(text);
  if (digits.length === 0) return {};
  if (!/^[0-9]+$/.test(digits)) return { problem: message('number.digits') };
  if (digits.length !== 11) return { problem: message('number.length', digits.length) };
  if (isPlaceholder(digits)) return { problem: message('number.placeholder') };
  const two = (at) => Number(digits.slice(at, at + 2));
  const day = two(0) > 40 ? two(0) - 40 : two(0);
  const month = two(2) - (two(2) > 80 ? 80 : two(2) > 65 ? 65 : two(2) > 40 ? 40 : 0);
  if (month < 1 || month > 12 || day < 1 || day > daysIn(2000, month)) return { digits, warning: message('number.date') };
  const rest = (weights) => weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11;
  // Until 2032 the first sum must leave 0; from 2032 it may leave 0 to 3.
  const fits = rest([3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) <= 3 && rest([5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) === 0;
  return fits ? { digits } : { digits, warning: message('number.check') };
}

const two = (number) => String(number).padStart(2, '0');

// A birth date as far as it can be trusted: a placeholder day stands for the year alone, a placeholder year for nothing.
export function birthParts(text) {
  const nothing = { year: '', days: '', day: '', month: '' };
  const parts = text === null || text === undefined ? [] : trim(text).split('-');
  if (parts.length === 0 || parts.length > 3 || !/^[0-9]{4}$/.test(parts[0])) return nothing;
  const year = Number(parts[0]);
  const known = { ...nothing, year: year > 1900 ? parts[0] : '' };
  if (parts.length < 3 || !/^[0-9]{1,9}$/.test(parts[1]) || !/^[0-9]{1,9}$/.test(parts[2])) return known;
  const month = Number(parts[1]), day = Number(parts[2]);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return known;
  if (known.year === '' || (month === 1 && day === 1) || (month === 12 && day === 31)) return known;
  return { year: known.year, days: two(Math.min(day, month)) + two(Math.max(day, month)), day: two(day), month: two(month) };
}

// The row of the default schema, with what block keys are made of.
export function personFields(identity) {
  const given = nameWords(identity.givenNames), family = nameWords(identity.familyNames);
  const names = sorted([...given, ...family]);
  const sounds = sorted(names.map(nameSound).filter((sound) => sound.length > 0));
  const birth = birthParts(identity.birthDate);
  const sex = trim(identity.sex ?? '').toLowerCase();
  const nationality = trim(identity.nationality ?? '');
  const fields = {
    names, sounds, given, family, birth,
    sex: sex === 'f' || sex === 'm' ? sex : '',
    nationality: /^[A-Za-z]{2}$/.test(nationality) ? nationality.toUpperCase() : '',
    duf: readDuf(identity.duf).digits ?? '',
    nationalNumber: readNationalNumber(identity.nationalNumber).digits ?? '',
  };
  fields.columns = [
    names.join(' '), sounds.join(' '), given.join(' '), family.join(' '), birth.year, birth.days, birth.day, birth.month,
    fields.sex, fields.nationality, fields.duf, fields.nationalNumber,
  ];
  // Sex, nationality and year alone describe thousands.
  fields.canIdentify = names.length > 0 || birth.day !== '' || fields.duf !== '' || fields.nationalNumber !== '';
  return fields;
}
