// Reads a filled-in form or a CSV file into a submission (ReadSubmission.cs, AgencyReader.cs). Whatever is wrong is told with its sheet, row and
// column; with a single problem nothing is made of the file.
import { columnName, digitsOnly, FileProblem, holdsIdentityNumber, message, say, shown, tables, trim } from './text.js';
import { csvRows, csvText, separatorOf } from './csv.js';
import { PersonReader } from './persons.js';
import { openWorkbook } from './workbook.js';
import { headers, Words, yearOfForm } from './words.js';

const limits = tables.limits;
const pause = () => new Promise((resolve) => { setTimeout(resolve); });

// The first fifty problems, and how many there are.
class ProblemList {
  constructor() {
    this.count = 0;
    this.problems = [];
    this.warnings = [];
  }

  add(sheet, row, column, what) {
    this.count++;
    if (this.problems.length < limits.problems) this.problems.push({ sheet, row, column, what });
  }

  warn(sheet, row, what) {
    if (this.warnings.length < limits.problems) this.warnings.push({ sheet, row, column: null, what });
  }
}

// "sheet Persons, row 7, column G (Nationality, nationality): …"
export function inOneLine({ sheet, row, column, what }, code) {
  const places = [['sheet', sheet], ['row', row], ['column', column]].filter(([, value]) => value !== null);
  const place = places.map(([kind, value]) => say(message(`place.${kind}`, value), code)).join(', ');
  return place === '' ? say(what, code) : `${place}: ${say(what, code)}`;
}

const expectedHeader = () => message('file.columns', headers.filter(({ column }) => !column.identity).slice(0, 5).map(({ header }) => header).join(', '));

// The sheets on the body itself and on police cases.
class AgencyReader {
  constructor(reading) {
    this.words = reading.words;
    this.problems = reading.problems;
    this.answers = {};
    this.cases = [];
    this.remark = null;
    this.measureDefinition = null;
    this.answer = null;
  }

  readAgency(sheet, row) {
    const field = row.cells.find((cell) => cell.column === 1)?.text ?? null;
    const answer = row.cells.find((cell) => cell.column === 3);
    if (field === null || field === tables.marks.agency || !answer) return;
    const wrong = (key, ...places) => this.problems.add(sheet, row.number, 'C', message(key, ...places));
    if (!tables.agencyFields.includes(field)) this.problems.add(sheet, row.number, 'A', message('problem.no-question'));
    else if (answer.isFormula) wrong('problem.formula-text');
    else if (holdsIdentityNumber(answer.text)) wrong('problem.identity-number');
    else if (answer.text.length > limits.answer) wrong('problem.long-answer', limits.answer);
    else if (field === 'remark') this.remark = answer.text;
    else if (field === 'measure-definition') this.measureDefinition = answer.text;
    else if (field !== 'answer') this.answers[field] = answer.text;
    else if (this.words.code('Answer', answer.text) !== null) this.answer = this.words.code('Answer', answer.text) === 'ZERO' ? 'zero' : 'no-report';
    else wrong('problem.answer', shown(answer.text));
  }

  readPolice(sheet, row) {
    if (row.number <= tables.headerRows) return;
    const before = this.problems.count;
    const wrong = (column, key, ...places) => this.problems.add(sheet, row.number, columnName(column), message(key, ...places));
    const cells = new Map(row.cells.filter((cell) => cell.column >= 2 && cell.column <= 5).map((cell) => [cell.column, cell]));
    for (const cell of cells.values()) if (cell.isFormula) wrong(cell.column, 'problem.formula');
    if (cells.size === 0 || this.problems.count > before) return;
    const number = (column) => {
      if (!cells.has(column)) return null;
      const found = digitsOnly(cells.get(column).text, limits.cases);
      if (found === null) wrong(column, 'problem.police-number', limits.cases);
      return found;
    };
    const form = cells.has(2) ? this.words.code('Form', cells.get(2).text) : null;
    if (!tables.lists.Form.includes(form)) wrong(2, 'problem.police-form', tables.lists.Form.join(', '));
    const count = number(3), victims = number(4);
    if (count === null && this.problems.count === before) wrong(3, 'problem.police-cases');
    const why = cells.get(5)?.text ?? null;
    if (holdsIdentityNumber(why)) wrong(5, 'problem.identity-number');
    if (this.problems.count === before) this.cases.push({ form, cases: count, victims, reclassified: why });
  }
}

