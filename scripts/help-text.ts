/** Reads what a command-line program says about itself in its help pages. */

export type HelpFlag = { name: string; short?: string; value: string; text: string }

export type HelpPage = {
  usage: string
  aliases: string[]
  subcommands: string[]
  flags: HelpFlag[]
  globalFlags: HelpFlag[]
}

/**
 * Reads a page as kubectl, docker and helm print it: cobra's headings, with flags either as kubectl writes them
 * (`    -o, --output='':` and the text on the next line) or as pflag does (`  -o, --output format   text`).
 */
export function readHelp(page: string): HelpPage {
  const sections = sectionsOf(page)
  const section = (pattern: RegExp): string =>
    sections
      .filter(({ title }) => pattern.test(title))
      .map(({ body }) => body)
      .join('\n')
  return {
    usage: (
      section(/^usage$/i)
        .trim()
        .split('\n')[0] ?? ''
    )
      .replace(/\s+/g, ' ')
      .trim(),
    aliases: section(/^aliases$/i)
      .split(/[,\n]/)
      .map(alias => alias.trim().split(' ').at(-1) ?? '')
      .filter(alias => alias !== ''),
    subcommands: [...section(/commands/i).matchAll(/^ {2}([a-z][\w-]*)\*? /gm)].map(([, name = '']) => name),
    flags: flagsIn(section(/^(options|flags|the following options .*)$/i)),
    globalFlags: flagsIn(section(/^global (options|flags)$/i)),
  }
}

function sectionsOf(page: string): { title: string; body: string }[] {
  const sections: { title: string; body: string }[] = []
  for (const line of page.split('\n')) {
    const title = /^([A-Z][\w ,()/-]*):(?: {1,2}(\S.*))?$/.exec(line)
    if (title !== null) sections.push({ title: title[1] ?? '', body: title[2] ?? '' })
    else {
      const last = sections.at(-1)
      if (last !== undefined) last.body += `\n${line}`
    }
  }
  return sections
}

/** A flag's first line; what follows until the next flag is its text. */
const FLAG =
  /^ {2,6}(?:-(\w), )?--([\w.-]+)(?:=(.*):$|(?: ([^\s[]+(?:\[=?[^\]]*\])?|\[=[^\]]*\]))?(?: {2,}(.*))?$)/

function flagsIn(body: string): HelpFlag[] {
  const flags: HelpFlag[] = []
  for (const line of body.split('\n')) {
    const [all, short, name, kubectlDefault, type, text] = FLAG.exec(line) ?? []
    if (all !== undefined && name !== undefined)
      flags.push({ name, ...(short && { short }), value: kubectlDefault ?? type ?? '', text: text ?? '' })
    else {
      const last = flags.at(-1)
      if (last !== undefined) last.text = `${last.text} ${line.trim()}`.trim()
    }
  }
  return flags
}

/** Ways in which help texts list the values that a flag takes. */
const CHOICES = [
  /\b(?:one of|legal values|valid values are|allowed values)(?: are)?:? ?[([]([^)\]]+)[)\]]/i,
  /\b(?:must be one of|allowed values|legal values): ?((?:[^.(]|\(or \w+\))+?)(?:\.|\(default|$)/i,
  /\b(?:must be|options are|can be either|can only be|one of) ((?:["'][\w-]+["'],? (?:or )?)*["'][\w-]+["'],? or ["'][\w-]+["'])/i,
  /\b(?:must be|options are|can be either|can only be) (["'][\w-]+["'](?:(?:,| or|, or) ["'][\w-]+["'])+)/i,
  /\(("[\w-]+"(?:, *"[\w-]+")+)\)/,
  /\(("[\w-]+"(?:\|"[\w-]+")+)\)/,
  /\(([a-z]+(?:\|[a-z]+)+)\)/,
  /^Type for this service: ([\w, ]+)\./,
]

/** The values that a flag's text names as all there are; undefined where it names none. */
export function choicesIn(text: string): string[] | undefined {
  for (const pattern of CHOICES) {
    const list = pattern.exec(text)?.[1]
    if (list === undefined) continue
    const words = list.match(/[\w-]+/g)?.filter(word => word !== 'or' && word !== 'and') ?? []
    /** A default that the list leaves out is a value all the same: docker build's `--call` (default "build"). */
    const byDefault = /\(default "?([\w-]+)"?\)/.exec(text)?.[1]
    if (words.length > 1) return [...new Set(byDefault === undefined ? words : [...words, byDefault])]
  }
  return undefined
}
