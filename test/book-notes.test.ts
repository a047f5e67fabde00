/**
 * The bot began as one engineer's notes on a book about Kubernetes. Each of their statements, in words of ours and put right
 * where it was wrong or dated, and the note that makes it.
 */
import { expect, test } from 'vitest'
import { blockText } from '../src/cards/text.ts'
import { loadLibrary } from '../src/notes/load.ts'
import { blocksOf, type Note } from '../src/notes/note.ts'

const STATEMENTS: [statement: string, id: string, says: RegExp][] = [
  ['the containers of a Pod run on one node', 'pod', /a Pod never spans nodes/],
  ['why Pods: one process a container, so a layer above groups them', 'pod', /layer above that groups/],
  [
    'a Pod runs related processes as if in one container, yet apart',
    'pod',
    /as if they ran in one container/,
  ],
  [
    'the containers share Linux namespaces, one IP address, one port space',
    'pod',
    /one IP address, one port space/,
  ],
  ['docker logs shows the log of a container', 'docker-logs', /docker logs --tail 100 -t CONTAINER/],
  ['kubectl logs -c shows that of one container of a Pod', 'kubectl-logs', /kubectl logs POD -c CONTAINER/],
  [
    'a liveness probe checks whether a container is healthy',
    'liveness-probe',
    /checks whether a container is healthy/,
  ],
  ['a liveness probe is written in the YAML', 'liveness-probe', /part of the container's YAML/],
  [
    'ReplicationController, then ReplicaSet, now Deployment',
    'replicationcontroller',
    /ReplicaSet followed.*Deployment/,
  ],
  ['it checks how many replicas there are', 'replicationcontroller', /checks how many replicas run/],
  ['a Pod that disappears is replaced', 'replicaset', /creates missing ones/],
  ['and so by a Deployment, as one would do it today', 'deployment', /replaces those that disappear/],
  ['horizontal scaling is more Pods', 'horizontal-scaling', /means more \(or fewer\) Pods/],
  [
    'scaling by command, today of a Deployment',
    'horizontal-scaling',
    /kubectl scale deployment DEPLOYMENT --replicas=10/,
  ],
  ['scaling in the YAML', 'horizontal-scaling', /In the YAML: spec\.replicas: 10/],
  ['kubectl scale rc is what old books write', 'kubectl-scale', /Old books write kubectl scale rc/],
  [
    'a Service is one constant entry to Pods of one kind',
    'service',
    /one constant entry point to a group of Pods/,
  ],
  ['it finds its Pods by labels', 'service', /selects them by their labels/],
  [
    'its address stays while those of Pods change',
    'service',
    /stay the same while Pods and their addresses come and go/,
  ],
  ['a new Pod has a new IP address', 'pod', /creates a new one, with a new IP address/],
  ['connections are spread over several Pods', 'service', /spreads connections over those that are ready/],
  [
    'from outside it takes NodePort or LoadBalancer',
    'service',
    /From outside it takes type NodePort or LoadBalancer/,
  ],
  ['a ClusterIP works inside the cluster only', 'clusterip', /works only inside the cluster/],
  ['a NodePort is the same port on every node', 'nodeport', /opens the same port on every node/],
  ['a LoadBalancer asks for one outside', 'loadbalancer', /asks the cloud for an external load balancer/],
  ['an ExternalName answers with a CNAME', 'externalname', /returns a CNAME record/],
  ['a volume is part of a Pod', 'volume', /A volume is part of a Pod/],
  [
    'a volume must be mounted in each container that uses it',
    'volume',
    /must be mounted in each that uses it/,
  ],
  ['a volume shares data across containers', 'volume', /shares data across containers/],
  [
    'an image is the template, a container the instance',
    'container',
    /image is the template, a container the running instance/,
  ],
  ['images are built from other images', 'image-layer', /images are built from other images/],
  ['two images can have one parent', 'image-layer', /Two images with the same parent/],
  [
    'docker inspect tells about a container, from outside',
    'docker-inspect',
    /looks from outside, on the host/,
  ],
  [
    'ps aux lists the processes from inside',
    'container-processes',
    /kubectl exec POD -c CONTAINER -- ps aux/,
  ],
]

const { library } = await loadLibrary(['knowledge'])

test.each(STATEMENTS)('%s: %s', (_, id, says) => {
  const note = library?.notes.get(id)
  expect(note, `the note ${id}`).toBeDefined()
  if (note !== undefined) expect(textOf(note)).toMatch(says)
})

const textOf = (note: Note): string => blocksOf(note).map(blockText).join('\n')
