/** Words that people use for one another when they talk about clusters. Each line is one group. */
import { stem } from './words.ts'

const GROUPS = `
delete remove destroy erase wipe purge drop uninstall rid clear
list show view see display print inspect look check
create add generate build write define
change modify update edit alter adjust
reach access connect call talk hit visit
outside external internet public outside
inside internal within
restart reboot bounce cycle recreate
limit cap maximum max restrict
minimum min
folder directory dir path
file files
stuck hang hung forever frozen endless
fail failing broken break wrong problem trouble issue error
memory ram mem
cpu processor core
copy transfer upload download cp
move migrate relocate shift
stop halt shutdown kill terminate end
start launch boot begin run
automatic automatically auto
setup install deploy configure
setting option config configuration parameter
credential password login secret
permission right access allowed privilege
certificate cert tls ssl https
hostname domain dns
machine server host node vm
address ip
version release
old outdated stale obsolete
empty blank nothing missing
verify validate test
watch follow stream tail live
choose pick select decide
share common together
store save keep persist
size big large grow
slow latency performance
difference differ versus vs compare
reason cause why
duplicate copy clone
schedule cron periodic recurring nightly daily
batch job task
env environment
variable var
private registry
log logs output stdout
shell bash sh terminal
user person people developer
group team
replace swap substitute
temporary temp ephemeral scratch
encrypt encryption
backup snapshot restore
upgrade update
rollback revert undo
example sample template
manifest yaml yml spec
unhealthy sick bad
image img
repository repo
namespace ns
kubernetes k8s kube
`

/** For each stem the stems that may be meant by it. */
export const SYNONYMS: ReadonlyMap<string, ReadonlySet<string>> = groups()

function groups(): Map<string, Set<string>> {
  const all = new Map<string, Set<string>>()
  for (const line of GROUPS.trim().split('\n')) {
    const words = [...new Set(line.trim().split(/\s+/).map(stem))]
    for (const word of words) {
      const others = all.get(word) ?? new Set<string>()
      for (const other of words) if (other !== word) others.add(other)
      all.set(word, others)
    }
  }
  return all
}
