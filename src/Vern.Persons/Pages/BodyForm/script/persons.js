// Makes persons of rows: checks every cell, encodes the identity and lets go of it (PersonReader.cs).
import { columnName, message, real, shown, tables, trim, wholeNumber } from './text.js';
import { columnShown, examples, languageOf } from './words.js';
import { daysIn, readDuf, readNationalNumber } from './identity.js';
import { base64, hex, sha256 } from './sha256.js';

const sexes = { W: 'woman', M: 'man' };
const offers = { ACC: 'accepted', DECL: 'declined', EVAD: 'evaded', DISAP: 'disappeared', NOTOFF: 'not-offered' };
const distinct = (values) => [...new Set(values)];
const order = new Map(tables.forms.map((form, at) => [form, at]));

function mainFormOf(form) {
  const head = form.split('-')[0];
  return head === 'SRV' ? 'LAB' : head;
}

export class PersonReader {
  // reading: { year, encoder, words, problems }
  constructor(reading, sheet, from1904) {
    this.reading = reading;
    this.problems = reading.problems;
    this.sheet = sheet;
    this.from1904 = from1904;
    this.columns = new Map();
    this.seen = new Map();
    this.answered = new Set();
    this.formLanguage = 'en';
    this.header = 0;
    this.persons = [];
    this.identities = 0;
  }

  get hasHeader() { return this.columns.size > 0; }
  get leftOut() { return tables.columns.map((column) => column.code).filter((code) => !this.answered.has(code)); }

  // Takes a row as the header when at least three of its cells name columns.
  tryHeader(row) {
    const { words } = this.reading;
    if (row.cells.filter((cell) => words.header(cell.text)).length < 3) return false;
    this.header = row.number;
    for (const cell of row.cells) {
      const named = words.header(cell.text), letter = columnName(cell.column);
      if (!named) this.problems.add(this.sheet, row.number, letter, message('problem.no-column', shown(cell.text)));
      else if ([...this.columns.values()].some((other) => other.named === named)) this.problems.add(this.sheet, row.number, letter, message('problem.column-twice', shown(cell.text)));
      else this.columns.set(cell.column, { named, shown: '' });
    }
    this.name(row);
    return true;
  }

  // Messages name a column as the form shows it, in its own language, and by its code.
  name(row) {
    for (const cell of row.cells) {
      const column = this.columns.get(cell.column);
      if (column) this.formLanguage = languageOf(cell.text, column.named) ?? this.formLanguage;
    }
    for (const [at, column] of this.columns) column.shown = columnShown(at, column.named, this.formLanguage);
  }

  // Reads a row under the header; the form's own further header rows are passed over.
  read(row) {
    if (this.persons.length === 0 && row.number <= this.header + 2 && row.cells.every((cell) => this.reading.words.isHeaderWord(cell.text))) {
      this.header = row.number;
      this.name(row);
      return;
    }
    if (row.hidden) this.problems.warn(this.sheet, row.number, message('problem.hidden-row'));
    const before = this.problems.count;
    const cells = new Map();
    for (const cell of row.cells) {
      const column = this.columns.get(cell.column);
      if (!column) {
        this.problems.add(this.sheet, row.number, columnName(cell.column), message('problem.beside'));
        continue;
      }
      if (cell.isFormula) {
        this.problems.add(this.sheet, row.number, column.shown, message('problem.formula'));
        continue;
      }
      const code = column.named.column.code;
      this.answered.add(code);
      if (!cells.has(code)) cells.set(code, []);
      cells.get(code).push({ ...cell, form: column.named.column, shown: column.shown, row: row.number });
    }
    if (cells.size === 0) return;
    const person = this.person(cells, row.number);
    if (this.problems.count === before) this.persons.push(person);
  }

  expected(filled, what) { this.problems.add(this.sheet, filled.row, filled.shown, what); }

  person(cells, row) {
    const { year } = this.reading;
    const born = this.birthDate(cells);
    let birthYear = this.number(cells, 'birth-year', year - tables.limits.age, year);
    if (born && birthYear !== null && birthYear !== born.year) this.expected(cells.get('birth-year')[0], message('problem.other-year'));
    birthYear ??= born?.year ?? null;
    // Worked out of the date of birth they leave as well, and are shown among what leaves.
    if (birthYear !== null) { this.answered.add('birth-year'); this.answered.add('age'); }
    const forms = [...this.codes(cells, 'form'), ...this.codes(cells, 'sub-form')];
    const identified = this.identifiedYear(cells);
    const sex = sexes[this.codes(cells, 'sex')[0]] ?? 'unknown';
    const nationality = this.codes(cells, 'nationality')[0] ?? 'UNKN';
    const encoded = this.encode(cells, born, birthYear, sex, nationality, row);
    const one = (code) => this.codes(cells, code)[0] ?? null;
    return {
      row: row - this.header, encoding: encoded ? base64(encoded.clk) : null, blocks: encoded ? encoded.blocks : [], sex, nationality, birthYear,
      age: this.number(cells, 'age', 0, tables.limits.age) ?? (birthYear === null ? null : year - birthYear), presumedMinor: this.yesNo(cells, 'presumed-minor'),
      forms: distinct([...forms.map(mainFormOf), ...forms]).sort((a, b) => order.get(a) - order.get(b)),
      identified: identified === null ? 'unclear' : identified === year ? 'this-year' : 'earlier', identifiedYear: identified,
      offer: offers[one('offer')] ?? 'unknown', receivedMeasures: this.yesNo(cells, 'received-measures') ?? false,
      identifiedAndAccepted: this.yesNo(cells, 'identified-accepted'), immigrationStatus: one('immigration'), criminalStatus: one('criminal'), housing: one('housing'),
      measures: distinct(this.codes(cells, 'measure')), accompanyingChildren: this.number(cells, 'children-with', 0, tables.limits.children),
      childrenElsewhere: this.number(cells, 'children-elsewhere', 0, tables.limits.children), alsoFollowedBy: distinct(this.codes(cells, 'also')),
      region: one('region'), declineReason: one('decline'),
    };
  }

