/** Which program a command really runs: through sudo, watch, xargs and the like, and whether it is one we check. */
import { nearest } from '../finding.ts'
import { HOLE, type SimpleCommand, type Word } from '../shell.ts'
import type { Tool } from './tables.ts'

/**
 * `tool`: a program with tables, and its words from the program's name on; `added`: more words come at run time (xargs).
 * `script`: shell source handed to a shell. `other`: a program we do not check.
 */
export type Runs =
  | { kind: 'tool'; tool: Tool; words: Word[]; added: boolean }
  | { kind: 'script'; source: string }
  | { kind: 'other'; name: string; misspelt?: string; word: Word }

/** Programs that run another; the flags that take a value, which stands in a word of its own. */
const WRAPPERS: Record<string, string> = {
  sudo: 'ugCDhpRrTt',
  doas: 'uC',
  time: 'fo',
  nohup: '',
  exec: 'a',
  command: '',
  nice: 'n',
  stdbuf: 'ioe',
  watch: 'n',
  xargs: 'adEILnPs',
  env: 'uCS',
  timeout: 'ks',
}

const SHELLS = new Set(['sh', 'bash', 'zsh', 'dash', 'ash'])

/** Programs that bring a kubectl of their own; what follows (behind `--` for minikube) is a kubectl command line. */
const BRING_KUBECTL = new Set(['minikube', 'k3s', 'microk8s', 'k0s', 'rke2'])

const TOOLS: Record<string, Tool> = { kubectl: 'kubectl', k: 'kubectl', docker: 'docker', helm: 'helm' }

/**
 * Subcommands that come with plugins and that we have no tables of. They count as other programs.
 */
const PLUGINS: Record<Tool, ReadonlySet<string>> = {
  kubectl: new Set(
    `argo cert-manager cilium cnpg convert ctx debug-shell df-pv directpv gadget get-all graph hns images karmada konfig krew
    kuttl kyverno linkerd minio modify-secret neat node-shell ns oidc-login open-svc outdated popeye resource-capacity rook-ceph
    sniff stern testkube tree trace validate view-secret view-utilization virt vsphere who-can whoami-can access-matrix`.split(
      /\s+/,
    ),
  ),
  docker: new Set([
    'ai',
    'cloud',
    'debug',
    'desktop',
    'extension',
    'init',
    'mcp',
    'model',
    'offload',
    'sandbox',
    'sbom',
    'scout',
  ]),
  helm: new Set(['cm-push', 'diff', 'dt', 'mapkubeapis', 'schema-gen', 'secrets', 's3', 'unittest']),
}

/** Programs around clusters whose commands we do not check; a card names them where it tells what was checked. */
export const UNCHECKED: ReadonlySet<string> = new Set(
  `ansible ansible-playbook argocd aws az buildah calicoctl cilium clusterctl cmctl containerd cosign crictl crio ctr dive doctl
  dockerd docker-compose eksctl etcdctl etcdutl flux gcloud gator gh helmfile hey hubble istioctl jib k0s k3d k3s k6 k9s kapp kaniko
  kind kompose kops ko kube-bench kube-linter kubeadm kubeconform kubectx kubelet kubens kubeseal kubescape kubetail kubeval
  kubebuilder kustomize kwok linkerd microk8s minikube mc nerdctl oc opa operator-sdk podman popeye pluto prometheus promtool
  rancher rclone restic rke2 runc sealed-secrets skaffold skopeo sonobuoy sops stern syft telepresence terraform tilt tofu
  trivy tanka vault velero virtctl crane oras yq jq conftest polaris kyverno nova regctl kustomizer ytt vcluster k`.split(
    /\s+/,
  ),
)

