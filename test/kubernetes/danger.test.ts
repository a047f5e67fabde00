import { describe, expect, test } from 'vitest'
import type { Danger } from '../../src/kubernetes/commands/danger.ts'
import { checkScript } from '../../src/kubernetes/commands/script.ts'

const dangersOf = (command: string): Danger[] =>
  checkScript(command).statements.flatMap(({ dangers }) => dangers)
const risksOf = (command: string): string[] => dangersOf(command).flatMap(({ risks }) => risks)

const DANGEROUS: [command: string, risks: string[]][] = [
  ['kubectl delete deployment web', ['deletes']],
  ['kubectl delete -f app.yaml', ['deletes']],
  ['kubectl delete pod web', ['deletes-pods']],
  ['kubectl delete pod/web service/web', ['deletes-pods']],
  ['kubectl delete ns shop', ['deletes-namespace']],
  ['kubectl delete pvc --all', ['deletes-data', 'takes-all']],
  ['kubectl delete crd crontabs.stable.example.com', ['deletes-kind']],
  ['kubectl delete node NODE', ['deletes-node']],
  ['kubectl delete pods -A -l app=web', ['deletes-pods', 'all-namespaces']],
  ['kubectl delete pod web --grace-period=0 --force', ['deletes-pods', 'no-grace']],
  [
    'kubectl drain NODE --force --delete-emptydir-data --disable-eviction',
    ['drains', 'drains-unmanaged', 'drops-local-data', 'ignores-budgets'],
  ],
  ['kubectl replace --force -f app.yaml', ['recreates']],
  ['kubectl apply --server-side --force-conflicts -f app.yaml', ['overrules-owners']],
  ['kubectl apply -f app.yaml --prune -l app=web', ['prunes']],
  ['kubectl label pod web app=api --overwrite', ['overwrites']],
  ['kubectl label pods --all env=test', ['takes-all']],
  ['kubectl scale deployment web --replicas=0', ['stops-app']],
  ['kubectl taint nodes NODE a=b:NoExecute', ['evicts']],
  [`kubectl patch pod web -p '{"metadata":{"finalizers":null}}'`, ['skips-finalizers']],
  ['kubectl config delete-context old', ['changes-kubeconfig']],
  ['docker rm -f web', ['ends-containers']],
  ['docker rmi -f web:1', ['deletes-images']],
  ['docker volume rm data', ['deletes-volumes']],
  ['docker compose down -v', ['deletes-volumes']],
  ['docker system prune --volumes', ['deletes-volumes', 'deletes-unused']],
  ['docker swarm leave --force', ['leaves-swarm']],
  ['helm uninstall web', ['uninstalls']],
  ['helm upgrade web ./chart --force', ['recreates']],
  ['helm upgrade web ./chart --take-ownership', ['overrules-owners']],
  ['sudo kubeadm reset', ['resets-node']],
  ['etcdctl snapshot restore snapshot.db', ['replaces-etcd']],
  ['kind delete cluster', ['deletes-cluster']],
  ['sudo rm -rf /var/lib/etcd', ['deletes-files']],
  ['kubectl get pods -o name | xargs kubectl delete', ['deletes']],
  ["sh -c 'kubectl delete ns shop'", ['deletes-namespace']],
]

describe('dangerous commands', () => {
  test.each(DANGEROUS)('%s: %j', (command, risks) => expect(risksOf(command)).toEqual(risks))

  test('are tried first and undone by commands that are right themselves', () => {
    for (const [command] of DANGEROUS)
      for (const { rehearsal, back } of dangersOf(command))
        for (const help of [
          rehearsal?.command,
          back !== undefined && 'command' in back ? back.command : undefined,
        ]) {
          if (help === undefined) continue
          const wrong = checkScript(help).findings.filter(({ level }) => level === 'wrong')
          expect({ help, wrong }).toEqual({ help, wrong: [] })
        }
  })

  test('as a dry run are no danger any more', () => {
    for (const [command] of DANGEROUS)
      for (const { rehearsal } of dangersOf(command))
        if (rehearsal?.kind === 'dry-run' && rehearsal.command.startsWith('kubectl'))
          expect(risksOf(rehearsal.command)).toEqual([])
  })

  test.each([
    ['kubectl drain NODE --ignore-daemonsets', 'kubectl uncordon NODE'],
    ['kubectl delete -f app.yaml', 'kubectl apply -f app.yaml'],
    ['kubectl delete deployment web -n shop', 'kubectl get deployment web -n shop -o yaml > backup.yaml'],
    ['kubectl label node NODE disk=ssd --overwrite', 'kubectl label node NODE disk=OLD_VALUE --overwrite'],
    ['kubectl taint nodes NODE a=b:NoExecute', 'kubectl taint nodes NODE a=b:NoExecute-'],
    ['kubectl scale deployment web --replicas=0', 'kubectl scale deployment web --replicas=1'],
    ['helm upgrade web ./chart --force', 'helm rollback web'],
  ])('%s has a way back: %s', (command, back) =>
    expect(dangersOf(command)).toMatchObject([{ back: { command: back } }]),
  )
})

test.each([
  'kubectl get pods -A',
  'kubectl apply -f app.yaml',
  'kubectl delete pod web --dry-run=client',
  'kubectl delete --help',
  'kubectl label pod web app=web',
  'kubectl scale deployment web --replicas=3',
  'kubectl rollout restart deployment/web',
  'docker rm web',
  'helm upgrade --install web ./chart',
  'helm uninstall web --dry-run',
  'echo kubectl delete ns shop',
])('%s is no danger', command => expect(dangersOf(command)).toEqual([]))
