// Reads an Office Open XML workbook, as WorkbookReader.cs does: shared and inline texts, numbers, dates by their format, hidden rows and sheets.
import { digitsOnly, FileProblem, shown, tables, trim } from './text.js';
import { Zip } from './zip.js';

const limits = tables.limits;
const relationships = ['http://schemas.openxmlformats.org/officeDocument/2006/relationships', 'http://purl.oclc.org/ooxml/officeDocument/relationships'];
const oldOffice = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

export async function openWorkbook(bytes) {
  if (bytes.length >= 8 && oldOffice.every((byte, i) => bytes[i] === byte)) throw new FileProblem('file.protected');
  if (bytes.length < 4 || bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw new FileProblem('file.not-workbook');
  const zip = new Zip(bytes);
  if (zip.names().some((name) => name.toLowerCase().endsWith('vbaproject.bin'))) throw new FileProblem('file.macros');
  const book = new Workbook(zip);
  await book.open();
  return book;
}

const all = (node, name) => [...node.getElementsByTagNameNS('*', name)];
const isOne = (value) => value === '1' || value === 'true';

function whole(text, from, to) {
  const number = digitsOnly(text, to);
  if (number === null || number < from) throw new FileProblem('file.bad-number');
  return number;
}

class Workbook {
  constructor(zip) {
    this.zip = zip;
    this.sheets = [];
    this.strings = [];
    this.dateStyles = [];
    this.from1904 = false;
  }

  async open() {
    const targets = new Map();
    for (const link of all(await this.part('xl/_rels/workbook.xml.rels', 'file.zip-only'), 'Relationship')) {
      const id = link.getAttribute('Id'), target = link.getAttribute('Target');
      if (id !== null && target !== null) targets.set(id, target.startsWith('/') ? target.slice(1) : 'xl/' + target);
    }
    const book = await this.part('xl/workbook.xml', 'file.zip-only');
    for (const settings of all(book, 'workbookPr')) this.from1904 = isOne(settings.getAttribute('date1904'));
    for (const sheet of all(book, 'sheet').slice(0, 200)) {
      const id = relationships.map((space) => sheet.getAttributeNS(space, 'id')).find((value) => value !== null && value !== '') ?? '';
      const state = sheet.getAttribute('state');
      if (targets.has(id)) this.sheets.push({ name: sheet.getAttribute('name') ?? '', hidden: state === 'hidden' || state === 'veryHidden', part: targets.get(id) });
    }
    await this.readStrings();
    await this.readStyles();
  }

  // A part as a document; null, or the problem named, when there is none.
  async part(name, missing, ...places) {
    const bytes = await this.zip.read(name);
    if (bytes === null) {
      if (missing) throw new FileProblem(missing, ...places);
      return null;
    }
    const text = decode(bytes);
    const parsed = new DOMParser().parseFromString(text, 'application/xml');
    if (parsed.doctype !== null || parsed.getElementsByTagName('parsererror').length > 0 || isOtherXml(text, parsed)) throw new FileProblem('file.damaged');
    return parsed;
  }

  async readStrings() {
    const part = await this.part('xl/sharedStrings.xml');
    if (part === null) return;
    let size = 0;
    for (const item of all(part, 'si')) {
      const text = all(item, 't').filter((one) => one.closest('rPh') === null).map((one) => one.textContent).join('');
      if ((size += text.length) > limits.strings) throw new FileProblem('file.strings', limits.strings >> 20);
      this.strings.push(text);
    }
  }

  async readStyles() {
    const part = await this.part('xl/styles.xml');
    if (part === null) return;
    const custom = new Set();
    for (const format of all(part, 'numFmt')) {
      if (isDateFormat(format.getAttribute('formatCode') ?? '')) custom.add(whole(format.getAttribute('numFmtId') ?? '', 0, 2147483647));
    }
    for (const styles of all(part, 'cellXfs')) {
      for (const style of all(styles, 'xf')) {
        const format = whole(style.getAttribute('numFmtId') ?? '0', 0, 2147483647);
        this.dateStyles.push((format >= 14 && format <= 17) || format === 22 || (format >= 27 && format <= 36) || (format >= 50 && format <= 58) || custom.has(format));
      }
    }
  }

  // { rows, merged }: the rows are read as they are asked for, and a damaged one is found only then.
  async read(sheet) {
    const part = await this.part(sheet.part, 'file.sheet-missing', shown(sheet.name));
    return { rows: this.rows(part), merged: all(part, 'mergeCell').slice(0, 10_000).map((area) => area.getAttribute('ref') ?? '') };
  }

  * rows(part) {
    let number = 0;
    for (const row of all(part, 'row')) {
      const given = row.getAttribute('r');
      number = given !== null ? whole(given, 1, 1_048_576) : number + 1;
      const cells = this.cells(row);
      if (cells.length > 0) yield { number, hidden: isOne(row.getAttribute('hidden')), cells };
    }
  }

  cells(row) {
    const cells = [];
    let column = 0;
    for (const cell of all(row, 'c')) {
      const place = cell.getAttribute('r');
      column = place !== null ? columnOf(place) : column + 1;
      const type = cell.getAttribute('t') ?? 'n';
      const style = cell.hasAttribute('s') ? whole(cell.getAttribute('s'), 0, 1_000_000) : 0;
      let text = textOf(cell);
      const isFormula = all(cell, 'f').length > 0;
      if (type === 's' && text.length > 0) {
        const at = whole(text, 0, 2147483647);
        if (at >= this.strings.length) throw new FileProblem('file.text-missing');
        text = this.strings[at];
      }
      if (type === 'b') text = text === '1' ? 'YES' : 'NO';
      if (text.length > limits.field) throw new FileProblem('file.cell-long', limits.field);
      text = trim(text).replace(/^[\u00A0\u200B\uFEFF]+|[\u00A0\u200B\uFEFF]+$/g, '');
      if (text.length === 0 && !isFormula) continue;
      if (cells.length >= limits.columns) throw new FileProblem('file.row-cells', limits.columns);
      cells.push({ column, text, isNumber: type === 'n', isDate: type === 'd' || (type === 'n' && this.dateStyles[style] === true), isFormula });
    }
    return cells;
  }
}

// Value or inline text; how a word is spoken (rPh) does not belong to it.
function textOf(cell) {
  let text = '';
  for (const one of cell.getElementsByTagNameNS('*', '*')) {
    if ((one.localName === 'v' || one.localName === 't') && one.closest('rPh') === null) text += one.textContent;
    if (text.length > limits.field) throw new FileProblem('file.cell-long', limits.field);
  }
  return text;
}

function columnOf(place) {
  let column = 0;
  for (const letter of /^[A-Za-z]*/.exec(place)[0]) column = Math.min(column * 26 + (letter.charCodeAt(0) & 31), 20_000);
  if (column < 1 || column > limits.columns) throw new FileProblem('file.no-place');
  return column;
}

// A number format shows a date when it has a day or a year outside quotation marks and brackets.
function isDateFormat(code) {
  let quoted = false, bracket = false;
  for (let at = 0; at < code.length; at++) {
    const letter = code[at];
    if (letter === '\\') at++;
    else if (letter === '"') quoted = !quoted;
    else if (letter === '[') bracket = true;
    else if (letter === ']') bracket = false;
    else if (!quoted && !bracket && 'dyDY'.includes(letter)) return true;
  }
  return false;
}

// What a browser's parser lets through and .NET's does not: another version than 1.0, names that begin with a digit after
// their prefix, and white space kept in a way that there is not.
function isOtherXml(text, parsed) {
  if (/^<\?xml\s+version\s*=\s*["'](?!1\.0["'])/.test(text)) return true;
  const odd = (one) => one.prefix !== null && (/^[0-9.-]/.test(one.localName) || (one.name === 'xml:space' && !/^\s*(default|preserve)\s*$/.test(one.value)));
  for (const element of parsed.getElementsByTagName('*')) if (odd(element) || [...element.attributes].some(odd)) return true;
  return false;
}

// The encoding that an XML part begins with or declares; UTF-8 where it says nothing.
function decode(bytes) {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  const declared = /^(?:\xEF\xBB\xBF)?<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(String.fromCharCode(...bytes.subarray(0, 200)));
  try {
    return new TextDecoder(marked ?? declared?.[1] ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FileProblem('file.damaged');
  }
}
