/** What kind of question it is; several may hold at once. */

export const INTENTS = ['define', 'howto', 'trouble', 'compare', 'command'] as const
export type Intent = (typeof INTENTS)[number]

const SIGNS: Record<Intent, RegExp> = {
  define:
    /\b(what(?:'?s| is| are| does| do| was)|whats|explain|describe|define|definition|meaning|mean(?:s|t)?|purpose|concept|overview|introduction|role of|who is|when (?:to|should|do|would)|why (?:do|does|would|should|is it) (?:we|i|one|you|people|anyone)?)\b/,
  howto:
    /\b(how (?:do|does|can|could|to|would|should|is|are)|howto|can (?:i|we|you|one)|could (?:i|we)|is (?:it|there)|way to|ways to|need(?:s)? to|want(?:s|ed)? to|would like|i'?d like|let me|make it|set ?up|configure|create|add|enable|disable|install|steps|best practice|recommend\w*|where (?:do|can|should))\b/,
  trouble:
    /\b(why|errors?|fail(?:s|ed|ing|ure)?|can'?t|cannot|couldn'?t|won'?t|doesn'?t|don'?t|didn'?t|isn'?t|aren'?t|not|never|stuck|keeps?|broken|issues?|problems?|unable|refused|denied|forbidden|time(?:s|d)? ?out|crash\w*|hang(?:s|ing)?|pending|missing|wrong|invalid|unexpected\w*|suddenly|troubleshoot\w*|debug\w*|fix|resolve|exceeded|killed|evicted|warning|lost|no longer)\b/,
  compare:
    /\b(vs|versus|differ(?:s|ent|ence|ences)?|compare[ds]?|comparison|better|instead of|rather than|which (?:one|of|is|should)|or)\b/,
  command:
    /(?:^|[\s`$>])(?:kubectl|docker|helm|kubeadm|minikube|crictl|kustomize) [a-z-]|\bcommands?\b|\bcli\b|\bflags?\b|(?:^|\s)--?[a-z]/,
}

/** Longer texts are pastes; what they ask stands at their beginning or end. */
const READ = 600

export function intentsOf(text: string): Set<Intent> {
  const lower =
    text.length > READ
      ? `${text.slice(0, READ / 2)}\n${text.slice(-READ / 2)}`.toLowerCase()
      : text.toLowerCase()
  return new Set(INTENTS.filter(intent => SIGNS[intent].test(lower)))
}
