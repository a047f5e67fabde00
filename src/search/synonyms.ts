/**
 * Words that people use for one another when they talk about clusters: everyday words for terms, one verb for another.
 * A group is a line; its words stand for each other, at a discount. Several words that mean one thing stand in IDIOMS.
 */
import { stem } from './words.ts'

const GROUPS = `
delete remove destroy erase wipe purge drop uninstall rid clear clean cleanup prune discard dispose
list show view see display print inspect look check browse enumerate output
create add generate build write define new make
change modify update edit alter adjust tweak rewrite
reach access connect call talk hit visit open curl ping communicate contact
outside external internet public outer world
inside internal within inner
restart reboot bounce cycle relaunch
recreate respawn recreated reappear replace replacement comeback
limit cap maximum max restrict bound ceiling
minimum min least lowest
folder directory dir path
stuck hang hung forever frozen endless hanging freeze
fail failing broken break wrong problem trouble issue error failure bad misbehave
memory ram mem heap
cpu processor core cores millicore millicpu
copy transfer upload download cp scp sync
move migrate relocate shift migration
stop halt shutdown kill terminate end quit exit abort
start launch boot begin startup bring
automatic automatically auto itself own
setup install deploy configure installation provision bootstrap
setting option config configuration parameter settings property knob
credential password login passwd key
permission right access allowed privilege rights authorize authorized allow grant
forbid deny block refuse reject disallow prevent prohibit denied refused
certificate cert tls ssl https certs
hostname domain dns host fqdn
machine server host node vm worker computer box instance hardware
master controlplane
address ip addr
version release
old outdated stale obsolete deprecated legacy previous former earlier past
new newer latest newest recent current
empty blank nothing missing none absent
missing gone vanished disappear disappeared lost lose vanish
verify validate test check confirm ensure lint
watch follow stream tail live monitor realtime
monitor monitoring observe observability metrics dashboard
usage utilization consumption used utilisation load
choose pick select decide
share common together shared exchange
store save keep persist persistent survive retain durable permanent
size big large grow bigger huge larger expand resize enlarge increase extend
smaller small shrink reduce slim lighter decrease less
slow latency performance sluggish slowly lag
fast quick speed faster
reason cause why
duplicate copy clone twice
schedule cron periodic recurring nightly daily hourly weekly timer crontab interval
schedule place land assign put placement
job batch task run
env environment variable var
private internal
log logs stdout print message
shell bash sh terminal ssh console login
user person people developer colleague someone human teammate account
group team department tenant
replace swap substitute exchange
temporary temp ephemeral scratch tmp throwaway short
encrypt encryption encrypted cipher
backup snapshot restore recover recovery disaster
upgrade update bump
rollback revert undo back previous
example sample template snippet boilerplate skeleton
manifest yaml yml spec definition file
unhealthy sick dead down unresponsive
healthy alive up
image img
repository repo
docs documentation manual reference
explain meaning meant describe description
app application program software workload
frontend backend microservice api service web website site
database db postgres mysql redis mongodb postgresql mariadb stateful
disk storage space drive volume filesystem harddisk ssd gb gigabyte
quota budget limit
reserve guarantee request
traffic request connection network packet
balance distribute spread loadbalance evenly
expose publish reach open public
port socket listen listening
forward tunnel proxy redirect
route routing path rewrite
label tag mark labelled
annotation annotate
filter search find grep query match selector
sort order sorted
count number many amount
wait block until sleep pause ready
timeout time deadline expire expired ttl
delay wait backoff
ready readiness available
alive liveness health healthcheck
scale replicas replica copies instance instances
autoscale autoscaler automatic hpa
evict kick kicked evicted eviction
drain empty evacuate maintenance patch
cordon unschedulable
priority important critical preempt
spare free idle unused
full exceeded exhausted out
crash crashing crashed die dies dying died
oom memory oomkilled
pending waiting scheduled queue
unknown undefined none
init initialize prepare beforehand before first
sidecar helper companion beside alongside second
restart restarts restarted
local laptop desktop workstation own
cloud aws azure gcp gke eks aks provider
pull fetch download
push upload publish
registry hub dockerhub ecr gcr harbor
tag version latest
layer layers
docker container podman containerd
compose dockercompose
kubernetes k8s kube
upgrade downgrade
namespace ns
context cluster kubeconfig switch
switch change toggle
default fallback
override overwrite overrule replace
inject pass supply feed provide
read consume use get
mount attach bind
detach unmount release
reuse reclaim recycle
dynamic dynamically ondemand
static fixed constant stable
random arbitrary any
secure security safe safety harden hardening protect
root privileged admin administrator sudo superuser
firewall isolate isolation restrict policy
audit trace track history who
token jwt bearer
identity account serviceaccount
login authenticate authentication sso
rbac role permission
webhook admission hook
operator controller
extend custom extension plugin
crd customresource custom
schema openapi validation
chart helm package
values parameter variable
release install deployment
rollout deploy release ship
canary gradual percentage partial
bluegreen switch
zero downtime uninterrupted outage
highly available ha redundancy redundant failover
region zone datacenter az
affinity together near close colocate
antiaffinity apart separate spread different
taint repel keep
toleration tolerate
gpu nvidia graphics cuda
hostname name naming
gateway ingress entry
mesh istio linkerd
subnet cidr range network
resolve lookup dns name
tcp udp protocol
websocket grpc http
session sticky affinity cookie
client caller consumer
cost money cheap expensive
learn tutorial beginner start
develop development dev local
production prod live
staging test qa
compare difference versus vs
`

