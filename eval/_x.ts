import { readFileSync } from 'node:fs'
import { read } from '../src/explain/reading.ts'
import { diagnose } from '../src/explain/diagnose.ts'
import { loadLibrary } from '../src/notes/load.ts'
import { createSearch } from '../src/search/search.ts'
const { library } = await loadLibrary(['knowledge'])
const s = createSearch(library!)
const ids = process.argv.slice(2)
for (const f of ['/work/shared/questions/dev.jsonl', 'eval/held-out.jsonl', 'eval/tuned.jsonl']) for (const l of readFileSync(f, 'utf8').trim().split('\n')) {
  const r = JSON.parse(l); if (!ids.includes(r.id)) continue
  const d = diagnose(read(r.text), s.signs(r.text))
  console.log(r.text, '\n', d.causes.map(c => c.note + ':' + c.weight.toFixed(0) + ' L' + c.lines.join(',')).join(' | '), JSON.stringify(d.refusal))
}
