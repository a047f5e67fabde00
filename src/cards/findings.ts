/** The words about a pasted manifest: what is wrong on which line, the lines as they should be, and advice. */
import type { Explained } from '../ask/explain.ts'
import type { Clinic } from '../explain/clinic.ts'
import type { Finding } from '../kubernetes/finding.ts'
import type { Block, Span } from '../notes/note.ts'
import { type Contents, heading, links, list, plural, row, showButton, strong, text } from './parts.ts'

const NOTES = 4

export function findingsCard({ clinic, notes }: Extract<Explained, { kind: 'findings' }>): Contents {
  const kinds = [...new Set(clinic.documents.map(({ kind }) => kind))].slice(0, 4).join(', ')
  const wrong = clinic.findings.filter(({ level }) => level !== 'advice')
  const shown = notes.slice(0, NOTES)
  const about = kinds === '' ? 'this manifest' : kinds
  return {
    title: clinic.flat
      ? 'The indentation is gone'
      : wrong.length === 0
        ? `I found no mistake in ${about}`
        : `${plural(wrong.length, 'finding')} in ${about}`,
    blocks: [
      ...findingBlocks(clinic),
      ...(shown.length > 0 ? [heading('What it is about'), links(shown)] : []),
    ],
    rows: row('Notes', shown.map(showButton)),
    footer: uncheckedWords(clinic),
  }
}

function uncheckedWords({ documents, flat }: Clinic): Span[] {
  const unchecked = [...new Set(documents.flatMap(({ kind, checked }) => (checked ? [] : [kind])))]
  return flat || unchecked.length === 0
    ? [{ text: 'Lines are counted from the beginning of your message.' }]
    : [
        {
          text: `Lines are counted from the beginning of your message. Of ${unchecked.slice(0, 6).join(', ')} I do not know the fields, so I only read the YAML.`,
        },
      ]
}

export function findingBlocks({ findings, corrections, flat }: Clinic): Block[] {
  if (flat)
    return [
      text(
        'Every line begins at the left edge, so I cannot tell what belongs to what. If your file has its indentation, send it as a file or between two lines of three backticks; if not, indent by two spaces what stands below another key.',
      ),
    ]
  const wrong = findings.filter(({ level }) => level === 'wrong')
  const limited = findings.filter(({ level }) => level === 'limited')
  const advice = findings.filter(({ level }) => level === 'advice')
  return [
    ...(wrong.length > 0
      ? [findingList(wrong)]
      : [text('Fields, types and names are what the API expects.')]),
    ...(limited.length > 0 ? [heading('Only in some versions'), findingList(limited)] : []),
    ...(corrections.length > 0 ? [heading('The lines as they should be'), diff(corrections)] : []),
    ...(advice.length > 0 ? [heading('Advice, no mistakes'), findingList(advice)] : []),
  ]
}

const findingList = (findings: readonly Finding[]): Block =>
  list(findings.map(({ line, message }) => [strong(`Line ${line}`), { text: `: ${message}` }]))

function diff(corrections: Clinic['corrections']): Block {
  const source = corrections
    .slice(0, 20)
    .map(({ was, now }) => `- ${was}\n+ ${now}`)
    .join('\n')
  return { kind: 'code', language: 'diff', source, line: 1 }
}
