/** A paste → its lines, with what terminals and chats did to them taken off. Linear in the length of the paste. */

/**
 * One line. `number` counts from 1 in the paste; `command` is what stands behind a prompt, if the line is a command.
 */
export type Line = { number: number; text: string; command?: string }

/** Of a longer paste the beginning and the end are read: errors stand at the end, what was asked for at the start. */
const LONGEST = 40_000
const LONGEST_LINE = 4000

/** Programs that people run to find out what is wrong. */
const PROGRAM =
  /^(?:sudo )?(?:kubectl|k|oc|helm|docker|podman|nerdctl|crictl|kubeadm|minikube|kind|systemctl|journalctl|curl|k3s|microk8s|kustomize|etcdctl|nslookup|dig|ping|cat|watch)(?:\.exe)?(?: |$)/

/** `$`, `user@host:~$`, `[root@host ~]#`, `PS C:\>`, `➜  ~`; each piece is bounded, so that a search never goes far. */
const PROMPTS = [
  /^[$#%>➜❯»›λ]+\s+/u,
  /^[➜❯»›λ]\s{1,4}[~\w./-]{1,60}(?: git:\([^)\n]{1,60}\)(?: ✗)?)?\s+/u,
  /^\[[^\]\n]{1,80}\] ?[$#%>]\s+/,
  /^(?:\([^)\n]{1,40}\) ?)?[\w.-]{1,60}@[\w.-]{1,60}[: ][^$#%>\n]{0,80}[$#%>]\s+/,
  /^PS [A-Za-z]:[^>\n]{0,80}>\s*/,
  /^[A-Za-z]:\\[^>\n]{0,80}>\s*/,
  /^[\w.~/-]{1,40} ?[$#%>]\s+/,
]

/** What stands behind the prompt of a line; undefined where there is none, or no command behind it. */
function commandIn(line: string): string | undefined {
  const bare = line.trim()
  for (const prompt of PROMPTS) {
    const length = prompt.exec(bare.slice(0, 300))?.[0].length
    if (length !== undefined && PROGRAM.test(bare.slice(length, length + 40))) return bare.slice(length)
  }
  return PROGRAM.test(bare.slice(0, 40)) && isTyped(bare) ? bare : undefined
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals write them
const ANSI = /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[()][A-Z0-9])/g
/** Colours whose escape character was lost on the way. */
const LOST_ANSI = /\[(?:\d{1,2};){0,4}\d{1,2}m(?!\])/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals write them
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u2060\ufeff]/g

/** Plain quotes, dashes and spaces for what word processors and chats put in their place. */
const plainMarks = (text: string): string =>
  text
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[\u00a0\u2000-\u200a\u202f\u3000]/g, ' ')
    .replace(/(^|\s)—(?=[a-z])/gm, '$1--')
    .replace(/[–‑‐]/g, '-')
    .replace(/…/g, '...')

export function linesOf(paste: string): Line[] {
  const laidOut = paste.length <= LONGEST ? unpacked(paste) : paste
  const text =
    laidOut.length <= LONGEST ? laidOut : `${laidOut.slice(0, LONGEST / 2)}\n${laidOut.slice(-LONGEST / 2)}`
  return plainMarks(text)
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(ANSI, '')
    .replace(LOST_ANSI, '')
    .replace(CONTROL, '')
    .split('\n')
    .map((raw, at): Line => {
      const unquoted = raw.replace(/^(?:&gt;|>) ?(?=[A-Z ]{2})/, '').slice(0, LONGEST_LINE)
      const line = /^\s*(?:```|~~~)[\w-]*\s*$/.test(unquoted) ? '' : unquoted.replace(/^`+|`+\s*$/g, '')
      const command = commandIn(line)
      return { number: at + 1, text: line.trimEnd(), ...(command !== undefined && { command }) }
    })
}

/** Words that stand in sentences, not in commands: `kubectl get pods shows Pending` names no Pod. */
const TALK =
  /\s(?:the|is|are|was|were|does|do|did|my|our|its?|they|we|you|and|but|or|when|then|after|before|while|because|since|if|with|without|only|not|doesn'?t|cannot|can'?t|can|shows?|showed|says?|said|tells?|told|gives?|gave|returns?|returned|prints?|printed|hangs?|hung|fails?|failed|failing|errors?|keeps?|works?|complains?|reports?|displays?|outputs?|stays?|still|always|never|how|why|what|which|where)(?=[\s,.;:]|$)/i

/** A command without a prompt: two words of a program's own at least, and no sentence. */
const isTyped = (text: string): boolean =>
  /^(?:sudo )?(?:kubectl|k|oc|helm|docker|crictl|kubeadm) (?:-|[a-z])/.test(text) &&
  !/[?!.]$/.test(text) &&
  !TALK.test(text.split(/ -- | ["']/, 1)[0] ?? '')

/** Nobody's objects are nested deeper; laid out, each level would widen every line in it. */
const DEEPEST = 40

/** An object of the API among a few lines of talk. */
const OBJECT = /^\s*\{.*"kind" ?:/
const MESSAGES = 30

function isDeep(json: string): boolean {
  let depth = 0
  for (const letter of json) {
    if (letter === '{' || letter === '[') depth++
    else if (letter === '}' || letter === ']') depth--
    if (depth > DEEPEST) return true
  }
  return false
}

/** JSON in one line is laid out, one key per line, as `kubectl -o json` prints it. */
function unpacked(text: string): string {
  const bare = text.trim()
  const [first, ...rest] = bare.split('\n')
  if (rest.length > 0 && rest.length < MESSAGES && first !== undefined && !/^[{[]/.test(first))
    return bare
      .split('\n')
      .map(line => (OBJECT.test(line) ? unpacked(line) : line))
      .join('\n')
  if (!/^[{[]/.test(bare) || !/[}\]]$/.test(bare) || bare.includes('\n') || isDeep(bare)) return text
  try {
    return JSON.stringify(JSON.parse(bare), null, 1)
  } catch {
    return text
  }
}