/** Everyday programs of any machine; nobody expects them to be checked, so no card names them. */
const EVERYDAY = new Set(
  `alias apk apt apt-get apt-mark arp awk base64 basename bc blkid break brew bzip2 cal cat cd chattr chmod chown chroot clear cmp
  column continue cp cpio crontab cryptsetup curl cut date dd declare df dig dirname dmesg dnf dpkg du echo ed egrep eval
  exit export expr fallocate false fdisk fgrep file find findmnt firewall-cmd fold free fsck fuser getent git go gpg grep
  grpcurl gunzip gzip head hexdump history host hostname htop iconv id ifconfig install ip ip6tables iperf3 ipset
  iptables ipvsadm java join journalctl jobs kill killall last ldd less ln local locale logger losetup ls lsblk lscpu lsmod
  lsns lsof make man mapfile md5sum mkdir mkfifo mkfs mkfs.ext4 mkfs.xfs mktemp modinfo modprobe mount mpstat mv mvn nc ncat
  netstat nft node npm npx nproc nsenter nslookup numactl od openssl partprobe passwd paste patch perl pgrep pidstat ping ping6
  pip pip3 pkill pmap pnpm printenv printf ps psql pv pwd python python3 read readlink readonly realpath reboot redis-cli
  rename reset return rev rm rmdir route rpcinfo rsync ruby sar scp script sed semanage seq service set sestatus setenforce
  sha256sum shift showmount shuf shutdown sleep sort source split ss ssh ssh-copy-id ssh-keygen stat strace strings stress
  stress-ng stty su swapoff swapon sync sysctl systemctl systemd-analyze systemd-cgls systemd-cgtop systemd-resolve
  resolvectl tail tar tcpdump tee telnet test timedatectl top touch tr traceroute trap tree true truncate tune2fs
  type uname umask umount unalias uniq unset unshare unzip uptime useradd usermod vi vim visudo vmstat w wait wc wget which
  who whoami wrk xfs_growfs xxd xz yes yum zcat zip zypper apache2-utils ab mysql mysqldump mongosh pg_dump kdestroy
  aa-status apparmor_parser apparmor_status auditctl ausearch restorecon chcon getenforce bpftool conntrack ethtool bridge
  iostat iotop dstat lspci nvidia-smi hostnamectl localectl loginctl ulimit getcap setcap capsh nmap mtr growpart pvcreate vgcreate
  lvcreate lvextend resize2fs vgs lvs pvs dnsmasq envsubst winget choco scoop systemd-inhibit diff ./configure pstree tac nano comm`.split(
    /\s+/,
  ),
)

export const isEveryday = (name: string): boolean => EVERYDAY.has(name) || SHELLS.has(name)

/** @returns what the command runs; undefined where only the running shell knows */
export function runsOf({ words }: SimpleCommand): Runs | undefined {
  let rest = words
  let added = false
  for (let depth = 0; depth < 5; depth++) {
    const [word] = rest
    if (word === undefined || word.value.includes(HOLE)) return undefined
    const name = word.value.replace(/^(.*\/)?/, '') || word.value
    if (name in WRAPPERS) {
      added ||= name === 'xargs'
      const inner = unwrap(name, rest)
      const [only, second] = inner
      if (name === 'watch' && only !== undefined && second === undefined && only.value.includes(' '))
        return { kind: 'script', source: only.value }
      if (only === undefined) return { kind: 'other', name, word }
      rest = inner
      continue
    }
    if (SHELLS.has(name)) return shellScript(rest, name)
    const tool = toolOf(word, name)
    if (tool !== undefined) return toolCall(tool, rest, added)
    if (BRING_KUBECTL.has(name) && rest[1]?.value === 'kubectl')
      return toolCall('kubectl', rest.slice(rest[2]?.value === '--' ? 2 : 1), added)
    return { kind: 'other', name, word, ...misspelt(word, name) }
  }
  return undefined
}

/** A path such as ./kubectl or /usr/local/bin/helm is the program of that name. */
const toolOf = (word: Word, name: string): Tool | undefined =>
  word.value === name || /^[~./]/.test(word.value) ? TOOLS[name] : undefined

function toolCall(tool: Tool, words: Word[], added: boolean): Runs {
  const plugin = words.slice(1).find(({ value }) => !value.startsWith('-'))
  if (plugin !== undefined && PLUGINS[tool].has(plugin.value))
    return { kind: 'other', name: `${tool} ${plugin.value}`, word: plugin }
  return { kind: 'tool', tool, words, added }
}

function unwrap(name: string, words: Word[]): Word[] {
  const takesValue = WRAPPERS[name] ?? ''
  let at = 1
  for (; at < words.length; at++) {
    const value = words[at]?.value ?? ''
    if (value === '--') {
      at++
      break
    }
    if (name === 'env' && /^\w+=/.test(value)) continue
    if (!value.startsWith('-') || value === '-') break
    if (value.length === 2 && takesValue.includes(value[1] ?? '')) at++
    if (/^--(interval|user|group|signal|kill-after|max-args|max-procs|replace|delimiter)$/.test(value)) at++
  }
  /** The duration of timeout. */
  return words.slice(name === 'timeout' ? at + 1 : at)
}

function shellScript(words: Word[], name: string): Runs {
  const flag = words.findIndex(({ value }) => /^-[a-z]*c$/.test(value))
  const source = flag === -1 ? undefined : words[flag + 1]
  if (source === undefined || source.value.includes(HOLE))
    return { kind: 'other', name, word: words[0] as Word }
  return { kind: 'script', source: source.value }
}

/** `kubctl`, `dokcer`: a name that is none, but near one that we check. */
function misspelt(word: Word, name: string): { misspelt?: string } {
  if (UNCHECKED.has(name) || EVERYDAY.has(name) || SHELLS.has(name) || word.value !== name || name.length < 4)
    return {}
  const near = nearest(name, ['kubectl', 'docker', 'helm'])
  return near === undefined || near[0] !== name[0] || name.startsWith(near) ? {} : { misspelt: near }
}
