// Reads the parts of a ZIP file (a workbook is one) with the browser's own inflater. What unpacks is counted, so that a small file cannot become a huge one.
import { FileProblem, tables } from './text.js';

const limits = tables.limits;
const damaged = () => new FileProblem('file.damaged');

export class Zip {
  // Parts by their names, from the central directory; a name that comes twice is the first.
  constructor(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.parts = new Map();
    this.unpacked = 0;
    const end = this.findEnd();
    const count = this.view.getUint16(end + 10, true);
    let at = this.view.getUint32(end + 16, true);
    if (count > limits.parts) throw new FileProblem('file.parts', limits.parts);
    for (let i = 0; i < count; i++) at = this.addPart(at);
  }

  names() { return [...this.parts.keys()]; }

  // The bytes of a part, or null.
  async read(name) {
    const part = this.parts.get(name);
    if (!part) return null;
    const { view } = this;
    if (part.at + 30 > this.bytes.length || view.getUint32(part.at, true) !== 0x04034b50) throw damaged();
    const from = part.at + 30 + view.getUint16(part.at + 26, true) + view.getUint16(part.at + 28, true);
    if (from + part.packed > this.bytes.length) throw damaged();
    const packed = this.bytes.subarray(from, from + part.packed);
    if (part.method === 0) return this.count(packed);
    if (part.method !== 8) throw damaged();
    return this.inflate(packed, part.size);
  }

  async inflate(packed, size) {
    const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
    const pieces = [];
    let length = 0;
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        this.count(value);
        pieces.push(value);
        length += value.length;
      }
    } catch (problem) {
      await reader.cancel().catch(() => {});
      throw problem instanceof FileProblem ? problem : damaged();
    }
    if (length !== size) throw damaged();
    const whole = new Uint8Array(length);
    let at = 0;
    for (const piece of pieces) { whole.set(piece, at); at += piece.length; }
    return whole;
  }

  count(bytes) {
    this.unpacked += bytes.length;
    if (this.unpacked > limits.unpacked) throw new FileProblem('file.unpacked', limits.unpacked >> 20);
    return bytes;
  }

  // The end of the central directory stands last, before a comment of at most 65,535 bytes.
  findEnd() {
    for (let at = this.bytes.length - 22; at >= 0 && at >= this.bytes.length - 22 - 65535; at--) {
      if (this.view.getUint32(at, true) === 0x06054b50) return at;
    }
    throw damaged();
  }

  addPart(at) {
    const { view } = this;
    if (at + 46 > this.bytes.length || view.getUint32(at, true) !== 0x02014b50) throw damaged();
    const nameLength = view.getUint16(at + 28, true), extraLength = view.getUint16(at + 30, true);
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (next > this.bytes.length) throw damaged();
    const name = new TextDecoder().decode(this.bytes.subarray(at + 46, at + 46 + nameLength));
    const part = { method: view.getUint16(at + 10, true), packed: view.getUint32(at + 20, true), size: view.getUint32(at + 24, true), at: view.getUint32(at + 42, true) };
    this.takeLarge(part, at + 46 + nameLength, extraLength);
    if (!this.parts.has(name)) this.parts.set(name, part);
    return next;
  }

  // Writers that stream put sizes of eight bytes beside the entry (Zip64).
  takeLarge(part, from, length) {
    const { view } = this;
    for (let at = from; at + 4 <= from + length; at += 4 + view.getUint16(at + 2, true)) {
      if (view.getUint16(at, true) !== 1) continue;
      let place = at + 4;
      for (const member of ['size', 'packed', 'at']) {
        if (part[member] !== 0xffffffff || place + 8 > from + length) continue;
        part[member] = Number(view.getBigUint64(place, true));
        place += 8;
      }
    }
  }
}