  codes(cells, code) { return (cells.get(code) ?? []).flatMap((filled) => this.codesOf(filled)); }

  codesOf(filled) {
    const { words } = this.reading;
    const list = filled.form.list;
    const several = filled.form.times > 1 && words.code(list, filled.text) === null;
    const parts = several ? filled.text.split(';').map(trim).filter((part) => part.length > 0) : [filled.text];
    const found = [];
    for (const part of parts) {
      const code = words.code(list, part);
      if (code !== null && (tables.lists[list].length === 0 || tables.lists[list].includes(code) || filled.form.code === 'region')) found.push(code);
      else this.expected(filled, message('problem.not-in-list', shown(part), examples(filled.form, this.formLanguage)));
    }
    return found;
  }

  yesNo(cells, code) { return { YES: true, NO: false }[this.codes(cells, code)[0]] ?? null; }

  number(cells, code, from, to) {
    const filled = cells.get(code)?.[0];
    if (!filled) return null;
    const number = wholeNumber(filled.text);
    if (number !== null && number >= from && number <= to) return number;
    this.expected(filled, message('problem.number', shown(filled.text), from, to));
    return null;
  }

  identifiedYear(cells) {
    const filled = cells.get('identified-year')?.[0];
    if (!filled || this.reading.words.code('Unclear', filled.text) !== null) return null;
    const number = wholeNumber(filled.text);
    if (number !== null && number >= tables.limits.earliestIdentified && number <= this.reading.year) return number;
    this.expected(filled, message('problem.identified-year', shown(filled.text), tables.limits.earliestIdentified, this.reading.year));
    return null;
  }

  encode(cells, born, birthYear, sex, nationality, row) {
    const duf = this.digits(cells, 'duf', 12, (text) => readDuf(text).problem);
    const number = this.digits(cells, 'national-number', 11, (text) => { const read = readNationalNumber(text); return read.problem ?? read.warning; });
    const text = (code) => cells.get(code)?.[0].text ?? null;
    // Without a name or a number there is nothing that tells one person from another.
    if (text('given-names') === null && text('family-names') === null && duf === null && number === null) return null;
    this.identities++;
    if (!this.reading.encoder) return null;
    const encoded = this.reading.encoder.encode({
      givenNames: text('given-names'), familyNames: text('family-names'), birthDate: born?.iso ?? (birthYear === null ? null : String(birthYear)),
      sex: { woman: 'f', man: 'm' }[sex] ?? null, nationality: nationality.length === 2 ? nationality : null, duf, nationalNumber: number,
    });
    if (!encoded) return null;
    const mark = hex(sha256(encoded.clk));
    if (this.seen.has(mark)) this.problems.warn(this.sheet, row, message('problem.same-identity', this.seen.get(mark)));
    else this.seen.set(mark, row);
    return encoded;
  }

  digits(cells, code, length, problem) {
    const filled = cells.get(code)?.[0];
    if (!filled) return null;
    let { text } = filled;
    const stored = filled.isNumber ? real(text) : null;
    if (stored !== null && Number.isInteger(stored) && stored >= 0 && stored < 1e15) {
      // A number cell has lost its leading zero; only a national number can begin with one.
      text = String(stored);
      if (length === 11 && text.length === 10) text = '0' + text;
    }
    const wrong = problem(text);
    if (!wrong) return text;
    this.expected(filled, wrong);
    return null;
  }

  // { year, iso }, or null.
  birthDate(cells) {
    const filled = cells.get('birth-date')?.[0];
    if (!filled) return null;
    const date = readDate(filled, this.from1904);
    if (date === null) {
      this.expected(filled, message('problem.date'));
      return null;
    }
    const { year } = this.reading;
    if (date.year >= year - tables.limits.age && date.year <= year) return date;
    this.expected(filled, message('problem.date-range', year - tables.limits.age, year));
    return null;
  }
}

const iso = (year, month, day) => ({ year, iso: `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` });
const yearAlone = (year) => ({ year, iso: String(year).padStart(4, '0') });

function readDate({ text, isNumber, isDate }, from1904) {
  const alone = wholeNumber(text);
  if (isNumber && !isDate && alone !== null && alone >= 1880 && alone <= 2200) return yearAlone(alone);
  const serial = isNumber ? real(text) : null;
  if (serial !== null && serial >= 1 && serial < 2_958_466) {
    const date = new Date((from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)) + Math.floor(serial) * 86_400_000);
    return date.getUTCFullYear() > 9999 ? iso(9999, 12, 31) : iso(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
  }
  if (text.length === 4 && alone !== null) return yearAlone(alone);
  const found = /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[ T](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)?$/.exec(text)
    ?? /^(?<day>\d{1,2})([./])(?<month>\d{1,2})\2(?<year>\d{4})$/.exec(text) ?? /^(?<day>\d{2})-(?<month>\d{2})-(?<year>\d{4})$/.exec(text);
  if (!found) return null;
  const year = Number(found.groups.year), month = Number(found.groups.month), day = Number(found.groups.day);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) ? iso(year, month, day) : null;
}