// { submission, problems, count, warnings }: no submission when there are problems. A FileProblem when the file as a whole cannot be read.
// context: { sender, year, register, encoder, progress }
export async function readForm(name, bytes, context) {
  const problems = new ProblemList();
  const reading = { ...context, words: new Words(context.register), problems };
  return name.toLowerCase().endsWith('.csv') ? readCsv(bytes, reading) : readWorkbook(bytes, reading);
}

async function readWorkbook(bytes, reading) {
  if (bytes.length > limits.workbook) throw new FileProblem('file.large', bytes.length >> 20, limits.workbook >> 20);
  const book = await openWorkbook(bytes);
  const other = new AgencyReader(reading);
  let persons = null;
  for (const sheet of book.sheets.filter((one) => !one.hidden)) {
    const reader = new PersonReader(reading, sheet.name, book.from1904);
    const { rows, merged } = await book.read(sheet);
    let mark = '', seen = 0;
    for (const row of rows) {
      if (seen++ === 0) mark = row.cells[0].column === 1 ? row.cells[0].text : '';
      if (seen === 1) checkYear(sheet.name, row, mark, reading);
      if (seen % 50 === 0) { reading.progress?.(reader.persons.length); await pause(); }
      if (mark === tables.marks.examples) break;
      if (mark === tables.marks.agency) other.readAgency(sheet.name, row);
      else if (mark === tables.marks.police) other.readPolice(sheet.name, row);
      else if (reader.hasHeader) reader.read(row);
      else if (seen <= 10 && reader.tryHeader(row)) { if (persons) reading.problems.add(sheet.name, row.number, null, message('problem.second-sheet')); }
      else if (seen > 10) break;
    }
    if (!reader.hasHeader) continue;
    for (const area of merged) reading.problems.add(sheet.name, null, null, message('problem.merged', shown(area)));
    persons ??= reader;
  }
  if (persons === null) throw new FileProblem('file.no-header', expectedHeader());
  return result(reading, persons, other);
}

function checkYear(sheet, row, mark, reading) {
  const year = yearOfForm(mark);
  if (year !== null && year !== reading.year) reading.problems.add(sheet, row.number, 'A', message('problem.form-year', year, reading.year));
}

async function readCsv(bytes, reading) {
  if (bytes.length > limits.csv) throw new FileProblem('file.csv-large', bytes.length >> 20, limits.csv >> 20);
  const persons = new PersonReader(reading, null, false);
  let seen = 0;
  for (const { line, fields } of csvRows(csvText(bytes), separatorOf(bytes))) {
    const cells = fields.map((field, at) => ({ column: at + 1, text: trim(field), isNumber: false, isDate: false, isFormula: field.startsWith('=') })).filter((cell) => cell.text.length > 0);
    if (cells.length === 0) continue;
    const row = { number: line, hidden: false, cells };
    if (persons.hasHeader) persons.read(row);
    else if (!persons.tryHeader(row)) throw new FileProblem('file.csv-header', line, expectedHeader());
    if (++seen % 50 === 0) { reading.progress?.(persons.persons.length); await pause(); }
  }
  if (!persons.hasHeader) throw new FileProblem('file.empty', expectedHeader());
  return result(reading, persons, new AgencyReader(reading));
}

function result({ problems, year, sender, encoder }, { persons, leftOut, identities }, other) {
  const none = persons.length === 0;
  if (none && other.answer === null && problems.count === 0 && Object.keys(other.answers).length === 0 && other.cases.length === 0) problems.add(null, null, null, message('problem.nothing'));
  if (!none && other.answer !== null) problems.add(null, null, null, message('problem.contradiction'));
  if (problems.count > 0) return { submission: null, problems: problems.problems, count: problems.count, warnings: problems.warnings };
  const encoded = persons.some((person) => person.encoding !== null);
  const submission = {
    year, sender, schema: encoded ? tables.schema.name : null, keyCheck: encoded ? encoder.keyCheck : null, answer: none ? other.answer ?? 'blank' : 'report',
    remark: other.remark, measureDefinition: other.measureDefinition, leftOut: none ? [] : leftOut, agency: other.answers, cases: other.cases, persons,
  };
  return { submission, identities, problems: [], count: 0, warnings: problems.warnings };
}
