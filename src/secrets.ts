/** What secrets look like: the table behind `mask`. A kind is known by its own letters, or by what it is named. */

export type SecretKind = {
  /** Shown in place of the secret. */
  name: string
  pattern: RegExp
}

/**
 * A token that begins with letters of its own. It stands at the start of a word; an escaped line end (`\n` in JSON)
 * may be before it. Bodies are one run of characters: a run that is too short is refused once, and never gone
 * through again.
 */
const token = (name: string, body: string): SecretKind => ({
  name,
  pattern: new RegExp(String.raw`(?:(?<![A-Za-z0-9])|(?<=\\[nrt]))(?:${body})`, 'g'),
})

/** From a line `-----BEGIN …-----` to its end, or to the end of the text where that was cut off. */
const pem = (name: string, label: string): SecretKind => ({
  name,
  pattern: new RegExp(String.raw`-----BEGIN ${label}-----[\s\S]*?(?:-----END ${label}-----|$)`, 'g'),
})

export const SECRET_KINDS: SecretKind[] = [
  pem('private-key', '[A-Z0-9 ]{0,20}PRIVATE KEY(?: BLOCK)?'),
  pem('certificate', '(?:[A-Z0-9]{1,10} )?CERTIFICATE(?: REQUEST)?'),
  token('putty-key', String.raw`Private-Lines: \d[\s\S]*?(?:Private-MAC|$)`),
  token('age-key', 'AGE-SECRET-KEY-1[A-Z0-9]{20,}'),
  // The first part may be long, so it begins only where no part goes on.
  { name: 'jwt', pattern: /(?:(?<![\w-])|(?<=\\[nrt]))eyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g },
  token('bootstrap-token', String.raw`[a-z0-9]{6}\.[a-z0-9]{16}(?![a-z0-9.-])`),
  token('openshift-token', 'sha256~[\\w-]{20,}'),
  token('rancher-token', 'token-[a-z0-9]{5}:[a-z0-9]{20,}'),
  token('aws-access-key', '(?:AKIA|ASIA|ABIA|ACCA|AROA|AIDA)[A-Z0-9]{16,}'),
  token('google-api-key', String.raw`AIza[\w-]{30,}`),
  token('google-oauth-token', String.raw`ya29\.[\w-]{20,}`),
  token('google-client-secret', String.raw`GOCSPX-[\w-]{20,}`),
  token('azure-client-secret', String.raw`[\w~.-]{3}\dQ~[\w~.-]{30,}`),
  token('github-token', String.raw`gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}`),
  token('gitlab-token', String.raw`gl[a-z]{2,10}-[\w-]{20,}|GR1348941[\w-]{20,}`),
  token('bitbucket-token', String.raw`ATBB[\w-]{20,}|ATATT3[\w=-]{20,}|ATCTT3[\w=-]{20,}`),
  token('slack-token', String.raw`xox[a-z](?:\.xox[a-z])?-[\w-]{10,}|xapp-[\w-]{10,}|xwfp-[\w-]{10,}`),
  token('slack-webhook', String.raw`hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/[\w/-]{10,}`),
  token('discord-token', String.raw`[MNO][\w-]{22,30}\.[\w-]{5,7}\.[\w-]{25,}`),
  token('discord-webhook', String.raw`discord(?:app)?\.com/api/(?:v\d+/)?webhooks/\d+/[\w-]{10,}`),
  token('teams-webhook', String.raw`[\w-]{1,60}\.webhook\.office\.com/[\w/@-]{10,}`),
  token('stripe-key', '(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/=]{10,}'),
  token('npm-token', 'npm_[A-Za-z0-9]{30,}'),
  token('pypi-token', String.raw`pypi-[\w-]{30,}`),
  token('rubygems-key', 'rubygems_[a-f0-9]{30,}'),
  token('docker-hub-token', String.raw`dckr_(?:pat|oat)_[\w-]{20,}`),
  token('jfrog-token', 'AKCp[A-Za-z0-9]{20,}|cmVmd[A-Za-z0-9]{40,}'),
  token('digitalocean-token', 'do[opr]_v1_[a-f0-9]{30,}'),
  token('vault-token', String.raw`hv[sbr]\.[\w-]{20,}|s\.[A-Za-z0-9]{24}(?![A-Za-z0-9])`),
  token('terraform-token', String.raw`[A-Za-z0-9]{14}\.atlasv1\.[\w-]{30,}`),
  token('sendgrid-key', String.raw`SG\.[\w-]{15,30}\.[\w-]{30,}`),
  token('mailgun-key', 'key-[a-f0-9]{32}'),
  token('twilio-key', '(?:SK|AC)[a-f0-9]{32}'),
  token('ai-key', String.raw`sk-[\w-]{20,}`),
  token('hugging-face-token', 'hf_[A-Za-z0-9]{25,}'),
  token('databricks-token', 'dapi[a-f0-9]{30,}'),
  token('grafana-token', String.raw`gl(?:sa|c)_[\w=]{20,}`),
  token('new-relic-key', 'NR(?:AK|RA|II|JS|SP)-[A-Za-z0-9-]{20,}'),
  token('sentry-token', String.raw`sntry[su]_[\w=.+/-]{20,}`),
  token('telegram-token', String.raw`\d{8,10}:AA[\w-]{30,}`),
  token('shopify-token', 'shp(?:at|ca|pa|ss)_[a-fA-F0-9]{30,}'),
  token('linear-or-notion-token', 'lin_(?:api|oauth)_[A-Za-z0-9]{20,}|(?:ntn|secret)_[A-Za-z0-9]{30,}'),
  token('doppler-or-pulumi-token', String.raw`dp\.[a-z]{2,6}\.[\w.-]{30,}|pul-[a-f0-9]{30,}`),
  token('tailscale-key', String.raw`tskey-[\w-]{15,}`),
  // Who a token belongs to is nobody's business either.
  token('person', String.raw`<@[!&]?[A-Z0-9]{5,25}(?:\|[^>\s]{0,80})?>`),
  { name: 'e-mail', pattern: /(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}/g },
]

/** Names of settings, flags, headers and keys whose value is secret; the name ends like this. */
export const SECRET_NAME = new RegExp(
  [
    'pass(?:word|wd|phrase|code|wort)?',
    'pwd|secret|credential|token|bearer|cookie|otp|salt|dsn|sig|signature|connection[_.-]?string',
    '(?:api|access|private|secret|account|shared|signing|encryption|master|client|service|ssh|app|auth)[_.-]?key',
    String.raw`^_?auth|[_.-]auth|\.key|\.pem|key[_.-]data|certificate[_.-]data|certificate[_.-]authority[_.-]data`,
    'session[_.-]?id|dockerconfigjson|dockercfg|kubeconfig|htpasswd',
  ]
    .map(part => `(?:${part})`)
    .join('|')
    .replace(/^(.*)$/, '(?:$1)s?\\d*$'),
  'i',
)
