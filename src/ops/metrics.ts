/** Counters for Prometheus. Labels hold kinds and platforms, never people or words. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = {
  answered(platform: string, kind: string, ms: number): void
  /** A call to a platform that failed, by the platform's own names for the call and the failure. */
  failed(platform: string, call: string, code: string): void
  /** What became of a daily post: sent, skipped or postponed. */
  daily(platform: string, end: string): void
  notes(count: number): void
  reload(ok: boolean): void
  /** Asked for whenever the metrics are read. */
  store(state: () => { up: boolean; waiting: number; lost: number }): void
  /** The text Prometheus reads, and its content type. */
  page(): Promise<{ type: string; text: string }>
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const answers = new Counter({
    name: 'kube_notes_answers_total',
    help: 'Answers given, by platform and kind',
    labelNames: ['platform', 'kind'],
    registers,
  })
  const seconds = new Histogram({
    name: 'kube_notes_answer_seconds',
    help: 'Time from question to card',
    labelNames: ['platform'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5],
    registers,
  })
  const failures = new Counter({
    name: 'kube_notes_failed_calls_total',
    help: 'Calls to platforms that failed, by call and code',
    labelNames: ['platform', 'call', 'code'],
    registers,
  })
  const daily = new Counter({
    name: 'kube_notes_daily_posts_total',
    help: 'Daily posts, by what became of them',
    labelNames: ['platform', 'end'],
    registers,
  })
  const notes = new Gauge({ name: 'kube_notes_notes', help: 'Notes in use', registers })
  const reloads = new Counter({
    name: 'kube_notes_reloads_total',
    help: 'Times that changed notes were read, by whether they could be used',
    labelNames: ['ok'],
    registers,
  })
  return {
    answered(platform, kind, ms) {
      answers.inc({ platform, kind })
      seconds.observe({ platform }, ms / 1000)
    },
    failed: (platform, call, code) => failures.inc({ platform, call, code }),
    daily: (platform, end) => daily.inc({ platform, end }),
    notes: count => notes.set(count),
    reload: ok => reloads.inc({ ok: String(ok) }),
    store(state) {
      new Gauge({
        name: 'kube_notes_store_up',
        help: 'Whether the database can be used (1) or answers wait to be recorded (0)',
        registers,
        collect() {
          this.set(state().up ? 1 : 0)
        },
      })
      new Gauge({
        name: 'kube_notes_store_waiting',
        help: 'Writes that wait for the database',
        registers,
        collect() {
          this.set(state().waiting)
        },
      })
      new Counter({
        name: 'kube_notes_store_lost_total',
        help: 'Writes that were lost because too many waited or the database refused them',
        registers,
        collect() {
          this.reset()
          this.inc(state().lost)
        },
      })
    },
    page: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  }
}
