/** `npm run check:notes [folder …]`: reads all notes and prints what is wrong with them. Exit code 1 if anything is. */
import dotenv from 'dotenv'
import { loadLibrary } from '../notes/load.ts'
import { formatProblem } from '../notes/note.ts'

dotenv.config({ quiet: true })
const folders = process.argv.slice(2)
const configured = process.env.KNOWLEDGE_DIRS?.split(',')
  .map(folder => folder.trim())
  .filter(Boolean)
const { library, problems } = await loadLibrary(folders.length > 0 ? folders : (configured ?? ['knowledge']))
for (const problem of problems) console.error(formatProblem(problem))
if (library === undefined) {
  console.error(`\n${problems.length === 1 ? '1 problem' : `${problems.length} problems`}`)
  process.exitCode = 1
} else console.log(`${library.notes.size} notes, no problems`)
