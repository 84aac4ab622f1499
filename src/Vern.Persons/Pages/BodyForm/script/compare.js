// How a submission differs from the version that is there, as the unit will see it (CompareSubmissions.cs).

const join = (values) => values.join(' ');
const yesNo = (value) => (value === null || value === undefined ? '' : value ? 'yes' : 'no');
const text = (value) => (value === null || value === undefined ? '' : String(value));

const fields = [
  ['sex', (person) => person.sex], ['nationality', (person) => person.nationality], ['birth-year', (person) => text(person.birthYear)], ['age', (person) => text(person.age)],
  ['presumed-minor', (person) => yesNo(person.presumedMinor)], ['form', (person) => join(person.forms)], ['identified-year', (person) => text(person.identifiedYear ?? person.identified)],
  ['offer', (person) => person.offer], ['received-measures', (person) => yesNo(person.receivedMeasures)], ['identified-accepted', (person) => yesNo(person.identifiedAndAccepted)],
  ['immigration', (person) => text(person.immigrationStatus)], ['criminal', (person) => text(person.criminalStatus)], ['housing', (person) => text(person.housing)],
  ['measure', (person) => join(person.measures)], ['children-with', (person) => text(person.accompanyingChildren)], ['children-elsewhere', (person) => text(person.childrenElsewhere)],
  ['also', (person) => join(person.alsoFollowedBy)], ['region', (person) => text(person.region)], ['decline', (person) => text(person.declineReason)],
];

const wholeOf = (person) => fields.map(([, value]) => value(person)).join('|');

// Rows equal in every attribute are paired first, wherever they stand; of the rest those with the same number are taken as changed when at least
// half of the attributes agree, and what is left is added or removed.
export function difference(former, later) {
  const before = new Map();
  for (const person of former) {
    const key = wholeOf(person);
    before.set(key, [...(before.get(key) ?? []), person]);
  }
  const rest = [];
  let unchanged = 0;
  for (const person of later) {
    const same = before.get(wholeOf(person));
    if (same?.length > 0) { same.shift(); unchanged++; } else rest.push(person);
  }
  const left = new Map([...before.values()].flat().map((person) => [person.row, person]));
  const changed = [], added = [];
  for (const person of rest) {
    const was = left.get(person.row);
    const differing = was ? fields.filter(([, value]) => value(was) !== value(person)).map(([field, value]) => ({ field, was: value(was), is: value(person) })) : null;
    if (differing && differing.length < 10) {
      left.delete(person.row);
      changed.push({ row: person.row, fields: differing });
    } else added.push(person.row);
  }
  return { added, removed: [...left.keys()].sort((a, b) => a - b), changed, unchanged };
}
