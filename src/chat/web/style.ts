/** Looks and behaviour of the local page, served as files so that nothing inline needs to be allowed. */

export const STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1c2430, #e6e9ef); --dim: light-dark(#5a6675, #9aa6b5);
  --paper: light-dark(#f4f6f9, #12161c); --card: light-dark(#ffffff, #1b2129); --line: light-dark(#d9e0e8, #323b47);
  --accent: light-dark(#2a5bd7, #7ea6ff); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
header, main { max-width: 46rem; margin: 0 auto; padding: 0 1rem; }
h1 { font-size: 1.1rem; margin: 1rem 0; } h1 a { color: inherit; text-decoration: none; }
.ask label { display: block; color: var(--dim); margin-bottom: .3rem; }
.ask div { display: flex; gap: .5rem; align-items: start; }
textarea { flex: 1; font: inherit; padding: .6rem .7rem; border: 1px solid var(--line); border-radius: .5rem;
  background: var(--card); color: inherit; resize: vertical; field-sizing: content; max-height: 40vh; }
button { font: inherit; padding: .35rem .8rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card);
  color: var(--accent); cursor: pointer; } .ask button { padding: .6rem 1.2rem; background: var(--accent); color: var(--card); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem 1.3rem; margin: 1.2rem 0 3rem; }
.card h2 { margin: .2rem 0 .6rem; font-size: 1.35rem; } .card h3 { margin: 1.2rem 0 .3rem; font-size: 1rem; }
p { margin: .5rem 0; } .does { margin-bottom: .2rem; } li { margin: .2rem 0; } ul, ol { margin: .4rem 0; padding-left: 1.3rem; }
code { font: .9em ui-monospace, monospace; background: var(--paper); padding: .1em .3em; border-radius: .25rem; }
pre { position: relative; background: var(--paper); border-radius: .5rem; padding: .7rem .9rem; overflow-x: auto; margin: .2rem 0 .8rem; }
pre code { padding: 0; background: none; } pre > button { position: absolute; top: .3rem; right: .3rem; font-size: .8rem; padding: .1rem .5rem; }
blockquote { margin: .5rem 0; padding-left: .8rem; border-left: 3px solid var(--line); color: var(--dim); }
table { border-collapse: collapse; width: 100%; margin: .6rem 0; } th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
.card form { display: flex; flex-wrap: wrap; gap: .4rem; margin-top: .9rem; align-items: center; } .label { color: var(--dim); font-size: .9rem; }
.hint { margin: -.4rem 0 .8rem; padding-left: .8rem; border-left: 3px solid light-dark(#c77700, #e0a64a); font-size: .9rem; }
.card .fields { display: block; } .fields label { display: block; } .fields input, .fields select { font: inherit; padding: .4rem .6rem;
  border: 1px solid var(--line); border-radius: .5rem; background: var(--paper); color: inherit; width: 100%; max-width: 26rem; }
.footer { color: var(--dim); font-size: .9rem; margin-top: 1rem; } a { color: var(--accent); }
`

export const SCRIPT = `
for (const pre of document.querySelectorAll('pre')) {
  const button = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Copy' })
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(pre.querySelector('code').textContent)
    button.textContent = 'Copied'
  })
  pre.append(button)
}
const question = document.getElementById('q')
question.addEventListener('keydown', event => {
  if (event.key === 'Enter' && !event.shiftKey) { event.preventDefault(); question.form.requestSubmit() }
})
`
