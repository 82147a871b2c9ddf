import { readFileSync } from 'node:fs';
import { violationOf, problemsOf } from './server/src/../../test/fuzz/checks';
import { redact, Redaction, withEdits, lessonOf } from './server/src/secrets';
import { analyze } from './server/src/analysis';
import { readRecords } from './server/src/syntax';
const rows = JSON.parse(readFileSync(process.argv[2]!, 'utf8'));
const long = process.argv[3] === 'long';
for (const { text, open } of rows) {
  if (process.argv[4]==='open' && !open) continue;
  const v = violationOf(text);
  console.log(v ? 'BAD ' + v.invariant : 'ok', JSON.stringify(text).slice(0, 400));
  if (!v || !long) continue;
  console.log(v.detail.slice(0, 500));
  let t = text;
  for (let i = 0; i < 4; i++) {
    const l = lessonOf(t, readRecords(t));
    console.log(' values', JSON.stringify(l.values.map(x => x.kind + ':' + x.value)), 'guess', l.isGuessed, 'places', JSON.stringify(Array.from({length:l.places.length/5},(_, k)=>[l.places[k*5],l.places[k*5+1],l.places[k*5+2], t.slice(l.places[k*5],l.places[k*5+1])])));
    const c = redact(t);
    console.log(' ->', JSON.stringify(c));
    console.log(' P', problemsOf(analyze(t)).join('; '));
    if (c === t) break;
    t = c;
  }
}
