/**
 * What the API server refuses, and what cannot work, although every field has the right type: one file a subject, one
 * function a kind.
 */
import { type At, at, type Rules } from '../at.ts'
import { checkAccess } from './access.ts'
import { checkConfig } from './config.ts'
import { checkMetadata } from './metadata.ts'
import { checkNetwork } from './network.ts'
import { checkPodSpec } from './pod.ts'
import { checkScaling } from './scaling.ts'
import { checkServices } from './services.ts'
import { checkStorage } from './storage.ts'
import { checkWorkload } from './workload.ts'

/** An object of a kind that the schema knows. */
export type Doc = { kind: string; root: At }

/** Where each kind keeps the template of its Pods; the spec of a Pod stands in it under `spec`. */
const TEMPLATES: Record<string, string[]> = {
  Pod: [],
  PodTemplate: ['template'],
  Deployment: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
}

/** The template of a workload's Pods, or the Pod itself; undefined for kinds that make none. */
export function templateOf({ kind, root }: Doc): At | undefined {
  const path = TEMPLATES[kind]
  return path === undefined ? undefined : at(root, ...path)
}

export function checkRules(docs: readonly Doc[], rules: Rules): void {
  for (const doc of docs) {
    if (rules.left <= 0) return
    checkMetadata(doc, rules)
    const template = templateOf(doc)
    if (template !== undefined) checkPodSpec(doc, at(template, 'spec'), rules)
    checkWorkload(doc, rules)
    checkNetwork(doc, rules)
    checkStorage(doc, rules)
    checkConfig(doc, rules)
    checkAccess(doc, rules)
    checkScaling(doc, docs, rules)
  }
  checkServices(docs, rules)
}