/** Several words for one; the first of each line is what is meant. */
const IDIOMS = `
delete: get rid of, throw away, take down, tear down, no longer need
list: what is there, which ones
exec: ssh into, log into, log in to, get into, poke around, shell into, jump into, look inside, inside a container, inside of a container
restart: bounce, start over, start again, turn off and on
rollback: go back, roll back, bring back, step back, undo the last
debug: find out why, dig into, figure out, what is wrong, whats wrong, look into, root cause
dry-run: without creating, not really create, dont really create, without applying, would happen
yaml: as yaml, in yaml, yaml file
resize: make bigger, more space, bigger disk, larger disk, increase the size, grow the
evict: kicked out, kick out, thrown off, pushed out
pending: not starting, does not start, doesnt start, wont start, never starts, not scheduled, isnt scheduled
restarts: keeps restarting, restarting all the time, over and over, again and again, in a loop
daemonset: on every node, on each node, on all nodes, every single node, one per node, every machine, each machine
control-plane: master node, master nodes, masters
namespace: all namespaces, every namespace, other namespace, another namespace
replicas: number of copies, more copies, more instances, more pods
environment: env var, env vars, environment variable, environment variables
priority: more important, less important
admission: before it is stored, refuse objects
label: put a label, stick a label
cluster-networking: talk to each other, reach each other, communicate with each other
nodename: which node, what node
certificate: expires, expired cert
default: out of the box
manual: by hand, manually
image: container image, docker image
authorization: who can, who may, am i allowed, is allowed to
latest: up to date, most recent
parallel: at once, at the same time, simultaneously
sequential: one after the other, one by one, one at a time
`

/** For each stem the stems that may be meant by it. */
export const SYNONYMS: ReadonlyMap<string, ReadonlySet<string>> = groups()

/** For each idiom, as stems with a blank between them, the stem that it means. */
export const MEANINGS: ReadonlyMap<string, string> = meanings()

/** The most words an idiom has. */
export const LONGEST_IDIOM = Math.max(...[...MEANINGS.keys()].map(idiom => idiom.split(' ').length))

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

function meanings(): Map<string, string> {
  const all = new Map<string, string>()
  for (const line of IDIOMS.trim().split('\n')) {
    const [meant = '', idioms = ''] = line.split(': ')
    for (const idiom of idioms.split(', '))
      all.set(idiom.split(' ').map(stem).join(' '), stem(meant.replaceAll('-', '')))
  }
  return all
}
